/** The server stays as it was drawn. What each rule is for stands beside it, in test/architecture/. */
import { expect, test } from 'bun:test';
import { circles } from './architecture/imports.ts';
import { wrongDirections } from './architecture/layers.ts';
import { elysiaOutside, foreignInProtocol, heavyValuesInClient } from './architecture/packages.ts';
import { tooLong, tooLongOnTheWhole } from './architecture/sizes.ts';
import { namesInStatements } from './architecture/statements.ts';
import { readTree, type Tree } from './architecture/tree.ts';
import {
  citedElsewhere,
  namesOfTwo,
  retiredFields,
  retiredWords,
} from './architecture/vocabulary.ts';
import {
  clockAndChance,
  defaultsAndBarrels,
  foreignHosts,
  physicalCss,
  silencedTests,
  waitingInDb,
} from './architecture/words.ts';

const RULES: [rule: string, check: (tree: Tree) => string[]][] = [
  ['a file imports only from lower layers or its own folder', wrongDirections],
  ['no imports go in a circle', circles],
  ['only the edge knows Elysia', elysiaOutside],
  ['the client takes only types and cheap values from the protocol', heavyValuesInClient],
  ['the protocol stands on TypeBox alone', foreignInProtocol],
  ['no file is longer than 400 lines', tooLong],
  ['half of the files are within 80 lines, nine of ten within 200', tooLongOnTheWhole],
  ['styles name no side of the screen', physicalCss],
  ['no service has a clock or dice of its own', clockAndChance],
  ['no default exports and no barrels', defaultsAndBarrels],
  ['no foreign host stands in the sources', foreignHosts],
  ['every test runs', silencedTests],
  ['nothing waits inside a transaction', waitingInDb],
  ['a statement names columns by references', namesInStatements],
  ['no word is used that was given up', retiredWords],
  ['no field or column is called by one', retiredFields],
  ['an exported name has one meaning', namesOfTwo],
  ['no document is cited that is not here', citedElsewhere],
];

const tree = await readTree();

test('the tree was read', () => {
  expect(tree.size).toBeGreaterThan(50);
});

for (const [rule, check] of RULES) {
  test(rule, () => expect(check(tree)).toEqual([]));
}

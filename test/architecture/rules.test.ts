/** Each rule of the architecture is able to fail: a bad sample is found, and its good counterpart is not. */
import { describe, expect, test } from 'bun:test';
import { circles } from './imports.ts';
import { wrongDirections } from './layers.ts';
import { elysiaOutside, foreignInProtocol, heavyValuesInClient } from './packages.ts';
import { tooLong, tooLongOnTheWhole } from './sizes.ts';
import { namesInStatements } from './statements.ts';
import type { Tree } from './tree.ts';
import { citedElsewhere, namesOfTwo, retiredFields, retiredWords } from './vocabulary.ts';
import {
  clockAndChance,
  defaultsAndBarrels,
  foreignHosts,
  physicalCss,
  silencedTests,
  waitingInDb,
} from './words.ts';

type Sample = Record<string, string>;
const treeOf = (sample: Sample): Tree => new Map(Object.entries(sample));
const lines = (count: number) => 'x;\n'.repeat(count);

const SAMPLES: [check: (tree: Tree) => string[], what: string, bad: Sample, good: Sample][] = [
  [
    wrongDirections,
    'a service that imports realtime, as a type too',
    { 'server/chats/service.ts': "import type { Hub } from '../realtime/hub.ts';" },
    { 'server/realtime/hub.ts': "import type { Chats } from '../chats/service.ts';" },
  ],
  [
    wrongDirections,
    'a client that imports the server',
    { 'client/core/socket.ts': "import { log } from '../../server/log.ts';" },
    { 'client/core/socket.ts': "import { LIMITS } from '../../protocol/limits.ts';" },
  ],
  [
    wrongDirections,
    'two features of the client',
    { 'client/chats/list.ts': "import { x } from '../messages/x.ts';" },
    { 'client/chats/list.ts': "import { x } from './x.ts';" },
  ],
  [
    wrongDirections,
    'a feature of the server that calls one to its right',
    { 'server/chats/service.ts': "import { x } from '../messages/service.ts';" },
    { 'server/messages/service.ts': "import { x } from '../chats/service.ts';" },
  ],
  [
    wrongDirections,
    'a lazy import upwards',
    { 'client/core/x.ts': "const x = await import('../app/pa-app.ts');" },
    { 'client/app/pa-app.ts': "const x = await import('../core/x.ts');" },
  ],
  [
    circles,
    'a circle of three, one step of it only types',
    {
      'db/a.ts': "import { b } from './b.ts';",
      'db/b.ts': "import type { C } from './c.ts';",
      'db/c.ts': "import {\n  a,\n} from './a.ts';",
    },
    { 'db/a.ts': "import { b } from './b.ts';", 'db/b.ts': "// import { a } from './a.ts';" },
  ],
  [
    elysiaOutside,
    'Elysia in a service',
    { 'server/chats/service.ts': "import { t } from 'elysia';" },
    { 'server/chats/routes.ts': "import { t } from 'elysia';" },
  ],
  [
    heavyValuesInClient,
    'a schema in the browser',
    { 'client/core/x.ts': "import { Message } from '../../protocol/messages.ts';" },
    { 'client/core/x.ts': "import type { Message } from '../../protocol/messages.ts';" },
  ],
  [
    namesInStatements,
    'a column that is named as text in a statement',
    { 'db/stores/x.ts': `const x = sql\`case when deleted_at is null then \${a} end\`;` },
    {
      'db/stores/x.ts': `const x = sql<number>\`case when \${users.deletedAt} is null then 'deleted_at' end\`;`,
    },
  ],
  [
    namesInStatements,
    'an alias in a statement that stands within another',
    { 'db/stores/x.ts': `const x = sql\`coalesce(\${sql\`m.role\`}, 0)\`;` },
    { 'db/stores/x.ts': `const x = sql\`coalesce(\${sql\`\${m.role}\`}, 0)\`;` },
  ],
  [
    namesInStatements,
    'raw SQL in a store',
    { 'db/stores/x.ts': "const x = sql.raw('role');" },
    { 'db/engine/dialect.ts': "const x = sql.raw('role');" },
  ],
  [
    foreignInProtocol,
    'a package in the protocol',
    { 'protocol/x.ts': "import { t } from 'elysia';" },
    { 'protocol/x.ts': "import { Type } from '@sinclair/typebox';" },
  ],
  [tooLong, '401 lines', { 'test/x.test.ts': lines(401) }, { 'test/x.test.ts': lines(400) }],
  [
    tooLongOnTheWhole,
    'a median of 81 lines',
    { 'db/a.ts': lines(81), 'db/b.ts': lines(90) },
    { 'db/a.ts': lines(80), 'db/b.ts': lines(200) },
  ],
  [
    physicalCss,
    'a side in a stylesheet',
    { 'client/x.css': 'a { left: 0 }' },
    { 'client/x.css': 'a { inset-inline-start: 0 }' },
  ],
  [
    physicalCss,
    'a side in a css`` template',
    { 'client/x.ts': 'css`a { margin-left: 1px }`' },
    { 'client/x.ts': 'scrollTo({ left: 0 }); css`a { margin-inline-start: 1px }`' },
  ],
  [
    physicalCss,
    'text aligned to a side',
    { 'client/x.css': 'a { text-align: right }' },
    { 'client/x.css': 'a { text-align: end }' },
  ],
  [
    retiredFields,
    'a field of the wire called by such a word',
    { 'protocol/x.ts': 'export const Chat = Type.Object({\n  marks: Seq,\n});' },
    { 'protocol/x.ts': 'export const Chat = Type.Object({\n  receiptRev: Seq,\n});' },
  ],
  [
    retiredWords,
    'a word that was given up',
    { 'server/x.ts': 'export class HouseSettings {}' },
    { 'server/x.ts': 'export class ServerSettings {} // of a warehouse' },
  ],
  [
    retiredWords,
    'a file by such a word',
    { 'client/outbox/lanes.ts': '' },
    { 'client/outbox/planes.ts': '' },
  ],
  [
    namesOfTwo,
    'a name with two meanings',
    { 'server/a.ts': 'export type Page = 1;', 'client/b.ts': 'export class Page {}' },
    {
      'server/a.ts': 'export type Page = 1;\nexport const Page = 1;',
      'client/b.ts': 'class Page {}',
    },
  ],
  [
    citedElsewhere,
    'a document that is not here',
    { 'server/a.ts': '/** As DESIGN §5 has it. */' },
    { 'server/a.ts': '/** RFC 6455 §4.2.2. */' },
  ],
  [
    clockAndChance,
    'a clock of its own',
    { 'server/chats/service.ts': 'const now = Date.now();' },
    { 'server/chats/service.ts': 'const now = deps.clock.now(); // not Date.now()' },
  ],
  [
    clockAndChance,
    'dice of its own',
    { 'db/stores/chats.ts': 'Math.random()' },
    { 'server/ids.ts': 'crypto.getRandomValues(bytes)' },
  ],
  [
    defaultsAndBarrels,
    'a default export',
    { 'db/x.ts': 'export default 1;' },
    { 'db/x.ts': 'export const x = 1;' },
  ],
  [
    defaultsAndBarrels,
    'a name passed on',
    { 'db/x.ts': "export { y } from './y.ts';" },
    { 'db/x.ts': "import { y } from './y.ts';\nexport { z };" },
  ],
  [
    foreignHosts,
    'a host in code',
    { 'client/x.ts': "fetch('https://cdn.jsdelivr.net/x')" },
    { 'client/x.ts': "const ns = 'http://www.w3.org/2000/svg';" },
  ],
  [
    foreignHosts,
    'a host in a comment',
    { 'client/x.ts': '// see https://github.com/x' },
    { 'client/x.ts': '// see https://www.rfc-editor.org/rfc/rfc6455' },
  ],
  [
    silencedTests,
    'a skipped test',
    { 'test/x.test.ts': "test.skip('x', () => {});" },
    { 'test/x.test.ts': "test('x', () => {});" },
  ],
  [
    waitingInDb,
    'a store that waits',
    { 'db/stores/chats.ts': 'async function x() {}' },
    { 'db/engine/writer.ts': 'async function x() {}' },
  ],
];

describe('the rules of the architecture', () => {
  for (const [check, what, bad, good] of SAMPLES) {
    test(`${check.name} finds ${what}`, () => {
      expect(check(treeOf(bad))).not.toEqual([]);
      expect(check(treeOf(good))).toEqual([]);
    });
  }
});

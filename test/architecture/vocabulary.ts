import { filesOf, findings, type Tree } from './tree.ts';

/**
 * Words that this project once had for things that the field has words for, and the words that stand in their place
 * (docs/words.md). They are looked for in what is declared and in the names of files, where a reader meets them first.
 */
const RETIRED: [word: RegExp, instead: string][] = [
  [/house/, 'server, instance'],
  [/wish/, 'pending action'],
  [/gist/, 'message preview'],
  [/crowd/, 'member summary'],
  [/bury|buried/, 'soft delete'],
  [/lanes?/, 'chat queue'],
  [/fates?/, 'retry decision'],
  [/twins?/, 'REST route'],
  [/bring|brought/, 'import'],
  [/refusal/, 'ApiError'],
  [/heads?/, 'chat context'],
  [/acts?/, 'action, command'],
  [/told|heard|noticed|happened/, 'a verb with an object'],
];

const DECLARED =
  /\b(?:class|interface|type|function\*?)\s+(\w+)|\bexport\s+const\s+(\w+)|\/([\w-]+)(?:\.styles|\.test)?\.ts$/g;

/**
 * Finds words for which the field has another one, in the name of a class, type, function, exported constant or file.
 */
export function retiredWords(tree: Tree): string[] {
  return filesOf(tree, /^(protocol|db|server|client|bench|scripts)\/.*\.ts$/).flatMap(
    ([path, text]) =>
      [...`${text}\n/${path}`.matchAll(DECLARED)].flatMap(([, named, constant, file]) =>
        wordsOf(named ?? constant ?? file ?? '').flatMap((word) => {
          const retired = RETIRED.find(([pattern]) =>
            new RegExp(`^(?:${pattern.source})$`).test(word),
          );
          return retired ? [`${path}: ${named ?? constant ?? file}: say ${retired[1]}`] : [];
        }),
      ),
  );
}

/** Splits `toChatSnapshot`, `chat-snapshot` or `CHAT_SNAPSHOT` into its words in small letters. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[ _-]/);
}

/** Finds references to documents that a reader of the repository does not have. */
export function citedElsewhere(tree: Tree): string[] {
  return filesOf(tree, /^(?!test\/architecture\/).*\.ts$/).flatMap(([path, text]) =>
    findings(
      path,
      text,
      /\b(?:DESIGN|STACK|ORIGINAL|WORDS|SCALE)(?:\.md| §)|\boriginal #\d/,
      'a document that is not here',
    ),
  );
}

/** The one error that both sides throw is called the same on both. */
const ONE_MEANING_TWICE = new Set(['ApiError']);

/** Finds a name that two files export: a reader of one, or of an import, would have to know which is meant. */
export function namesOfTwo(tree: Tree): string[] {
  const places = new Map<string, Set<string>>();
  for (const [path, text] of filesOf(tree, /^(protocol|db|server|client)\/(?!dev\/).*\.ts$/)) {
    const exported = text.matchAll(
      /^export (?:async )?(?:abstract )?(?:const|function\*?|class|type|interface) (\w+)/gm,
    );
    for (const [, name = ''] of exported)
      places.set(name, (places.get(name) ?? new Set()).add(path));
  }
  return [...places]
    .filter(([name, paths]) => paths.size > 1 && !ONE_MEANING_TWICE.has(name))
    .map(([name, paths]) => `${name}: ${[...paths].join(', ')}`);
}

/** Words that the wire and the columns had for what the field calls otherwise. */
const RETIRED_FIELDS: Record<string, string> = {
  marks: 'receiptRev, or matches',
  list: 'memberRev',
  own: 'settings',
  reached: 'othersReceipts',
  pins: 'pinCount',
  mine: 'ownReactions',
  note: 'system, or label',
  act: 'action',
  listRev: 'memberRev',
  markLog: 'receiptLog',
};

/** A field of the protocol, or a column, by a word that was given up. */
export function retiredFields(tree: Tree): string[] {
  return filesOf(tree, /^(protocol\/.*|db\/schema.*)\.ts$/).flatMap(([path, text]) =>
    [...text.matchAll(/^\s+(\w+): (?:Type\.|\w+Type\b|[A-Z]\w*,|text\(|integer\()/gm)].flatMap(
      ([, field = '']) =>
        RETIRED_FIELDS[field] ? [`${path}: ${field}: say ${RETIRED_FIELDS[field]}`] : [],
    ),
  );
}

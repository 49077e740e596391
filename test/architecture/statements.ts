import { filesOf, type Tree, withoutComments } from './tree.ts';

/** Words of SQL that may stand in a statement beside references. Names of tables, columns and aliases are none of them. */
const SQL_WORDS = new Set(
  `and as asc between by case coalesce count desc distinct else end exists filter from group having in is length like
  limit max min not null or order over partition replace row_number select sum then true when where`.split(
    /\s+/,
  ),
);

/**
 * A statement names tables and columns by references to the schema, so that a rename is one and the compiler knows what
 * reads a column. What only one engine says stands in `db/engine/dialect.ts`.
 */
export function namesInStatements(tree: Tree): string[] {
  return filesOf(tree, /^db\/stores\/.*\.ts$/).flatMap(([path, text]) => {
    const source = withoutComments(text);
    const raw = [...source.matchAll(/\bsql\.raw\(|\.(?:query|prepare|run|exec)(?:<[^(]*>)?\(/g)];
    return [
      ...raw.map(({ 0: found }) => `${path}: SQL as text: ${found}`),
      ...sqlTexts(source).flatMap((statement) =>
        wordsIn(statement)
          .filter((word) => !SQL_WORDS.has(word.toLowerCase()))
          .map((word) => `${path}: a name as text in SQL: ${word}`),
      ),
    ];
  });
}

/** Words outside of quoted values. */
function wordsIn(statement: string): string[] {
  return statement.replaceAll(/'[^']*'/g, ' ').match(/[A-Za-z_]\w*/g) ?? [];
}

/** What stands in each sql`…` between its references. */
export function sqlTexts(source: string): string[] {
  return [...source.matchAll(/\bsql(?:<(?:[^<>`]|<[^<>`]*>)*>)?`/g)].map(({ 0: opening, index }) =>
    textOf(source, index + opening.length),
  );
}

/** The text of a template from its first character on, a space for each reference. */
function textOf(source: string, start: number): string {
  let text = '';
  for (let at = start; source[at] !== '`' && at < source.length; at++) {
    if (!source.startsWith('${', at)) {
      text += source[at];
      continue;
    }
    at = endOfReference(source, at + 2);
    text += ' ';
  }
  return text;
}

function endOfReference(source: string, start: number): number {
  let depth = 1;
  let at = start;
  for (; depth > 0 && at < source.length; at++) {
    if (source[at] === '{') depth++;
    if (source[at] === '}') depth--;
    if (source[at] === '`') at = endOfTemplate(source, at + 1);
  }
  return at - 1;
}

function endOfTemplate(source: string, start: number): number {
  let at = start;
  while (source[at] !== '`' && at < source.length) {
    at = source.startsWith('${', at) ? endOfReference(source, at + 2) + 1 : at + 1;
  }
  return at;
}

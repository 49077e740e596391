import { type SQL, sql } from 'drizzle-orm';
import { NAME_WORDS, type NameQuery } from '../../protocol/names.ts';
import { p } from '../engine/query.ts';

const WORDS = Array.from({ length: NAME_WORDS }, (_, i) => `word${i}`);

/**
 * Whether a person's names fit a query: each word of the query stands in one of the names, in any order; or the query
 * stands there as a whole, once the spaces of both are left out; or exactly as it was typed.
 */
export function nameMatches(table: string): SQL {
  const [name, username] = [sql.raw(`${table}.name_key`), sql.raw(`${table}.username_key`)];
  const each = WORDS.map(
    (word) => sql`(instr(${name}, ${p(word)}) or instr(${username}, ${p(word)}))`,
  );
  return sql`(instr(${username}, ${p('raw')}) or instr(${name}, ${p('raw')}) or (${p('word0')} <> '' and ${sql.join(each, sql` and `)})
    or (${p('squeezed')} <> '' and instr(replace(${name}, ' ', ''), ${p('squeezed')})))`;
}

/** The parameters of `named`. */
export function namedParams({ raw, words, squeezed }: NameQuery): Record<string, string> {
  const params: Record<string, string> = { raw, squeezed };
  for (const [i, word] of WORDS.entries()) params[word] = words[i] ?? '';
  return params;
}

import { type AnyColumn, ne, type SQL, sql } from 'drizzle-orm';
import { NAME_WORDS, type NameQuery } from '../../protocol/names.ts';
import { and, or } from '../engine/builder.ts';
import { contains } from '../engine/dialect.ts';
import { p } from '../engine/query.ts';

const WORDS = Array.from({ length: NAME_WORDS }, (_, i) => `word${i}`);

/** The columns by which people are found: their names, folded. */
type Names = { nameKey: AnyColumn; usernameKey: AnyColumn };

/**
 * Whether a person's names fit a query: each word of the query stands in one of the names, in any order; or the query
 * stands there as a whole, once the spaces of both are left out; or exactly as it was typed.
 */
export function nameMatches({ nameKey, usernameKey }: Names): SQL {
  const each = WORDS.map((word) => or(contains(nameKey, p(word)), contains(usernameKey, p(word))));
  const squeezed = sql`replace(${nameKey}, ' ', '')`;
  return or(
    contains(usernameKey, p('raw')),
    contains(nameKey, p('raw')),
    and(ne(p('word0'), ''), ...each),
    and(ne(p('squeezed'), ''), contains(squeezed, p('squeezed'))),
  );
}

/** The parameters of `nameMatches`. */
export function namedParams({ raw, words, squeezed }: NameQuery): Record<string, string> {
  const params: Record<string, string> = { raw, squeezed };
  for (const [i, word] of WORDS.entries()) params[word] = words[i] ?? '';
  return params;
}

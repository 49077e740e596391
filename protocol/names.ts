import { cut } from './cut.ts';
import { groupIntoWords, joinPieces } from './find.ts';
import { fold } from './fold.ts';

/** Words of a query for people; of a longer one only what it is without its spaces has to stand in the name. */
export const NAME_WORDS = 5;

/** What a name is found by: its words, folded, with spaces between; behind them, other ways to write one with a hamza. */
export function nameKey(name: string): string {
  const words = groupIntoWords(cut(name));
  if (words.length === 0) return fold(name);
  const others = words.flat().flatMap(({ forms }) => forms.slice(1));
  return [...words.map(joinPieces), ...others].join(' ');
}

/** A query for people. `words`: each stands in a name or begins it, in any order; `squeezed`: without spaces. */
export type NameQuery = { raw: string; words: string[]; squeezed: string };

export function nameQuery(q: string): NameQuery {
  const raw = fold(q.trim().replace(/^@/, '')).trim();
  const words = groupIntoWords(cut(raw)).map(joinPieces);
  return { raw, words: words.length > NAME_WORDS ? [] : words, squeezed: words.join('') };
}

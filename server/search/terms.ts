import type { Term } from '../../protocol/find.ts';
import { WORD_MAX } from '../messages/all-words.ts';

/**
 * How many terms of a query, the longest ones, the index is asked for: they leave so few messages that the text can be
 * searched for the rest.
 */
const ASKED = 6;
/** A joined word is looked for in two, too, when it is no shorter or longer than this, each part of two letters at least. */
const SPLIT = { min: 4, max: 12 };

/**
 * A query in FTS5's language about one block: every term begins a word. `split`: spaced spellings of joined words too.
 * Words hold letters, digits, combining marks and symbols only, so nothing in them could end the quotes.
 */
export function toMatch(terms: readonly Term[], key: string, split: boolean): string {
  const asked = terms.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, ASKED);
  return asked.map((term) => `(${waysOf(term, key, split).join(' OR ')})`).join(' AND ');
}

const lengthOf = ({ ways }: Term): number => ways[0]?.length ?? 0;

function waysOf({ ways, joints, sign }: Term, key: string, split: boolean): string[] {
  const begins = (word: string) => `"${key}${word.slice(0, WORD_MAX)}" *`;
  const is = (word: string) => `"${key}${word.slice(0, WORD_MAX)}"`;
  const found = ways.map(begins);
  const [word = ''] = ways;
  if (sign) return found;
  for (const at of joints.length > 0 || !split ? joints : splitsOf(word))
    found.push(`(${is(word.slice(0, at))} AND ${begins(word.slice(at))})`);
  if (joints.length > 1) {
    const parts = [0, ...joints].map((at, i) => word.slice(at, joints[i]));
    const last = parts.pop() ?? '';
    found.push(`(${[...parts.map(is), begins(last)].join(' AND ')})`);
  }
  return found;
}

function splitsOf({ length }: string): number[] {
  if (length < SPLIT.min || length > SPLIT.max) return [];
  return Array.from({ length: length - 3 }, (_, i) => i + 2);
}

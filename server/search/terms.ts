import type { WordQuery } from '../../db/stores/word-query.ts';
import type { Term } from '../../protocol/find.ts';
import { WORD_MAX } from '../messages/all-words.ts';

/**
 * How many terms of a query, the longest ones, the index is asked for: they leave so few messages that the text can be
 * searched for the rest.
 */
const ASKED = 6;
/** A joined word is looked for in two, too, when it is no shorter or longer than this, each part of two letters at least. */
const SPLIT = { min: 4, max: 12 };

/** What the index is asked about one block: every term begins a word. `split`: spaced spellings of joined words too. */
export function toWordQuery(terms: readonly Term[], key: string, split: boolean): WordQuery {
  const asked = terms.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, ASKED);
  return { all: asked.map((term) => ({ any: waysOf(term, key, split) })) };
}

const lengthOf = ({ ways }: Term): number => ways[0]?.length ?? 0;

function waysOf({ ways, joints, sign }: Term, key: string, split: boolean): WordQuery[] {
  const is = (word: string): WordQuery => ({ word: `${key}${word.slice(0, WORD_MAX)}` });
  const begins = (word: string): WordQuery => ({ ...is(word), begins: true });
  // A sign that stands for several words (ﷺ), joined to one with a hamza, is cut into a way that is none.
  const found = ways.filter((way) => !way.includes(' ')).map(begins);
  const [word = ''] = ways;
  if (sign) return found;
  for (const at of joints.length > 0 || !split ? joints : splitsOf(word))
    found.push({ all: [is(word.slice(0, at)), begins(word.slice(at))] });
  if (joints.length > 1) {
    const parts = [0, ...joints].map((at, i) => word.slice(at, joints[i]));
    const last = parts.pop() ?? '';
    found.push({ all: [...parts.map(is), begins(last)] });
  }
  return found;
}

function splitsOf({ length }: string): number[] {
  if (length < SPLIT.min || length > SPLIT.max) return [];
  return Array.from({ length: length - 3 }, (_, i) => i + 2);
}

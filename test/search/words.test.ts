import { expect, test } from 'bun:test';
import { parts, words } from '../../protocol/fold.ts';
import { allWords } from '../../server/messages/all-words.ts';

const LETTERS = [
  ...'aZ09 .,-_é½«»…“”،؟!\n\t',
  ...'ابپتكکيیئؤآةۀهٔ١۲٣',
  ...'\u200c\u200d\u064b\u0651\u0640\u0654\u0301\u00ad',
  '👍',
  '👩‍👩‍👧',
  'ß',
  'ﻻ',
  '中',
  '§',
];

test('the fast way to the words of a text finds what protocol/fold.ts finds', () => {
  const seed = Date.now() % 2 ** 31;
  let state = seed;
  const below = (n: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >> 8) % n;
  };
  for (let n = 0; n < 5000; n++) {
    const text = Array.from({ length: below(24) }, () => LETTERS[below(LETTERS.length)]).join('');
    const found = new Set(allWords(text).split(' ').filter(Boolean));
    const wanted = new Set([...words(text), ...(text.includes('\u200c') ? parts(text) : [])]);
    expect({ seed, text, words: [...found].sort() }).toEqual({
      seed,
      text,
      words: [...wanted].sort(),
    });
  }
});

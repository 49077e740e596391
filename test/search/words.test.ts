import { describe, expect, test } from 'bun:test';
import { fitOf, toTerms } from '../../protocol/find.ts';
import { allWords } from '../../server/messages/all-words.ts';

/** Matches as the index does: each term's variants, or the words that it is made of, begin some word of the index. */
function isCandidate(text: string, query: string): boolean {
  const index = allWords(text);
  const begins = (word: string) => index.some((one) => one.startsWith(word.slice(0, 32)));
  return toTerms(query).every(
    ({ ways }) =>
      ways.some(begins) ||
      ways.some((way) =>
        Array.from(way, (_, at) => at).some(
          (at) => index.includes(way.slice(0, at)) && begins(way.slice(at)),
        ),
      ),
  );
}

describe('what the index is given of a text', () => {
  test.each([
    ['می‌خواهم', ['می', 'خواهم', 'میخواهم']],
    ['این می شود', ['این', 'می', 'شود', 'میشود']],
    ['کتاب ها', ['کتاب', 'ها', 'کتابها']],
    ['۵۰۰تومن', ['500', 'تومن', '500تومن']],
    ['۱۲۵٬۰۰۰', ['125', '000', '125000']],
    ['0912 345 6789', ['0912', '345', '6789', '09123456789', '3456789']],
    ['خانهٔ', ['خانه', 'خانهی']],
    ['مسؤول', ['مسوول', 'مسیول', 'مساول', 'مسول']],
    ['🎂🎉', ['🎂', '🎉']],
    ['ﷺ', ['صلی', 'الله', 'علیه', 'وسلم']],
    ['؟!', []],
  ])('%s', (text, words) => {
    expect(allWords(text).toSorted()).toEqual(words.toSorted());
  });

  test('is bounded, however a text is made', () => {
    for (const text of ['a1'.repeat(2048), 'a'.repeat(4096), 'ئ'.repeat(4096), '1 '.repeat(2048)]) {
      const words = allWords(text);
      expect(words.length).toBeLessThanOrEqual(4096 + 1);
      expect(Math.max(...words.map(({ length }) => length))).toBeLessThanOrEqual(32);
    }
  });
});

const LETTERS = [
  ...'aZ09 .,-_é½«»…“”،؟!\n\t',
  ...'ابپتكکيیئؤآةۀهٔ١۲٣ءأ',
  ...'\u200c\u200d\u200b\u064b\u0651\u0640\u0654\u0301\u00ad\u00ac',
  ...['👍', '👩‍👩‍👧', '🇮🇷', 'ß', 'ﻻ', '中', '§', 'ﷺ', 'ı'],
];

test('what a text says is found by every stretch of it that begins a word', () => {
  const seed = Date.now() % 2 ** 31;
  let state = seed;
  const below = (n: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >> 8) % n;
  };
  let tried = 0;
  for (let n = 0; n < 3000; n++) {
    const text = Array.from({ length: below(24) }, () => LETTERS[below(LETTERS.length)]).join('');
    const wanted = toTerms(text);
    if (wanted.length === 0) continue;
    tried += 1;
    const told = { seed, text };
    expect({ ...told, fit: fitOf(text, wanted), candidate: isCandidate(text, text) }).toEqual({
      ...told,
      fit: 'begins',
      candidate: true,
    });
  }
  expect(tried).toBeGreaterThan(1000);
});

import { describe, expect, test } from 'bun:test';
import { splitIntoMessages } from '../../../client/messages/composer/composer-writing.ts';
import { LIMITS } from '../../../protocol/limits.ts';

const plain = (text: string, most?: number) =>
  splitIntoMessages({ text, entities: [] }, most).map((part) => part.text);
/** Returns all that is not white space, in order. */
const letters = (texts: string[]) => texts.join('').replaceAll(/\s/g, '');

describe('a text that is too long for one message', () => {
  test('goes as it is when it fits', () => {
    expect(plain('سلام')).toEqual(['سلام']);
    expect(plain('الف'.repeat(10), 30)).toHaveLength(1);
  });

  test('is cut between paragraphs, else lines, else sentences, else words', () => {
    expect(plain('aaaa aaaa\n\nbbbb bbbb', 16)).toEqual(['aaaa aaaa', 'bbbb bbbb']);
    expect(plain('aaaa aaaa\nbbbb bbbb', 16)).toEqual(['aaaa aaaa', 'bbbb bbbb']);
    expect(plain('این یک جمله است؟ این دومی است', 22)).toEqual([
      'این یک جمله است؟',
      'این دومی است',
    ]);
    expect(plain('aaaa bbbb cccc dddd', 12)).toEqual(['aaaa bbbb', 'cccc dddd']);
  });

  test('is never cut within a letter, however many signs it has', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const part of plain(family.repeat(10), 25)) expect(part.replaceAll(family, '')).toBe('');
    const marked = 'ب\u0651\u064E';
    for (const part of plain(marked.repeat(20), 10)) expect(part.replaceAll(marked, '')).toBe('');
  });

  test('is not cut within a link when there is another place, and keeps it in its part', () => {
    const url = 'https://example.org/aaaaaaaaaaaa';
    const text = `یک دو سه ${url} چهار پنج`;
    const entities = [{ type: 'link' as const, url, offset: 9, length: url.length }];
    const parts = splitIntoMessages({ text, entities }, 36);
    expect(parts.map((part) => part.text).join(' ')).toBe(text);
    for (const { text: said, entities: own } of parts)
      for (const { offset, length } of own) expect(said.slice(offset, offset + length)).toBe(url);
    expect(parts.flatMap((part) => part.entities)).toHaveLength(1);
  });

  test('whose formatting is longer than a message keeps it in each part', () => {
    const text = 'کلمه '.repeat(40).trim();
    const parts = splitIntoMessages(
      { text, entities: [{ type: 'bold', offset: 0, length: text.length }] },
      60,
    );
    for (const { text: said, entities } of parts)
      expect(entities).toEqual([{ type: 'bold', offset: 0, length: said.length }]);
  });

  test('loses nothing and is in order, for texts of many kinds', () => {
    const kinds = [
      'س',
      'سلام دنیا ',
      'line\n',
      'پاراگراف.\n\n',
      'a'.repeat(300),
      '👩‍🚀 ',
      'نیم‌فاصله ',
    ];
    for (const kind of kinds)
      for (const most of [17, 64, 333]) {
        const text = kind.repeat(Math.ceil(2000 / kind.length));
        const parts = plain(text, most);
        expect(letters(parts)).toBe(letters([text]));
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(most);
      }
  });

  test('5,125 letters are two messages', () => {
    expect(plain('کلمه '.repeat(1025), LIMITS.text)).toHaveLength(2);
  });
});

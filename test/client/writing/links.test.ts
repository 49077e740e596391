import { describe, expect, test } from 'bun:test';
import { findLinks } from '../../../client/format/links.ts';

const linksOf = (text: string) =>
  findLinks({ text, entities: [] }).map(({ offset, length }) =>
    text.slice(offset, offset + length),
  );
const urlsOf = (text: string) => findLinks({ text, entities: [] }).map(({ url }) => url);

describe('an address', () => {
  const LINK = 'https://example.com/a';

  test('begins behind a Persian word, an emoji or a mark that nobody sees', () => {
    for (const before of [
      'است',
      '👉',
      '👍🏽',
      '\u200f',
      '\u200e',
      '\u200c',
      '\u2067',
      '\u2068',
      '«',
    ]) {
      expect([before, linksOf(before + LINK)]).toEqual([before, [LINK]]);
    }
    expect(linksOf('سایتexample.com')).toEqual(['example.com']);
  });

  test('ends before a mark that nobody sees', () => {
    for (const after of ['\u200f', '\u2066', '\u200c', '\u200b', '\u202c', '\u2069', '\ufeff']) {
      expect([after, linksOf(LINK + after)]).toEqual([after, [LINK]]);
      expect([after, linksOf(`${LINK + after} را ببین`)]).toEqual([after, [LINK]]);
    }
  });

  test('ends before the marks of a sentence, Persian ones and others, one or several', () => {
    const marks = [':', '…', '۔', '٬', '。', '!؟', '.', '؟', '،', '؛', '!', '?!', '»', '”', '...'];
    for (const after of marks) expect([after, linksOf(LINK + after)]).toEqual([after, [LINK]]);
    expect(linksOf(`(${LINK}.)`)).toEqual([LINK]);
    expect(linksOf(`(ببین ${LINK}.)`)).toEqual([LINK]);
    expect(linksOf('https://example.com:')).toEqual(['https://example.com']);
  });

  test('keeps what belongs to it', () => {
    for (const whole of [
      'https://en.wikipedia.org/wiki/Foo_(bar)',
      'https://example.com:8443/a.b?c=d&e=f#g',
      'https://fa.wikipedia.org/wiki/نیم‌فاصله',
      'http://[2001:db8::1]:8080/',
      'https://example.com/a,b;c',
    ])
      expect(linksOf(`ببین ${whole} را`)).toEqual([whole]);
  });

  test('needs no scheme where it cannot be a word', () => {
    for (const bare of [
      'www.example.co.uk',
      't.me/x',
      'youtu.be/x',
      'example.com',
      'example.ir/الف',
    ])
      expect([bare, urlsOf(`ببین ${bare} را`)]).toEqual([bare, [`https://${bare}`]]);
    expect(urlsOf('www.example.museum')).toEqual(['https://www.example.museum']);
  });

  test('is none where a blank was forgotten, or where a file is named', () => {
    for (const text of [
      'سلام.خوبی',
      'نسخه‌ی ۱.۲.۳',
      "I'm fine.me too",
      'main.ts',
      'readme.md',
      'a.py',
    ])
      expect([text, linksOf(text)]).toEqual([text, []]);
  });
});

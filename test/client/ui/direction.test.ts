import { describe, expect, test } from 'bun:test';
import { directionOf, endDirection, lineDirection } from '../../../client/ui/direction.ts';
import { toOneLine } from '../../../client/views/one-line.ts';
import type { Entity } from '../../../protocol/entities.ts';
import { findNumbers } from '../../../protocol/numbers.ts';

const on = (type: Entity['type'], offset: number, length: number): Entity[] => [
  { type, offset, length },
];

describe('the direction of a paragraph', () => {
  test('is that of its words, not of a link, a mention or code before them', () => {
    for (const type of ['link', 'mention', 'code'] as const)
      expect([type, endDirection('@ali سلام خوبی؟', on(type, 0, 4))]).toEqual([type, 'rtl']);
    expect(endDirection('@علی hello', on('mention', 0, 4))).toBe('ltr');
    expect(endDirection('سلام @bob', on('mention', 5, 4))).toBe('rtl');
  });

  test('is that of the link where there is nothing else', () => {
    expect(endDirection('https://example.com', on('link', 0, 19))).toBe('ltr');
    expect(endDirection('راهنما', on('link', 0, 6))).toBe('rtl');
  });

  test('is from right to left where a third of its letters are, whatever it begins with', () => {
    expect(directionOf('iPhone من خراب شده')).toBe('rtl');
    expect(directionOf('The Persian word for hello is سلام')).toBe('ltr');
    expect(directionOf('Hello world')).toBe('ltr');
    expect(directionOf('سلام this is a long English sentence after one word')).toBe('rtl');
  });

  test('is what a mark says that somebody has put there, or a Persian question mark', () => {
    expect(directionOf('\u200fHello')).toBe('rtl');
    expect(directionOf('\u200eسلام')).toBe('ltr');
    expect(directionOf('؟')).toBe('rtl');
    expect(directionOf('12:30 (🙂)')).toBeNull();
  });

  test('on one line is that of the first that has one, and of the time that of the last', () => {
    const text = '🙂\nسلام\nHello';
    expect([lineDirection(text), endDirection(text)]).toEqual(['rtl', 'ltr']);
    expect(endDirection('سلام\nlet x = 1', on('pre', 5, 9))).toBe('ltr');
  });
});

describe('a number that is read as it was written', () => {
  const found = (text: string) => findNumbers(text).map(([from, to]) => text.slice(from, to));

  test('is that of a phone or a card, however it is grouped', () => {
    for (const one of [
      ...['0912-345-6789', '+989123456789', '+98 912 345 6789', '(021) 8877-6655', '۰۹۱۲ ۳۴۵ ۶۷۸۹'],
      ...['6037-9912-3456-7890', '6037 9912 3456 7890', '021–88776655', '+5', '۱۴۰۵-۰۹-۰۸'],
    ])
      expect([one, found(`شماره ${one} است`)]).toEqual([one, [one]]);
    expect(found('(0912-345-6789)')).toEqual(['0912-345-6789']);
  });

  test('is no plain number, date, time, range or version', () => {
    for (const one of [
      '09123456789',
      '۱۴۰۵/۹/۸',
      '12:30',
      '۵-۱۰',
      '1.2.3',
      '۱۲٪',
      '1402 1403',
      'a-1234567',
    ])
      expect([one, found(`متن ${one} است`)]).toEqual([one, []]);
  });
});

describe('a preview', () => {
  const shown = (text: string, entities: Entity[] = []) =>
    toOneLine(text, entities)
      .replaceAll(/[\u2066\u2068]/g, '<')
      .replaceAll('\u2069', '>');

  test('keeps apart what the bubble keeps apart', () => {
    expect(shown('@bob سلام', on('mention', 0, 4))).toBe('<@bob> سلام');
    expect(shown('شماره +98 912 345 6789')).toBe('شماره <+98 912 345 6789>');
    expect(shown('دستور rm -rf', on('code', 6, 6))).toBe('دستور <rm -rf>');
    expect(shown('call +98 912 345 6789')).toBe('call +98 912 345 6789');
  });

  test('leaves nothing open where it is cut', () => {
    const cut = toOneLine(`سلام ${'x'.repeat(40)}`, on('link', 5, 40), 20);
    expect(cut.replaceAll(/[^\u2066-\u2069]/g, '')).toBe('\u2068\u2069');
    expect(cut).toEndWith('\u2069…');
  });
});

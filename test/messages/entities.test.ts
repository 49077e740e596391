import { describe, expect, test } from 'bun:test';
import type { Entity } from '../../protocol/entities.ts';
import { toEntities } from '../../server/messages/text.ts';

const bold = (offset: number, length: number): Entity => ({ type: 'bold', offset, length });
const italic = (offset: number, length: number): Entity => ({ type: 'italic', offset, length });
const link = (url?: string): Entity => ({ type: 'link', offset: 0, length: 4, url });
const codeOf = (...given: Parameters<typeof toEntities>): string => {
  try {
    toEntities(...given);
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('entities', () => {
  test('move along with the trimmed text, and are cut where it ends', () => {
    expect(toEntities('  سلام  ', [bold(0, 8)])).toEqual([bold(0, 4)]);
    expect(toEntities('  سلام  ', [bold(3, 2)])).toEqual([bold(1, 2)]);
    expect(toEntities('  سلام  ', [bold(0, 2), italic(6, 2)])).toBeUndefined();
  });

  test('are sorted, the outer before the inner, each once', () => {
    const given = [italic(5, 3), bold(0, 3), italic(0, 8), bold(0, 3)];
    expect(toEntities('سلام دوست', given)).toEqual([italic(0, 8), bold(0, 3), italic(5, 3)]);
  });

  test('keep their own fields only', () => {
    const full = { ...bold(0, 4), url: 'https://a.b', userId: 'AAAAAAAAAAA', language: 'ts', x: 1 };
    expect(toEntities('سلام', [full])).toEqual([bold(0, 4)]);
    const pre: Entity = { type: 'pre', offset: 0, length: 4, language: 'c++' };
    expect(toEntities('سلام', [pre])).toEqual([pre]);
  });

  test('none are none', () => {
    expect(toEntities('سلام')).toBeUndefined();
    expect(toEntities('سلام', [])).toBeUndefined();
  });

  test.each<[string, Entity[]]>([
    ['one inside the other', [bold(0, 8), italic(2, 4)]],
    ['one on the other', [bold(0, 8), italic(0, 8)]],
    ['side by side', [bold(0, 4), italic(4, 4)]],
    ['two in one', [bold(0, 9), italic(0, 2), italic(2, 2), bold(3, 1)]],
  ])('may lie %s', (_, given) => {
    expect(toEntities('سلام دوست', given)).toHaveLength(given.length);
  });

  test.each<[string, Entity[]]>([
    ['cross', [bold(0, 5), italic(3, 5)]],
    ['cross at the end of an outer one', [bold(0, 9), italic(0, 4), bold(2, 4)]],
    ['end behind the text', [bold(0, 10)]],
    ['begin behind the text', [bold(9, 1)]],
    ['name a language that is none', [{ type: 'pre', offset: 0, length: 1, language: 'a b"' }]],
    ['mention nobody', [{ type: 'mention', offset: 0, length: 1 }]],
  ])('are refused when they %s', (_, given) => {
    expect(codeOf('سلام دوست', given)).toBe('invalid');
  });

  test('never cut a character in two', () => {
    expect(toEntities('😀😀', [bold(2, 2)])).toEqual([bold(2, 2)]);
    expect(codeOf('😀😀', [bold(1, 2)])).toBe('invalid');
    expect(codeOf('😀😀', [bold(0, 3)])).toBe('invalid');
  });

  test.each([
    'https://example.org/a?b=c#d',
    'HTTP://EXAMPLE.ORG',
    'https://fa.wikipedia.org/wiki/نیم‌فاصله',
    'mailto:a@b.ir',
    'tel:+982112345678',
  ])('link to %s', (url) => {
    expect(toEntities('سلام', [link(url)])).toEqual([link(url)]);
  });

  test.each([
    undefined,
    '',
    'example.org',
    '//example.org',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    ' https://example.org',
    'https://exa mple.org',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'blob:https://a.b/c',
    'https://',
    'https://a.b/"onclick="x',
    'https://a.b/\ud800',
  ])('do not link to %p', (url) => {
    expect(codeOf('سلام', [link(url)])).toBe('invalid');
  });
});

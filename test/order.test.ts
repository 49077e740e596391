import { expect, test } from 'bun:test';
import { nameKey, nameQuery } from '../protocol/names.ts';
import { sortKey } from '../protocol/order.ts';

const inOrder = (names: string[]): string[] =>
  names
    .map((name) => [sortKey(name), name] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, name]) => name);

test.each([
  ['the whole alphabet', [...'آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی']],
  ['digits, then Persian, then Latin, then others', ['۷ نفر', 'زیبا', 'Bob', 'Зоя', '中村']],
  ['a shorter name before a longer, a space before any letter', ['عل', 'علی', 'علی اکبر', 'علیا']],
  [
    'Arabic letters, harakat and half-spaces are no others',
    ['عَلِي', 'علی‌اصغر', 'علیشاه', 'كامران', 'گل'],
  ],
  ['signs before a name do not count', ['🌹 آرش', '(بابک)', '«پری»', 'تینا']],
  ['letters of its neighbours stand by their Persian twins', ['ڕۆژ', 'روشن', 'رها', 'زهره']],
  ['case and accents do not count', ['Ali', 'Ärger', 'bob', 'Bora']],
])('%s', (_, names) => {
  expect(inOrder(names.toReversed())).toEqual(names);
});

test('names of signs alone are sorted, too', () => {
  expect(sortKey('🌹')).not.toBe('');
});

test('a name is found by its words and by other ways to write one', () => {
  expect(nameKey('محمد‌رضا  شجری')).toBe('محمدرضا شجری');
  expect(nameKey('مسؤول').split(' ')).toContain('مسیول');
  expect(nameQuery('@Ali_R')).toEqual({ raw: 'ali_r', words: ['alir'], squeezed: 'alir' });
  expect(nameQuery('a b c d e f').words).toEqual([]);
});

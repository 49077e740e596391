import { expect, test } from 'bun:test';
import { initials, TINTS, tintOf } from '../../../client/ui/initials.ts';

test('first and last word give a letter each', () => {
  expect(initials('Ada Lovelace')).toBe('AL');
  expect(initials('ada king lovelace')).toBe('AL');
  expect(initials('Reza')).toBe('R');
});

test('two Persian letters do not join', () => {
  expect(initials('سارا محمدی')).toBe('س\u200cم');
  expect(initials('علی')).toBe('ع');
});

test('ZWNJ inside a word is not a word boundary, and harakat are left out', () => {
  expect(initials('می\u200cخواهم')).toBe('م');
  expect(initials('مُحمّد رضایی')).toBe('م\u200cر');
});

test('an emoji stands alone, whole', () => {
  expect(initials('👨‍👩‍👧 خانواده')).toBe('👨‍👩‍👧');
  expect(initials('🇮🇷')).toBe('🇮🇷');
  expect(initials('سارا 🌸')).toBe('س');
});

test('marks before a letter are passed over, and nothing gives nothing', () => {
  expect(initials('«دکتر» (رضا)')).toBe('د\u200cر');
  expect(initials('  ')).toBe('');
  expect(initials('…')).toBe('');
});

test('a combined letter stays one', () => {
  expect(initials('e\u0301mile zola')).toBe('E\u0301Z');
});

test('a colour is stable and all of them are used', () => {
  expect(tintOf('AAAAAAAAAAB')).toBe(tintOf('AAAAAAAAAAB'));
  const used = new Set(Array.from({ length: 200 }, (_, i) => tintOf(`user-${i}`)));
  expect(used.size).toBe(TINTS);
});

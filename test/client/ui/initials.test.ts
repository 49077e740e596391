import { expect, test } from 'bun:test';
import { TINTS, tintOf, toInitials } from '../../../client/views/initials.ts';

test('first and last word give a letter each', () => {
  expect(toInitials('Ada Lovelace')).toBe('AL');
  expect(toInitials('ada king lovelace')).toBe('AL');
  expect(toInitials('Reza')).toBe('R');
});

test('two Persian letters do not join', () => {
  expect(toInitials('سارا محمدی')).toBe('س\u200cم');
  expect(toInitials('علی')).toBe('ع');
});

test('ZWNJ inside a word is not a word boundary, and harakat are left out', () => {
  expect(toInitials('می\u200cخواهم')).toBe('م');
  expect(toInitials('مُحمّد رضایی')).toBe('م\u200cر');
});

test('an emoji stands alone, whole', () => {
  expect(toInitials('👨‍👩‍👧 خانواده')).toBe('👨‍👩‍👧');
  expect(toInitials('🇮🇷')).toBe('🇮🇷');
  expect(toInitials('سارا 🌸')).toBe('س');
});

test('marks before a letter are passed over, and nothing gives nothing', () => {
  expect(toInitials('«دکتر» (رضا)')).toBe('د\u200cر');
  expect(toInitials('  ')).toBe('');
  expect(toInitials('…')).toBe('');
});

test('a combined letter stays one', () => {
  expect(toInitials('e\u0301mile zola')).toBe('E\u0301Z');
});

test('a colour is stable and all of them are used', () => {
  expect(tintOf('AAAAAAAAAAB')).toBe(tintOf('AAAAAAAAAAB'));
  const used = new Set(Array.from({ length: 200 }, (_, i) => tintOf(`user-${i}`)));
  expect(used.size).toBe(TINTS);
});

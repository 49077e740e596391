import { expect, test } from 'bun:test';
import { en } from '../../../client/i18n/en.ts';
import { fa } from '../../../client/i18n/fa.ts';
import { ERRORS } from '../../../protocol/errors.ts';

/** Lists every text as `noun.key`, functions as well. */
function keys(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, text]) =>
    typeof text === 'object' && text !== null ? keys(text, `${path}${key}.`) : [`${path}${key}`],
  );
}

function texts(value: object): string[] {
  return Object.values(value).flatMap((text) =>
    typeof text === 'string' ? [text] : typeof text === 'object' ? texts(text) : [],
  );
}

test('both languages say the same things', () => {
  expect(keys(fa).sort()).toEqual(keys(en).sort());
});

test('every refusal has its own sentence in both', () => {
  for (const code of [...Object.keys(ERRORS), 'offline', 'timeout']) {
    expect(Object.keys(fa.errors)).toContain(code);
    expect(Object.keys(en.errors)).toContain(code);
  }
  expect(new Set(Object.values(fa.errors)).size).toBe(Object.keys(fa.errors).length);
});

test('no text is empty', () => {
  for (const text of [...texts(fa), ...texts(en)]) expect(text.trim()).not.toBe('');
});

test('Persian texts have Persian letters and digits only: no Arabic yeh or kaf, no Latin digits', () => {
  for (const text of texts(fa)) expect(text).not.toMatch(/[يكة0-9٠-٩]/u);
});

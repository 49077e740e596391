import { expect, test } from 'bun:test';
import { FINDING_TEXTS } from '../../server/cli/doctor/finding.ts';
import type { FindingText } from '../../server/cli/doctor/texts/entry.ts';

const ENTRIES: [string, FindingText][] = Object.entries(FINDING_TEXTS);
const namesIn = (said: readonly (string | undefined)[]): string[] =>
  [...said.join(' ').matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

test.each(ENTRIES)('%s: both languages say the same, and how to put it right', (_, entry) => {
  for (const said of [entry.en, entry.fa]) {
    expect((said[1] ?? '') !== '').toBe(entry.level !== 'ok');
    expect(said[0].length).toBeGreaterThan(0);
  }
  expect(new Set(namesIn(entry.fa))).toEqual(new Set(namesIn(entry.en)));
  expect(entry.fa[0]).toMatch(/[آ-ی]/);
});

test('commands and settings in a fix are the same in both languages', () => {
  const settings = (text = '') => [...text.matchAll(/\b[A-Z]+_[A-Z_]+=\S*/g)].map(([one]) => one);
  for (const [id, { en, fa }] of ENTRIES)
    expect([id, settings(fa[1]).length]).toEqual([id, settings(en[1]).length]);
});

import { expect, test } from 'bun:test';
import { backupState } from '../../../client/admin/health.ts';
import { toOutlinePath } from '../../../client/admin/outline.ts';
import { codeIn } from '../../../client/auth/invitation.ts';
import { ACCOUNT_TEXTS } from '../../../client/i18n/texts/accounts.ts';
import { ADMIN_TEXTS } from '../../../client/i18n/texts/admin.ts';
import { DOOR_TEXTS } from '../../../client/i18n/texts/doors.ts';
import { GROUP_TEXTS } from '../../../client/i18n/texts/groups.ts';
import { KEY_TEXTS } from '../../../client/i18n/texts/keys.ts';
import { SERVER_TEXTS } from '../../../client/i18n/texts/server.ts';
import { SETTINGS_TEXTS } from '../../../client/i18n/texts/settings.ts';

const HOUR = 3_600_000;
const CODE = 'kZ3vTq8mQ1xY7pLw0aBc9d';

function keys(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, text]) =>
    typeof text === 'object' ? keys(text, `${path}${key}.`) : [`${path}${key}`],
  );
}

test.each([
  ACCOUNT_TEXTS,
  ADMIN_TEXTS,
  DOOR_TEXTS,
  SERVER_TEXTS,
  KEY_TEXTS,
  SETTINGS_TEXTS,
  GROUP_TEXTS,
])(
  'what is loaded later is said in both languages, in Persian without Arabic letters or Latin digits',
  ({ fa, en }) => {
    expect(keys(fa).sort()).toEqual(keys(en).sort());
    const texts = JSON.stringify(fa);
    expect(texts).not.toMatch(/[يكة0-9٠-٩]/u);
    expect(texts).not.toContain('""');
    expect(JSON.stringify(en)).not.toContain('""');
  },
);

test('an invitation is read from a whole link and from the code alone, and from nothing else', () => {
  expect(codeIn(`https://payambar.example.org/i#${CODE}`)).toBe(CODE);
  expect(codeIn(` ${CODE}\n`)).toBe(CODE);
  for (const wrong of ['', 'سلام', CODE.slice(1), `${CODE}x`, `https://example.org/join/${CODE}`]) {
    expect(codeIn(wrong)).toBeNull();
  }
});

test('a backup is old when two more should have been made since', () => {
  const now = 100 * HOUR;
  const state = (at: number[], backupEvery: number | null) =>
    backupState({ backups: at.map((one) => ({ name: '', at: one, bytes: 1 })), backupEvery }, now);
  expect(state([], 6 * HOUR)).toBe('none');
  expect(state([], null)).toBe('none');
  expect(state([now - HOUR], null)).toBe('off');
  expect(state([now - 40 * HOUR, now - 12 * HOUR], 6 * HOUR)).toBe('fine');
  expect(state([now - 12 * HOUR - 1, now - 40 * HOUR], 6 * HOUR)).toBe('old');
});

test('a chart goes from its least to its most, and a flat one has a line too', () => {
  expect(toOutlinePath([1, 3, 2])).toBe('M0 45L120 3L240 24');
  expect(toOutlinePath([5, 5])).toBe('M0 45L240 45');
  expect(toOutlinePath([7])).toBe('M0 45');
});

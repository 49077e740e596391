import { expect, test } from 'bun:test';
import { en } from '../../../client/i18n/en.ts';
import { fa } from '../../../client/i18n/fa.ts';
import { isolate, isolateTexts } from '../../../client/i18n/isolate.ts';
import { setLanguage } from '../../../client/i18n/locale.ts';
import { ACCOUNT_TEXTS } from '../../../client/i18n/texts/accounts.ts';
import { ADMIN_TEXTS } from '../../../client/i18n/texts/admin.ts';
import { DOOR_TEXTS } from '../../../client/i18n/texts/doors.ts';
import { groupWords } from '../../../client/i18n/texts/groups.ts';
import { SERVER_TEXTS } from '../../../client/i18n/texts/server.ts';
import { systemMessageText } from '../../../client/views/names.ts';

const shown = (text: string) => text.replaceAll('\u2068', '<').replaceAll('\u2069', '>');

/** Makes every sentence of a dictionary that takes a name. */
function sentences(texts: object, name: string, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]): [string, string][] => {
    if (typeof text === 'function')
      return [[path + key, shown(text(...Array.from({ length: text.length || 4 }, () => name)))]];
    return typeof text === 'object' && text !== null ? sentences(text, name, `${path}${key}.`) : [];
  });
}

test.each([
  [
    'Persian',
    'Wow! (2)',
    [isolateTexts(fa, 'fa'), ACCOUNT_TEXTS.fa, ADMIN_TEXTS.fa, DOOR_TEXTS.fa, SERVER_TEXTS.fa],
  ],
  [
    'English',
    'علی! (2)',
    [isolateTexts(en, 'en'), ACCOUNT_TEXTS.en, ADMIN_TEXTS.en, DOOR_TEXTS.en, SERVER_TEXTS.en],
  ],
] as const)('every %s sentence keeps a name of the other script apart', (_, name, dictionaries) => {
  const all = dictionaries.flatMap((texts) => sentences(texts, name));
  const named = all.filter(([, said]) => said.includes(name));
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(([, said]) => said.replaceAll(`<${name}>`, '').includes(name))).toEqual([]);
});

test('the texts that are drawn are those', async () => {
  expect(shown(groupWords().removeAsk('Wow!'))).toBe('<Wow!> بیرون شود؟');
  await setLanguage('en');
  expect(shown(groupWords().removeAsk('علی!'))).toBe('Remove <علی!>?');
  await setLanguage('fa');
});

test('what is written in the direction of the sentence is left alone, and so is a number', () => {
  for (const same of [
    'علی',
    'علی! (۲)',
    'می‌خواهم 🌸',
    '۱۲',
    '1,234',
    '۹۹۹+',
    '12:30',
    '۸ آذر ۱۴۰۵',
    '',
  ])
    expect([same, isolate(same, 'fa')]).toEqual([same, same]);
  for (const other of ['@ali', 'Bob', 'علی (Bob)', '+98 912', '(12)'])
    expect([other, shown(isolate(other, 'fa'))]).toEqual([other, `<${other}>`]);
  expect(isolate('Bob (2)', 'en')).toBe('Bob (2)');
  expect(isolate('\u2068Bob\u2069', 'fa')).toBe('\u2068Bob\u2069');
});

test('names in a list of them are apart one by one', () => {
  const user = (id: string) => ({ displayName: id, deletedAt: null }) as never;
  const note = { type: 'members.added', userIds: ['Bob (2)', 'علی', 'Al!'] } as const;
  expect(
    shown(
      systemMessageText({ ...note, userIds: [...note.userIds] }, 'سارا', {
        me: 'x',
        findUser: user,
      }),
    ),
  ).toBe('سارا <Bob (2)>، علی و <Al!> را به گروه افزود');
});

test('texts that come with their screen pass through it too', async () => {
  const files = await Array.fromAsync(new Bun.Glob('client/i18n/texts/*.ts').scan('.'));
  const sources = await Promise.all(files.map((file) => Bun.file(file).text()));
  const made = sources.flatMap((text) => [...text.matchAll(/^export const \w+_TEXTS = .*$/gm)]);
  expect(made.length).toBeGreaterThan(6);
  expect(made.map(([line]) => line).filter((line) => !line.includes('= isolateBoth('))).toEqual([]);
});

test('nobody isolates by hand', async () => {
  const files = await Array.fromAsync(new Bun.Glob('client/**/*.ts').scan('.'));
  expect(files.length).toBeGreaterThan(300);
  const byHand = await Promise.all(
    files.map(async (file) => (/\\u2068/.test(await Bun.file(file).text()) ? [file] : [])),
  );
  expect(byHand.flat().sort()).toEqual(['client/i18n/isolate.ts', 'client/views/one-line.ts']);
});

test('a list of texts stays a list', () => {
  const { steps } = isolateTexts({ steps: ['یک', (name: string) => `برو به ${name}`] }, 'fa');
  expect(steps.map((step) => (typeof step === 'string' ? step : step('Home')))).toEqual([
    'یک',
    'برو به \u2068Home\u2069',
  ]);
});

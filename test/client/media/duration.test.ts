import { afterEach, expect, test } from 'bun:test';
import { setLanguage } from '../../../client/i18n/locale.ts';
import { durationText } from '../../../client/media/duration.ts';

afterEach(() => setLanguage('fa'));

test('a duration is minutes and seconds, with hours where there are some, in the digits of the language', async () => {
  await setLanguage('fa');
  expect([0, 999, 12_000, 135_400, 3_723_000].map(durationText)).toEqual([
    '۰:۰۰',
    '۰:۰۰',
    '۰:۱۲',
    '۲:۱۵',
    '۱:۰۲:۰۳',
  ]);
  await setLanguage('en');
  expect(durationText(12_000)).toBe('0:12');
});

test('what a broken file claims is shown as no time', () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY, -5].map(durationText)).toEqual([
    '۰:۰۰',
    '۰:۰۰',
    '۰:۰۰',
  ]);
});

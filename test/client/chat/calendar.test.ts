import { afterEach, describe, expect, test } from 'bun:test';
import {
  addDays,
  dateOf,
  findMonth,
  listWeekdays,
  monthOf,
  stepMonth,
} from '../../../client/messages/date-jump/calendar.ts';
import { parseDate } from '../../../client/messages/date-jump/typed-date.ts';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
afterEach(() => {
  process.env.TZ = zone;
});
const local = (y: number, m: number, d: number) => new Date(y, m - 1, d).getTime();

describe('a month of the Jalali calendar', () => {
  test('of Azar 1405 has 30 days, from a Sunday on', () => {
    const month = monthOf(local(2026, 11, 25), 'persian');
    expect(month.first).toBe(local(2026, 11, 22));
    expect(month.days.length).toBe(30);
    expect(month.lead).toBe(1);
  });

  test('of Esfand has 30 days in a leap year and 29 in others', () => {
    const esfand1403 = monthOf(local(2025, 3, 1), 'persian');
    const esfand1404 = monthOf(local(2026, 3, 1), 'persian');
    expect([esfand1403.days.length, esfand1404.days.length]).toEqual([30, 29]);
  });

  test('leads to its neighbours and back', () => {
    const month = monthOf(local(2026, 3, 21), 'persian');
    const before = stepMonth(month, 'persian', -1);
    expect(before.days.at(-1)).toBe(local(2026, 3, 20));
    expect(stepMonth(before, 'persian', 1)).toEqual(month);
  });

  test('is right where clocks jumped at midnight (Tehran, 1 Farvardin 1400)', () => {
    process.env.TZ = 'Asia/Tehran';
    const month = monthOf(local(2021, 3, 28), 'persian');
    expect(month.days.length).toBe(31);
    expect(new Set(month.days.map((day) => new Date(day).getDate())).size).toBe(31);
  });
});

test('the week begins on Saturday in Persian and on Monday in English, as in Britain', () => {
  expect(new Date(listWeekdays('persian')[0] ?? 0).getDay()).toBe(6);
  expect(new Date(listWeekdays('gregory')[0] ?? 0).getDay()).toBe(1);
  expect(monthOf(local(2026, 11, 25), 'gregory').lead).toBe(6);
});

test('a month is found by its number in every year, and begins where the one before ends', () => {
  for (const calendar of ['persian', 'gregory'] as const) {
    const from = calendar === 'persian' ? 1350 : 1971;
    let before = findMonth(from - 1, 12, calendar);
    for (let i = 0; i < 12 * 60; i++) {
      const [year, month] = [from + Math.floor(i / 12), (i % 12) + 1];
      const found = findMonth(year, month, calendar);
      expect(dateOf(found.first, calendar)).toEqual({ year, month, day: 1 });
      expect(addDays(before.first, before.days.length)).toBe(found.first);
      before = found;
    }
  }
});

describe('a date that is typed', () => {
  // It is computed each time, since a test before may have set another zone for this process.
  const now = () => local(2026, 11, 29);
  const PERSIAN = 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' ');
  const ENGLISH =
    'January February March April May June July August September October November December'.split(
      ' ',
    );
  const fa = (typed: string) =>
    parseDate(typed, { calendar: 'persian', months: PERSIAN, now: now() });
  const en = (typed: string) =>
    parseDate(typed, { calendar: 'gregory', months: ENGLISH, now: now() });

  test.each([
    '۱۴۰۵/۹/۸',
    '1405-09-08',
    '٨.٩.١٤٠٥',
    '۸ آذر ۱۴۰۵',
    '۸ آذر',
    '۹/۸',
    '29/11/2026',
    '2026-11-29',
  ])('is read in Persian: %s', (typed) => expect(fa(typed)).toBe(now()));

  test.each(['29/11/2026', '2026-11-29', '29 November 2026', 'Nov 29', '29/11', '۱۴۰۵/۹/۸'])(
    'is read in English: %s',
    (typed) => expect(en(typed)).toBe(now()),
  );

  test('without a year is the last such day', () => {
    expect(fa('۹ آذر')).toBe(local(2025, 11, 30));
    expect(fa('ارد ۱')).toBe(local(2026, 4, 21));
  });

  test.each([
    '',
    '۱۴۰۵',
    '۸',
    'آذر',
    '۳۰ اسفند ۱۴۰۴',
    '۱۴۰۵/۱۳/۱',
    '1/2/3/4',
    'م ۸',
    'سلام ۸',
    '0/0/1405',
  ])('is none: %j', (typed) => expect(fa(typed)).toBeNull());
});

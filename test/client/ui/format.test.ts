import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import * as format from '../../../client/i18n/format.ts';
import { setLanguage } from '../../../client/i18n/locale.ts';

/** Sunday 1 Azar 1405, 22 November 2026. */
const now = new Date(2026, 10, 22, 14, 5).getTime();
const ago = (days: number, hour = 9, minute = 30) =>
  new Date(2026, 10, 22 - days, hour, minute).getTime();

afterEach(() => setLanguage('fa'));

describe('in Persian', () => {
  beforeEach(() => setLanguage('fa'));

  test('numbers have Persian digits and separators', () => {
    expect(format.number(1234)).toBe('۱٬۲۳۴');
    expect(format.digits('v1.20')).toBe('v۱.۲۰');
    expect(format.percent(0.42)).toBe('۴۲٪');
    expect(format.badge(1000)).toBe('۹۹۹+');
    expect(format.badge(7)).toBe('۷');
  });

  test('sizes have units in words', () => {
    expect(format.size(0)).toBe('۰ بایت');
    expect(format.size(999)).toBe('۹۹۹ بایت');
    expect(format.size(1_500_000)).toBe('۱٫۵ مگابایت');
  });

  test('the clock has 24 hours and starts the day at zero', () => {
    expect(format.time(ago(0, 0, 5))).toBe('۰۰:۰۵');
    expect(format.time(now)).toBe('۱۴:۰۵');
  });

  test('dates are Jalali', () => {
    expect(format.date(now, now)).toBe('۱ آذر');
    expect(format.date(new Date(2025, 2, 20).getTime(), now)).toBe('۳۰ اسفند ۱۴۰۳');
    expect(format.fullTime(now)).toBe('یکشنبه ۱ آذر ۱۴۰۵ ساعت ۱۴:۰۵');
  });

  test('the year that counts is the Jalali one: Nowruz parts the two', () => {
    const nowruz = new Date(2026, 2, 21, 12).getTime();
    expect(format.date(nowruz, now)).toBe('۱ فروردین');
    expect(format.date(nowruz - 86_400_000, now)).toBe('۲۹ اسفند ۱۴۰۴');
  });

  test('a corner says the time, then yesterday, the weekday, the day, the year', () => {
    expect(format.shortTime(ago(0), now)).toBe('۰۹:۳۰');
    expect(format.shortTime(ago(1, 23, 59), now)).toBe('دیروز');
    expect(format.shortTime(ago(2), now)).toBe('جمعه');
    expect(format.shortTime(ago(6), now)).toBe('دوشنبه');
    expect(format.shortTime(ago(7), now)).toBe('۲۴ آبان');
    expect(format.shortTime(ago(400), now)).toBe('۱۴۰۴/۰۷/۲۶');
  });

  test('days are parted by today, yesterday, the weekday, the date', () => {
    expect(format.daySeparator(ago(0), now)).toBe('امروز');
    expect(format.daySeparator(ago(1), now)).toBe('دیروز');
    expect(format.daySeparator(ago(3), now)).toBe('پنجشنبه');
    expect(format.daySeparator(ago(7), now)).toBe('۲۴ آبان');
    expect(format.daySeparator(ago(400), now)).toBe('۲۶ مهر ۱۴۰۴');
  });

  test('yesterday is the calendar’s, not 24 hours', () => {
    const early = new Date(2026, 10, 22, 0, 1).getTime();
    expect(format.shortTime(early - 120_000, early)).toBe('دیروز');
  });

  test('last seen goes from moments to dates', () => {
    expect(format.lastSeen(now - 20_000, now)).toBe('آخرین بازدید لحظاتی پیش');
    expect(format.lastSeen(now - 5 * 60_000, now)).toBe('آخرین بازدید ۵ دقیقه پیش');
    expect(format.lastSeen(ago(0, 8, 0), now)).toBe('آخرین بازدید امروز ساعت ۰۸:۰۰');
    expect(format.lastSeen(ago(1, 8, 0), now)).toBe('آخرین بازدید دیروز ساعت ۰۸:۰۰');
    expect(format.lastSeen(ago(9), now)).toBe('آخرین بازدید ۲۲ آبان');
    expect(format.lastSeen(null, now)).toBe('آخرین بازدید خیلی وقت پیش');
  });

  test('the last of a list of names is joined by «و», without a comma before it', () => {
    expect(format.list(['علی'])).toBe('علی');
    expect(format.list(['علی', 'رضا'])).toBe('علی و رضا');
    expect(format.list(['علی', 'رضا', 'سارا'])).toBe('علی، رضا و سارا');
    expect(format.list(['علی', 'رضا', 'سارا، همسایه', 'مینا'])).toBe(
      'علی، رضا، سارا، همسایه و مینا',
    );
  });
});

describe('in English', () => {
  beforeEach(() => setLanguage('en'));

  test('the last of a list of names is joined by “and”', () => {
    expect(format.list(['Ali', 'Reza', 'Sara'])).toBe('Ali, Reza and Sara');
  });

  test('numbers and sizes are Latin', () => {
    expect(format.number(1234)).toBe('1,234');
    expect(format.size(1_500_000)).toBe('1.5 MB');
    expect([1, 2].map(format.plural)).toEqual(['one', 'other']);
  });

  test('dates are Gregorian', () => {
    expect(format.date(now, now)).toBe('22 November');
    expect(format.shortTime(ago(1), now)).toBe('Yesterday');
    expect(format.shortTime(ago(2), now)).toBe('Friday');
    expect(format.fullTime(now)).toBe('Sunday 22 November 2026 at 14:05');
    expect(format.lastSeen(ago(1, 8, 0), now)).toBe('last seen yesterday at 08:00');
    expect(format.lastSeen(now - 60_000, now)).toBe('last seen 1 minute ago');
  });
});

test('a time that no calendar has is said as none, and nothing throws', () => {
  const now = Date.UTC(2026, 10, 22);
  for (const at of [9e15, -9e15, 1e300, Number.NaN]) {
    expect(format.isTime(at)).toBe(false);
    expect([format.time(at), format.date(at, now), format.fullTime(at)]).toEqual(['', '', '']);
    expect([format.machineTime(at), format.weekday(at), format.fullDate(at)]).toEqual(['', '', '']);
    expect(format.shortTime(at, now)).toBe('');
    expect(format.daySeparator(at, now)).toBe('');
    expect(format.lastSeen(at, now)).toBe(format.lastSeen(null, now));
  }
  expect(format.isTime(8.64e15)).toBe(true);
});

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
    expect(format.formatNumber(1234)).toBe('۱٬۲۳۴');
    expect(format.localizeDigits('v1.20')).toBe('v۱.۲۰');
    expect(format.formatPercent(0.42)).toBe('۴۲٪');
    expect(format.formatBadge(1000)).toBe('۹۹۹+');
    expect(format.formatBadge(7)).toBe('۷');
  });

  test('sizes have units in words', () => {
    expect(format.formatSize(0)).toBe('۰ بایت');
    expect(format.formatSize(999)).toBe('۹۹۹ بایت');
    expect(format.formatSize(1_500_000)).toBe('۱٫۵ مگابایت');
  });

  test('the clock has 24 hours and starts the day at zero', () => {
    expect(format.formatTimeOfDay(ago(0, 0, 5))).toBe('۰۰:۰۵');
    expect(format.formatTimeOfDay(now)).toBe('۱۴:۰۵');
  });

  test('dates are Jalali', () => {
    expect(format.formatDate(now, now)).toBe('۱ آذر');
    expect(format.formatDate(new Date(2025, 2, 20).getTime(), now)).toBe('۳۰ اسفند ۱۴۰۳');
    expect(format.formatFullTime(now)).toBe('یکشنبه ۱ آذر ۱۴۰۵ ساعت ۱۴:۰۵');
  });

  test('the year that counts is the Jalali one: Nowruz parts the two', () => {
    const nowruz = new Date(2026, 2, 21, 12).getTime();
    expect(format.formatDate(nowruz, now)).toBe('۱ فروردین');
    expect(format.formatDate(nowruz - 86_400_000, now)).toBe('۲۹ اسفند ۱۴۰۴');
  });

  test('a corner says the time, then yesterday, the weekday, the day, the year', () => {
    expect(format.formatShortTime(ago(0), now)).toBe('۰۹:۳۰');
    expect(format.formatShortTime(ago(1, 23, 59), now)).toBe('دیروز');
    expect(format.formatShortTime(ago(2), now)).toBe('جمعه');
    expect(format.formatShortTime(ago(6), now)).toBe('دوشنبه');
    expect(format.formatShortTime(ago(7), now)).toBe('۲۴ آبان');
    expect(format.formatShortTime(ago(400), now)).toBe('۱۴۰۴/۰۷/۲۶');
  });

  test('days are parted by today, yesterday, the weekday, the date', () => {
    expect(format.formatDaySeparator(ago(0), now)).toBe('امروز');
    expect(format.formatDaySeparator(ago(1), now)).toBe('دیروز');
    expect(format.formatDaySeparator(ago(3), now)).toBe('پنجشنبه');
    expect(format.formatDaySeparator(ago(7), now)).toBe('۲۴ آبان');
    expect(format.formatDaySeparator(ago(400), now)).toBe('۲۶ مهر ۱۴۰۴');
  });

  test('yesterday is the calendar’s, not 24 hours', () => {
    const early = new Date(2026, 10, 22, 0, 1).getTime();
    expect(format.formatShortTime(early - 120_000, early)).toBe('دیروز');
  });

  test('last seen goes from moments to dates', () => {
    expect(format.formatLastSeen(now - 20_000, now)).toBe('آخرین بازدید لحظاتی پیش');
    expect(format.formatLastSeen(now - 5 * 60_000, now)).toBe('آخرین بازدید ۵ دقیقه پیش');
    expect(format.formatLastSeen(ago(0, 8, 0), now)).toBe('آخرین بازدید امروز ساعت ۰۸:۰۰');
    expect(format.formatLastSeen(ago(1, 8, 0), now)).toBe('آخرین بازدید دیروز ساعت ۰۸:۰۰');
    expect(format.formatLastSeen(ago(9), now)).toBe('آخرین بازدید ۲۲ آبان');
    expect(format.formatLastSeen(null, now)).toBe('آخرین بازدید خیلی وقت پیش');
  });

  test('the last of a list of names is joined by «و», without a comma before it', () => {
    expect(format.joinNames(['علی'])).toBe('علی');
    expect(format.joinNames(['علی', 'رضا'])).toBe('علی و رضا');
    expect(format.joinNames(['علی', 'رضا', 'سارا'])).toBe('علی، رضا و سارا');
    expect(format.joinNames(['علی', 'رضا', 'سارا، همسایه', 'مینا'])).toBe(
      'علی، رضا، سارا، همسایه و مینا',
    );
  });
});

describe('in English', () => {
  beforeEach(() => setLanguage('en'));

  test('the last of a list of names is joined by “and”', () => {
    expect(format.joinNames(['Ali', 'Reza', 'Sara'])).toBe('Ali, Reza and Sara');
  });

  test('numbers and sizes are Latin', () => {
    expect(format.formatNumber(1234)).toBe('1,234');
    expect(format.formatSize(1_500_000)).toBe('1.5 MB');
  });

  test('dates are Gregorian', () => {
    expect(format.formatDate(now, now)).toBe('22 November');
    expect(format.formatShortTime(ago(1), now)).toBe('Yesterday');
    expect(format.formatShortTime(ago(2), now)).toBe('Friday');
    expect(format.formatFullTime(now)).toBe('Sunday 22 November 2026 at 14:05');
    expect(format.formatLastSeen(ago(1, 8, 0), now)).toBe('last seen yesterday at 08:00');
    expect(format.formatLastSeen(now - 60_000, now)).toBe('last seen 1 minute ago');
  });
});

test('a time that no calendar has is said as none, and nothing throws', () => {
  const now = Date.UTC(2026, 10, 22);
  for (const at of [9e15, -9e15, 1e300, Number.NaN]) {
    expect(format.isTime(at)).toBe(false);
    expect([
      format.formatTimeOfDay(at),
      format.formatDate(at, now),
      format.formatFullTime(at),
    ]).toEqual(['', '', '']);
    expect([format.toMachineTime(at), format.formatWeekday(at), format.formatFullDate(at)]).toEqual(
      ['', '', ''],
    );
    expect(format.formatShortTime(at, now)).toBe('');
    expect(format.formatDaySeparator(at, now)).toBe('');
    expect(format.formatLastSeen(at, now)).toBe(format.formatLastSeen(null, now));
  }
  expect(format.isTime(8.64e15)).toBe(true);
});

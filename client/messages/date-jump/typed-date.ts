import { fold } from '../../../protocol/fold.ts';
import { type Calendar, type CalendarDate, dateOf, findDay } from './calendar.ts';

/** Years before this belong to the Jalali calendar, whichever language one writes. */
const GREGORIAN_FROM = 1700;
const WORD = /[\p{L}\p{M}]+|\p{N}+/gu;

/**
 * Returns the day that was typed: ۱۴۰۳/۵/۱۲, 12-5-1403, ۸ آذر, 8 November 2026, with the digits of any keyboard.
 * Without a year it is the last such day. null: it is no date (yet). `months`: their names in the calendar of the
 * language.
 */
export function parseDate(
  typed: string,
  { calendar, months, now }: { calendar: Calendar; months: string[]; now: number },
): number | null {
  const words = fold(typed.replaceAll('\u200c', '')).match(WORD) ?? [];
  const numbers = words.filter((word) => /^\d+$/.test(word)).map(Number);
  const name = words.find((word) => !/^\d+$/.test(word));
  if (words.length > 3 || numbers.length < words.length - 1) return null;
  const month = name === undefined ? undefined : findMonthByName(name, months);
  if (month === null) return null;
  const [date, year] = splitDate(numbers, month, calendar);
  if (!date) return null;
  if (year !== undefined)
    return findDay({ ...date, year }, month === undefined ? calendarOf(year) : calendar);
  const thisYear = dateOf(now, calendar).year;
  const day = findDay({ ...date, year: thisYear }, calendar);
  return day === null || day > now ? findDay({ ...date, year: thisYear - 1 }, calendar) : day;
}

type MonthDay = Pick<CalendarDate, 'month' | 'day'>;

/**
 * Takes a number above 31 as the year, which stands first or last. A date that begins with the year has the month
 * before the day, and so has a Persian one without a year.
 */
function splitDate(
  numbers: number[],
  named: number | undefined,
  calendar: Calendar,
): [MonthDay?, number?] {
  const at = numbers.findIndex((one) => one > 31);
  const year = at === -1 ? undefined : numbers[at];
  const [a, b, c] = numbers.filter((_, i) => i !== at);
  if (c !== undefined || a === undefined) return [];
  if (named !== undefined) return b === undefined ? [{ month: named, day: a }, year] : [];
  if (b === undefined) return [];
  const monthFirst = at === 0 || (at === -1 && calendar === 'persian');
  return [monthFirst ? { month: a, day: b } : { month: b, day: a }, year];
}

function calendarOf(year: number): Calendar {
  return year < GREGORIAN_FROM ? 'persian' : 'gregory';
}

/** Finds a month by its whole name or its beginning, if only one begins so. */
function findMonthByName(name: string, months: string[]): number | null {
  const folded = months.map((month) => fold(month.replaceAll('\u200c', '')));
  const whole = folded.indexOf(name);
  if (whole !== -1) return whole + 1;
  const begins = folded.flatMap((month, i) => (month.startsWith(name) ? [i + 1] : []));
  return begins.length === 1 ? (begins[0] ?? null) : null;
}

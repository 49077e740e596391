import { type Language, language, t } from './locale.ts';

/**
 * Persian has the Jalali calendar and Persian digits, English the Gregorian with a 24-hour clock. Intl brings all of
 * it.
 */
const TAGS: Record<Language, string> = {
  fa: 'fa-IR-u-ca-persian-nu-arabext',
  en: 'en-GB-u-ca-gregory-nu-latn',
};
const MINUTE = 60_000;
const DAY = 86_400_000;

/** Making an Intl object costs 50 times what using it does, and a list asks hundreds of times. */
const made = new Map<string, unknown>();

function getFormatter<T>(kind: string, options: object, make: (tag: string) => T): T {
  const key = language() + kind + JSON.stringify(options);
  const known = made.get(key);
  // The key names the kind and the options, so what it holds is what `make` makes.
  if (known !== undefined) return known as T;
  const fresh = make(TAGS[language()]);
  made.set(key, fresh);
  return fresh;
}

/** The last moment of `Date` (ECMA-262 §21.4.1.1): beyond it Intl throws, and the part of the page that asked goes with it. */
const LAST = 8.64e15;

/** Says whether a time can be formatted; one that cannot (an old row, another program's) is shown as no time. */
export function isTime(at: number): boolean {
  return Math.abs(at) <= LAST;
}

/** Returns the time for `datetime`; '' when it is unknown. */
export function toMachineTime(at: number): string {
  return isTime(at) ? new Date(at).toISOString() : '';
}

function formatWith(options: Intl.DateTimeFormatOptions, at: number): string {
  return isTime(at) ? getDateFormat(options).format(at) : '';
}

export function getDateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return getFormatter('date', options, (tag) => new Intl.DateTimeFormat(tag, options));
}

/** Formats a number: 1234 → ۱٬۲۳۴ */
export function formatNumber(value: number): string {
  return getFormatter('number', {}, (tag) => new Intl.NumberFormat(tag)).format(value);
}

/** Writes the digits of a text in the language's own, without grouping: codes, versions, timers. */
export function localizeDigits(text: string | number): string {
  if (language() === 'en') return String(text);
  return String(text).replace(/[0-9]/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)));
}

/** Formats a count of unread messages and the like: 999+ at most. */
export function formatBadge(count: number): string {
  return count > 999 ? `${formatNumber(999)}+` : formatNumber(count);
}

export function formatPercent(share: number): string {
  return getFormatter(
    'percent',
    {},
    (tag) => new Intl.NumberFormat(tag, { style: 'percent' }),
  ).format(share);
}

/** Joins names: علی، رضا و سارا. Intl's Persian writes a comma and a direction mark more than people do. */
export function joinNames(names: readonly string[]): string {
  return getFormatter('list', {}, (tag) => new Intl.ListFormat(tag))
    .formatToParts(names)
    .map(({ type, value }) =>
      type === 'literal' ? value.replace('، و ', ' و ').replace('\u200f', '') : value,
    )
    .join('');
}

/** Formats bytes in steps of 1000, as Intl's units are: ۱٫۵ مگابایت */
export function formatSize(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const options = {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 || language() === 'fa' ? 'long' : 'short',
    maximumFractionDigits: 1,
  } as const;
  return getFormatter('size', options, (tag) => new Intl.NumberFormat(tag, options)).format(
    bytes / 1000 ** step,
  );
}

/** Formats a time of day: ۱۴:۰۵ */
export function formatTimeOfDay(at: number): string {
  return formatWith({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at);
}

/** Counts whole days from `at` to `now` by the local calendar: 0 today, 1 yesterday, negative ahead. */
function countDaysAgo(at: number, now: number): number {
  return toDayNumber(now) - toDayNumber(at);
}

function toDayNumber(at: number): number {
  const date = new Date(at);
  // It counts through UTC, since a local day may have 23 or 25 hours.
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
}

export function formatWeekday(at: number): string {
  return formatWith({ weekday: 'long' }, at);
}

/** Formats a date: ۲ آذر, and ۲ آذر ۱۴۰۴ in another year. */
export function formatDate(at: number, now: number): string {
  return isSameYear(at, now)
    ? formatWith({ day: 'numeric', month: 'long' }, at)
    : formatWith({ day: 'numeric', month: 'long', year: 'numeric' }, at);
}

function isSameYear(a: number, b: number): boolean {
  const year = { year: 'numeric' } as const;
  return formatWith(year, a) === formatWith(year, b);
}

/**
 * Formats the whole date: شنبه ۲ آذر ۱۴۰۴. It is put together here: Intl's own full Jalali date has its parts in an
 * order that no person writes.
 */
export function formatFullDate(at: number): string {
  if (!isTime(at)) return '';
  return `${formatWeekday(at)} ${formatWith({ day: 'numeric', month: 'long', year: 'numeric' }, at)}`;
}

/** Formats date and time whole, for titles and screen readers. */
export function formatFullTime(at: number): string {
  return isTime(at) ? t().dates.at(formatFullDate(at), formatTimeOfDay(at)) : '';
}

/**
 * Formats the time in a list's corner: time today, "yesterday", weekday within a week, then the date in digits. What
 * lies ahead of this device's clock has a date too: its time alone would be taken for today's.
 */
export function formatShortTime(at: number, now: number): string {
  const days = countDaysAgo(at, now);
  if (days === 0) return formatTimeOfDay(at);
  if (days === 1) return t().dates.yesterday;
  if (days > 1 && days < 7) return formatWeekday(at);
  if (isSameYear(at, now)) return formatWith({ day: 'numeric', month: 'short' }, at);
  return formatWith({ year: 'numeric', month: '2-digit', day: '2-digit' }, at);
}

/** Formats the day between messages of two days. */
export function formatDaySeparator(at: number, now: number): string {
  const days = countDaysAgo(at, now);
  if (days === 0) return t().dates.today;
  if (days === 1) return t().dates.yesterday;
  if (days > 1 && days < 7) return formatWeekday(at);
  return formatDate(at, now);
}

/** Says when a person was last seen; `null` when never. */
export function formatLastSeen(at: number | null, now: number): string {
  const words = t().dates;
  if (at === null || !isTime(at)) return words.lastSeenLongAgo;
  const minutes = Math.floor((now - at) / MINUTE);
  if (minutes < 1) return words.lastSeenJustNow;
  if (minutes < 60) return words.lastSeenMinutes(formatMinutesAgo(minutes));
  const days = countDaysAgo(at, now);
  if (days === 0) return words.lastSeenAt(words.today, formatTimeOfDay(at));
  if (days === 1) return words.lastSeenAt(words.yesterday, formatTimeOfDay(at));
  return words.lastSeenOn(formatDate(at, now));
}

function formatMinutesAgo(minutes: number): string {
  return getFormatter('relative', {}, (tag) => new Intl.RelativeTimeFormat(tag)).format(
    -minutes,
    'minute',
  );
}

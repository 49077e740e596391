import { type Language, language, t } from './locale.ts';

/** Jalali and Persian digits, or Gregorian with a 24-hour clock. Intl brings all of it. */
const TAGS: Record<Language, string> = {
  fa: 'fa-IR-u-ca-persian-nu-arabext',
  en: 'en-GB-u-ca-gregory-nu-latn',
};
const MINUTE = 60_000;
const DAY = 86_400_000;

/** Making an Intl object costs 50 times what using it does, and a list asks hundreds of times. */
const made = new Map<string, unknown>();

function cached<T>(kind: string, options: object, make: (tag: string) => T): T {
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

/** Whether it can be said at all; what cannot (an old row, another program's) is shown as no time. */
export function isTime(at: number): boolean {
  return Math.abs(at) <= LAST;
}

/** For `datetime`: '' when it is unknown. */
export function machineTime(at: number): string {
  return isTime(at) ? new Date(at).toISOString() : '';
}

function said(options: Intl.DateTimeFormatOptions, at: number): string {
  return isTime(at) ? dateFormat(options).format(at) : '';
}

export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached('date', options, (tag) => new Intl.DateTimeFormat(tag, options));
}

/** 1234 → ۱٬۲۳۴ */
export function number(value: number): string {
  return cached('number', {}, (tag) => new Intl.NumberFormat(tag)).format(value);
}

/** The digits of a text in the language's own, without grouping: codes, versions, timers. */
export function digits(text: string | number): string {
  if (language() === 'en') return String(text);
  return String(text).replace(/[0-9]/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)));
}

/** Unread and the like: 999+ at most. */
export function badge(count: number): string {
  return count > 999 ? `${number(999)}+` : number(count);
}

export function percent(share: number): string {
  return cached('percent', {}, (tag) => new Intl.NumberFormat(tag, { style: 'percent' })).format(
    share,
  );
}

/** علی، رضا و سارا. Intl's Persian writes a comma and a direction mark more than people do. */
export function list(names: readonly string[]): string {
  return cached('list', {}, (tag) => new Intl.ListFormat(tag))
    .formatToParts(names)
    .map(({ type, value }) =>
      type === 'literal' ? value.replace('، و ', ' و ').replace('\u200f', '') : value,
    )
    .join('');
}

/** Bytes in steps of 1000, as Intl's units are: ۱٫۵ مگابایت */
export function size(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const options = {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 || language() === 'fa' ? 'long' : 'short',
    maximumFractionDigits: 1,
  } as const;
  return cached('size', options, (tag) => new Intl.NumberFormat(tag, options)).format(
    bytes / 1000 ** step,
  );
}

export function plural(count: number): Intl.LDMLPluralRule {
  return cached('plural', {}, (tag) => new Intl.PluralRules(tag)).select(count);
}

/** ۱۴:۰۵ */
export function time(at: number): string {
  return said({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at);
}

/** Whole days from `at` to `now` by the local calendar: 0 today, 1 yesterday, negative ahead. */
export function daysAgo(at: number, now: number): number {
  return dayNumber(now) - dayNumber(at);
}

function dayNumber(at: number): number {
  const date = new Date(at);
  // Through UTC, since a local day may have 23 or 25 hours.
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
}

export function weekday(at: number): string {
  return said({ weekday: 'long' }, at);
}

/** ۲ آذر, and ۲ آذر ۱۴۰۴ in another year. */
export function date(at: number, now: number): string {
  return sameYear(at, now)
    ? said({ day: 'numeric', month: 'long' }, at)
    : said({ day: 'numeric', month: 'long', year: 'numeric' }, at);
}

function sameYear(a: number, b: number): boolean {
  const year = { year: 'numeric' } as const;
  return said(year, a) === said(year, b);
}

/** شنبه ۲ آذر ۱۴۰۴. Put together here: Intl's own full Jalali date has its parts in an order nobody writes. */
export function fullDate(at: number): string {
  if (!isTime(at)) return '';
  return `${weekday(at)} ${said({ day: 'numeric', month: 'long', year: 'numeric' }, at)}`;
}

/** The whole of it, for titles and for whoever listens. */
export function fullTime(at: number): string {
  return isTime(at) ? t().dates.at(fullDate(at), time(at)) : '';
}

/**
 * A list's corner: time today, "yesterday", weekday within a week, then the date in digits. So is what lies ahead of this
 * device's clock: its time alone would be taken for today's.
 */
export function shortTime(at: number, now: number): string {
  const days = daysAgo(at, now);
  if (days === 0) return time(at);
  if (days === 1) return t().dates.yesterday;
  if (days > 1 && days < 7) return weekday(at);
  if (sameYear(at, now)) return said({ day: 'numeric', month: 'short' }, at);
  return said({ year: 'numeric', month: '2-digit', day: '2-digit' }, at);
}

/** Between messages of two days. */
export function daySeparator(at: number, now: number): string {
  const days = daysAgo(at, now);
  if (days === 0) return t().dates.today;
  if (days === 1) return t().dates.yesterday;
  if (days > 1 && days < 7) return weekday(at);
  return date(at, now);
}

/** "last seen" of a person; `null` when never seen. */
export function lastSeen(at: number | null, now: number): string {
  const words = t().dates;
  if (at === null || !isTime(at)) return words.lastSeenLongAgo;
  const minutes = Math.floor((now - at) / MINUTE);
  if (minutes < 1) return words.lastSeenJustNow;
  if (minutes < 60) return words.lastSeenMinutes(minutesAgo(minutes));
  const days = daysAgo(at, now);
  if (days === 0) return words.lastSeenAt(words.today, time(at));
  if (days === 1) return words.lastSeenAt(words.yesterday, time(at));
  return words.lastSeenOn(date(at, now));
}

function minutesAgo(minutes: number): string {
  return cached('relative', {}, (tag) => new Intl.RelativeTimeFormat(tag)).format(
    -minutes,
    'minute',
  );
}

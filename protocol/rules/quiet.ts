import type { QuietHours } from '../push.ts';

/** Whether what runs this knows the time zone by its name. */
export function isTimeZone(name: string): boolean {
  try {
    return clockOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** Whether it is within a person's quiet hours, by the clock on their wall. */
export function isQuiet(quiet: QuietHours | null, now: number): boolean {
  if (!quiet) return false;
  const { from, to, timeZone } = quiet;
  const minute = minuteOf(timeZone, now);
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minuteOf(timeZone: string, now: number): number {
  const parts = clockOf(timeZone).formatToParts(now);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return of('hour') * 60 + of('minute');
}

/** Making one takes a hundred times as long as asking it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  // Names that people send are as many as they like, in every spelling.
  if (clocks.size < 1000) clocks.set(timeZone, clock);
  return clock;
}

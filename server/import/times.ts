import { type Loose, legacyText } from '../../db/legacy/rows.ts';

/** Go's zero time, 0001-01-01, and clocks that were never set lie before it. */
const FIRST = Date.UTC(2010, 0, 1);
const DAY = 86_400_000;
const WRITTEN =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?/;

/**
 * A time of the legacy database in milliseconds: `CURRENT_TIMESTAMP` (UTC, whole seconds), RFC 3339, what Go's driver
 * writes of a time.Time, or seconds or milliseconds since 1970. null: none, or one that cannot be: before the program
 * existed, or after the database was last written.
 */
export function toTime(value: Loose, changedAt: number): number | null {
  const text = legacyText(value).trim();
  const at = /^\d{9,}$/.test(text) ? sinceEpoch(Number(text)) : written(text);
  return at !== null && at >= FIRST && at <= changedAt + DAY ? at : null;
}

/** A message's own time, whatever is thought of it: its id must be the same whenever it is looked at. */
export const createdAtOf = (row: { created_at: Loose }): number =>
  toTime(row.created_at, Number.MAX_SAFE_INTEGER) ?? 0;

function sinceEpoch(number: number): number {
  return number < 100_000_000_000 ? number * 1000 : number;
}

function written(text: string): number | null {
  const [whole, year, month, day, hour = '00', minute = '00', second = '00', part = '', zone] =
    WRITTEN.exec(text) ?? [];
  if (whole === undefined) return null;
  const offset = !zone || zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const fraction = part.padEnd(3, '0').slice(0, 3);
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}${offset}`);
  return Number.isNaN(at) ? null : at;
}

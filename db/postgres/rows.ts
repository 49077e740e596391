import type { Value } from '../engine/engine.ts';

export type Row = Record<string, unknown>;

/** PostgreSQL's texts hold no NUL and refuse one. What is asked for with it is not there; what is stored is validated. */
export const withoutNul = (value: Value): Value =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;

/** Times and counters are below 2^53, as in SQLite. */
export function toNumbers(row: Row): void {
  for (const name in row) {
    const value = row[name];
    if (typeof value === 'bigint') row[name] = Number(value);
  }
}

/** What a step of a script gets of an answer of the server. */
export function toResult(how: 'one' | 'all' | 'run', rows: Row[] & { count: number }): unknown {
  if (how === 'run') return rows.count;
  for (const row of rows) toNumbers(row);
  // Rows of Bun are an array with a count, a command and more: it would differ from SQLite's in a reply.
  return how === 'all' ? [...rows] : rows[0];
}

import type { SQL } from 'bun';
import { OpenError } from '../engine/lock.ts';
import { MOVED_FROM, MOVED_TO, toMark, wasMoved } from '../engine/move-marks.ts';
import { underWay, unfinished } from './sentences.ts';

/** Whether and why nobody may write to a database (`closed` of turn.ts, and the marks of db/move/). */
export type Closed = { from?: string; to?: string; closed: boolean };

export async function readClosed(sql: SQL): Promise<Closed> {
  const [{ closed }] = await sql`SELECT closed > now() AS closed FROM payambar_writer`;
  const rows = await sql`SELECT key, value FROM settings WHERE key IN (${MOVED_FROM}, ${MOVED_TO})`;
  const marks = new Map(
    rows.map(({ key, value }: Record<'key' | 'value', string>) => [key, value]),
  );
  return {
    closed,
    from: marks.get(MOVED_FROM) as string | undefined,
    to: marks.get(MOVED_TO) as string | undefined,
  };
}

/** Refuses data that is being moved, or was: a node would start on it, and could write nothing. */
export async function mustBeOpen(sql: SQL, place: string): Promise<void> {
  const { from, to, closed } = await readClosed(sql);
  if (to !== undefined) throw new OpenError(wasMoved(place, toMark(to)));
  if (from !== undefined) throw new OpenError(unfinished(place));
  if (closed) throw new OpenError(underWay(place));
}

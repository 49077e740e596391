import {
  type CopiedTable,
  hashRows,
  isEmptyAbove,
  type Run,
  readRange,
  readRuns,
  runOf,
} from './runs.ts';
import { type MovedRow, type MoveSource, type MoveTarget, rowKey } from './side.ts';
import { type MovedTable, movedTables } from './tables.ts';

export type MovedCount = { table: string; rows: number };
/** Called with the number of rows that are done since. */
export type Tick = (rows?: number) => void;

/** A row that the target cannot hold, or that came out otherwise than it went in. */
export class MoveError extends Error {
  constructor(
    readonly what: 'nul' | 'differs',
    readonly table: string,
    readonly key: string,
  ) {
    super(`${what}: ${table} ${key}`);
  }
}

export async function countAll(source: MoveSource): Promise<number> {
  let sum = 0;
  for (const table of movedTables()) sum += await source.count(table);
  return sum;
}

export const countsOf = (copied: readonly CopiedTable[]): MovedCount[] =>
  copied.map(({ table, runs }) => ({
    table: table.name,
    rows: runs.reduce((sum, run) => sum + run.rows, 0),
  }));

/** What lies in the target already: a copy that was cut off, or nothing. */
export async function readAll(target: MoveSource, tick: Tick): Promise<CopiedTable[]> {
  const found: CopiedTable[] = [];
  for (const table of movedTables())
    found.push({ table, runs: await readRuns(table, target, tick), fresh: [] });
  return found;
}

/**
 * Makes the target what the source is, where `known` is what the target holds: runs that are in the source as they are
 * stay, all others are replaced. So a first copy, one that goes on and one that catches up with what was written are the same.
 */
export async function copyAll(
  source: MoveSource,
  target: MoveTarget,
  known: readonly CopiedTable[],
  tick: Tick,
): Promise<CopiedTable[]> {
  const copied: CopiedTable[] = [];
  for (const { table, runs } of known)
    copied.push(await copyTable(table, source, target, runs, tick));
  return copied;
}

/** What is stale goes before anything comes: a name that was given up may be another row's by now. */
async function copyTable(
  table: MovedTable,
  source: MoveSource,
  target: MoveTarget,
  known: readonly Run[],
  tick: Tick,
): Promise<CopiedTable> {
  const stale = new Set<Run>();
  for (const run of known) {
    const { hash } = await hashRows(table, source, run.after, run.last);
    if (hash === run.hash) tick(run.rows);
    else stale.add(run);
  }
  if (stale.size > 0 && stale.size === known.length) await target.clear(table);
  else for (const run of stale) await target.remove(table, run.after, run.last);
  const [runs, fresh]: [Run[], Run[]] = [[], []];
  const bring = async (upTo?: MovedRow): Promise<void> => {
    for await (const rows of readRange(table, source, runs.at(-1)?.last, upTo)) {
      mustFit(table, rows);
      await target.insert(table, rows);
      const run = runOf(rows, runs.at(-1)?.last);
      runs.push(run);
      fresh.push(run);
      tick(rows.length);
    }
  };
  // Each begins where the one before ends, so that no row can come to lie between two of them.
  for (const run of known)
    if (stale.has(run)) await bring(run.last);
    else runs.push({ ...run, after: runs.at(-1)?.last });
  await bring();
  return { table, runs, fresh };
}

/** PostgreSQL holds no text with a NUL. None is let in, but an old database may have one. */
function mustFit(table: MovedTable, rows: readonly MovedRow[]): void {
  for (const row of rows)
    for (const value of row)
      if (typeof value === 'string' && value.includes('\0'))
        throw new MoveError('nul', table.name, rowKey(table, row).join(' '));
}

/** Reads once more what was brought since the last look, and holds it against what was read of the source. */
export async function verifyAll(
  target: MoveSource,
  copied: readonly CopiedTable[],
  tick: Tick,
): Promise<void> {
  for (const { table, runs, fresh } of copied) {
    for (const run of fresh) {
      const { hash, rows } = await hashRows(table, target, run.after, run.last);
      if (hash !== run.hash) throw new MoveError('differs', table.name, '');
      tick(rows);
    }
    if (!(await isEmptyAbove(table, target, runs.at(-1)?.last)))
      throw new MoveError('differs', table.name, '');
  }
}

export const rowsIn = (copied: readonly CopiedTable[]): number =>
  copied.reduce((sum, { fresh }) => fresh.reduce((more, run) => more + run.rows, sum), 0);

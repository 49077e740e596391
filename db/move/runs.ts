import { BATCH, type MovedRow, type MoveSource } from './side.ts';
import type { MovedTable } from './tables.ts';

/** Rows that follow each other in the order of their keys: all above `after`, up to `last`. */
export type Run = {
  after: MovedRow | undefined;
  last: MovedRow;
  rows: number;
  hash: string;
};

/** What the target holds of a table; `fresh`: the runs of it that came last. */
export type CopiedTable = { table: MovedTable; runs: readonly Run[]; fresh: readonly Run[] };

const newHash = () => new Bun.CryptoHasher('sha256');

/** The same function for both sides. */
function addTo(hasher: Bun.CryptoHasher, rows: readonly MovedRow[]): void {
  let text = '';
  for (const row of rows) text += `${JSON.stringify(row)}\n`;
  hasher.update(text);
}

/** Batches of the rows above `after`, up to `upTo` or to the end. */
export async function* readRange(
  table: MovedTable,
  side: MoveSource,
  after: MovedRow | undefined,
  upTo?: MovedRow,
): AsyncGenerator<MovedRow[]> {
  for (let last = after; ; ) {
    const rows = await side.read(table, last, BATCH, upTo);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1);
  }
}

export async function hashRows(
  table: MovedTable,
  side: MoveSource,
  after: MovedRow | undefined,
  upTo: MovedRow,
): Promise<{ hash: string; rows: number }> {
  const hasher = newHash();
  let count = 0;
  for await (const rows of readRange(table, side, after, upTo)) {
    addTo(hasher, rows);
    count += rows.length;
  }
  return { hash: hasher.digest('hex'), rows: count };
}

export async function isEmptyAbove(
  table: MovedTable,
  side: MoveSource,
  last: MovedRow | undefined,
): Promise<boolean> {
  return (await side.read(table, last, 1)).length === 0;
}

export function runOf(rows: readonly MovedRow[], after: MovedRow | undefined): Run {
  const hasher = newHash();
  addTo(hasher, rows);
  return { after, last: rows.at(-1) ?? [], rows: rows.length, hash: hasher.digest('hex') };
}

export async function readRuns(
  table: MovedTable,
  side: MoveSource,
  tick: (rows: number) => void,
): Promise<Run[]> {
  const runs: Run[] = [];
  for await (const rows of readRange(table, side, undefined)) {
    runs.push(runOf(rows, runs.at(-1)?.last));
    tick(rows.length);
  }
  return runs;
}

import { type MovedRow, type MoveSource, type MoveTarget, rowKey } from './side.ts';
import { type MovedTable, movedTables } from './tables.ts';

const BATCH = 1000;

export type MovedCount = { table: string; rows: number; hash: string };
/** Called with the number of rows that are done since. */
type Tick = (rows?: number) => void;

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

/** The hash of rows in the order of their keys; the same function for both sides. */
class RowHash {
  rows = 0;
  private readonly hasher = new Bun.CryptoHasher('sha256');

  add(rows: readonly MovedRow[]): void {
    let text = '';
    for (const row of rows) text += `${JSON.stringify(row)}\n`;
    this.hasher.update(text);
    this.rows += rows.length;
  }

  /** What it has come to so far. */
  sum(): string {
    return this.hasher.copy().digest('hex');
  }
}

export async function countAll(source: MoveSource): Promise<number> {
  let sum = 0;
  for (const table of movedTables()) sum += await source.count(table);
  return sum;
}

/**
 * Copies every table, and goes on where a copy of before has stopped: what lies in the target already is kept where it
 * is what the source begins with, and else thrown away. Returns what was read of the source.
 */
export async function copyAll(
  source: MoveSource,
  target: MoveTarget,
  tick: Tick,
): Promise<MovedCount[]> {
  const counts: MovedCount[] = [];
  for (const table of movedTables()) counts.push(await copyTable(table, source, target, tick));
  return counts;
}

async function copyTable(
  table: MovedTable,
  source: MoveSource,
  target: MoveTarget,
  tick: Tick,
): Promise<MovedCount> {
  const there = await hashOf(target, table);
  let { hash, last } = await hashOf(source, table, there.hash.rows);
  if (hash.sum() === there.hash.sum()) {
    tick(hash.rows);
  } else {
    await target.clear(table);
    hash = new RowHash();
    last = undefined;
  }
  for (;;) {
    const rows = await source.read(table, last, BATCH);
    if (rows.length === 0) return { table: table.name, rows: hash.rows, hash: hash.sum() };
    mustFit(table, rows);
    await target.insert(table, rows);
    hash.add(rows);
    last = rows.at(-1);
    tick(rows.length);
  }
}

/** PostgreSQL holds no text with a NUL. None is let in, but an old database may have one. */
function mustFit(table: MovedTable, rows: readonly MovedRow[]): void {
  for (const row of rows)
    for (const value of row)
      if (typeof value === 'string' && value.includes('\0'))
        throw new MoveError('nul', table.name, rowKey(table, row).join(' '));
}

/** Reads the target once more, and holds each table against what was read of the source. */
export async function verifyAll(
  target: MoveSource,
  counts: readonly MovedCount[],
  tick: Tick,
): Promise<void> {
  for (const table of movedTables()) {
    const { hash } = await hashOf(target, table, Number.POSITIVE_INFINITY, tick);
    const wanted = counts.find((count) => count.table === table.name);
    if (hash.sum() !== wanted?.hash) throw new MoveError('differs', table.name, '');
  }
}

/** The hash of the first `most` rows, and the last of them. */
async function hashOf(
  side: MoveSource,
  table: MovedTable,
  most = Number.POSITIVE_INFINITY,
  tick: Tick = () => {},
): Promise<{ hash: RowHash; last: MovedRow | undefined }> {
  const hash = new RowHash();
  let last: MovedRow | undefined;
  while (hash.rows < most) {
    const rows = await side.read(table, last, Math.min(BATCH, most - hash.rows));
    hash.add(rows);
    last = rows.at(-1) ?? last;
    tick(rows.length);
    if (rows.length === 0) break;
  }
  return { hash, last };
}

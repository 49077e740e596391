/**
 * A thread that moves the write-ahead log into the database file, on a connection of its own. Moving writes and syncs
 * for as long as there is much to move, and no request may wait for it. The thread never waits for a reader or a writer
 * either; what it could not do is asked for again (checkpoints.ts).
 */
import { Database } from 'bun:sqlite';
import { sqliteCode } from './error-codes.ts';

/** `empty`: the log shall hold nothing at the end, for what was deleted stands in it. */
export type CheckpointRequest = { path: string; empty: boolean } | { stop: true };
/** Pages of the log, and how many of them are in the file. `failed`: why nothing could be done. */
export type Moved = { busy: number; log: number; checkpointed: number } | { failed: string };

/**
 * From so many pages on the log is emptied even where no deletion asks for it: under a steady load it would grow for
 * ever.
 */
const LONG_PAGES = 4000;
/**
 * Pages that are written while the log is moved are moved as well, so that few are left for the moment in which no
 * program may write.
 */
const ROUNDS = 4;
const FEW_PAGES = 64;

let open: Database | undefined;

function connection(path: string): Database {
  if (open === undefined) {
    open = new Database(path, { readwrite: true, create: false });
    open.run('PRAGMA busy_timeout = 0');
    open.run('PRAGMA synchronous = FULL');
    open.run('PRAGMA cache_size = -256');
  }
  return open;
}

function move(path: string, empty: boolean): Moved {
  try {
    const database = connection(path);
    const checkpoint = (mode: string): Moved & { log: number } =>
      database
        .query<{ busy: number; log: number; checkpointed: number }, []>(
          `PRAGMA wal_checkpoint(${mode})`,
        )
        .get() ?? { busy: 1, log: 0, checkpointed: 0 };
    // This holds up no writer: they go on meanwhile.
    let moved = checkpoint('PASSIVE');
    for (let round = 1; round < ROUNDS && isBehind(moved); round++) moved = checkpoint('PASSIVE');
    // With a reader in the way these return `busy` at once; otherwise writers wait for the few pages that are left.
    if (empty) return checkpoint('TRUNCATE');
    return moved.log > LONG_PAGES ? checkpoint('RESTART') : moved;
  } catch (error) {
    return { failed: sqliteCode(error) ?? String(error) };
  }
}

const isBehind = (moved: Moved): boolean =>
  'log' in moved && moved.log - moved.checkpointed > FEW_PAGES;

self.onmessage = ({ data }: MessageEvent<CheckpointRequest>) => {
  if ('stop' in data) {
    open?.close();
    open = undefined;
  }
  self.postMessage('stop' in data ? { failed: 'stopped' } : move(data.path, data.empty));
};

import { Database } from 'bun:sqlite';
import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { openBeside } from './read-only.ts';

/** What tells whether people have changed something since: both only ever grow. `changes` counts those of all chats. */
type ChangeMarker = { changes: number; users: number };

/** The schema's number of the data at `path`; 0 when there is none. */
export function readSchemaNumber(path: string): number {
  if (!existsSync(path)) return 0;
  return readWith(path, (database) => {
    const row = database.query<{ user_version: number }, []>('PRAGMA user_version').get();
    return row?.user_version ?? 0;
  });
}

export function readChangeMarker(path: string): ChangeMarker {
  const sql =
    'SELECT (SELECT coalesce(sum(last_rev), 0) FROM chats) AS changes, (SELECT count(*) FROM users) AS users';
  return readWith(
    path,
    (database) => database.query<ChangeMarker, []>(sql).get() ?? { changes: 0, users: 0 },
  );
}

/** A copy of live data in one file, as of one moment (SQLite, "VACUUM INTO"). */
export function snapshotTo(path: string, target: string): void {
  rmSync(target, { force: true });
  readWith(path, (database) => database.query('VACUUM INTO ?').run(target));
}

/**
 * Puts `copy` in the place of the data at `path`, which no server may have open. The data of before is kept as `aside`.
 * Whenever it is cut off, one whole database lies at `path`.
 */
export function putInPlace(copy: string, path: string, aside: string): void {
  const database = new Database(path, { readwrite: true });
  database.run('PRAGMA journal_mode = WAL');
  database.run('PRAGMA wal_checkpoint(TRUNCATE)');
  // The last connection takes the log and its index away with it: nothing of it can reach the copy.
  database.close(true);
  rmSync(aside, { force: true });
  linkSync(path, aside);
  renameSync(copy, path);
}

function readWith<T>(path: string, read: (database: Database) => T): T {
  const database = openBeside(path);
  try {
    return read(database);
  } finally {
    database.close();
  }
}

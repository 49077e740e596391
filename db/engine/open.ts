import { Database } from 'bun:sqlite';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { MIGRATIONS } from '../migrations/index.ts';
import { migrate } from './migrate.ts';

/** The order matters: a connection that finds the file locked waits from its first statement on. */
const SHARED = [
  'PRAGMA busy_timeout = 5000',
  'PRAGMA page_size = 4096',
  'PRAGMA journal_mode = WAL',
  // An acknowledged message survives a power cut. Group commit makes it affordable.
  'PRAGMA synchronous = FULL',
  // The log is moved into the file by another thread: checkpoints.ts.
  'PRAGMA wal_autocheckpoint = 0',
  'PRAGMA journal_size_limit = 67108864',
  'PRAGMA temp_store = MEMORY',
  // Per connection, and off by default.
  'PRAGMA foreign_keys = ON',
];

export function openWriter(path: string): Database {
  // What is deleted is overwritten, in pages that become free too: FAST would leave those as they are.
  return openWith(path, [...SHARED, 'PRAGMA cache_size = -8192', 'PRAGMA secure_delete = ON']);
}

/** A second connection for what only reads. It is opened after the first, which makes the file and its tables. */
export function openReader(path: string): Database {
  return openWith(path, [...SHARED, 'PRAGMA cache_size = -4096', 'PRAGMA query_only = ON']);
}

function openWith(path: string, pragmas: readonly string[]): Database {
  const database = new Database(path, { create: true, readwrite: true });
  for (const pragma of pragmas) database.run(pragma);
  return database;
}

/**
 * Makes new data beside its place, and puts it there by one rename: a first start that is cut off leaves nothing, and an
 * empty file in that place is always one that has lost what it held.
 */
export function createData(path: string): void {
  const made = `${path}.new`;
  rmSync(made, { force: true });
  // Temporary data is in memory: a container has no folder for it.
  const pragmas = ['page_size = 4096', 'synchronous = OFF', 'temp_store = MEMORY'];
  const database = openWith(
    made,
    pragmas.map((one) => `PRAGMA ${one}`),
  );
  migrate(database, made, MIGRATIONS);
  database.close(true);
  const file = openSync(made, 'r');
  fsyncSync(file);
  closeSync(file);
  renameSync(made, path);
}

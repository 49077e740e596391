import { Database } from 'bun:sqlite';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDb } from '../database.ts';
import { serverIdIn } from '../engine/backup.ts';
import { errorCode } from '../engine/error-codes.ts';
import { InUseError, lockData } from '../engine/lock.ts';
import { MOVED_TO, movedMarkIn } from '../engine/move-marks.ts';
import { readSchema } from '../engine/schema-version.ts';
import type { HeldSource, Snapshot } from './held.ts';
import { busyWriter, isOpenAgain, MoveRefused, noData, otherVersion } from './refused.ts';
import { sqliteSource } from './sqlite.ts';

const PATIENCE_MS = 60_000;

/** Reads the data of a server that may be running, as of one moment; the log of the file grows until it is released. */
export async function readSqlite(path: string): Promise<Snapshot> {
  if (!existsSync(path)) throw new MoveRefused(noData(path));
  (await lockUnlessRunning(path))();
  const database = new Database(path, { readwrite: true, create: false });
  database.run(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
  database.run('BEGIN');
  return {
    source: sqliteSource(database),
    place: path,
    serverId: serverIdIn(database) ?? '',
    movedTo: movedMarkIn(database),
    release: async () => database.close(),
  };
}

/**
 * Holds the data of a server that may be running: this connection has SQLite's one lock for writing, so the server answers
 * `busy` to whoever writes, and reads go on. The mark is committed with the lock still held, and the server sees it before
 * its next batch. Whenever this process ends, the lock goes with it.
 */
export async function holdSqlite(path: string): Promise<HeldSource> {
  if (!existsSync(path)) throw new MoveRefused(noData(path));
  const release = await lockUnlessRunning(path);
  const database = new Database(path, { readwrite: true, create: false });
  try {
    database.run(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    begin(database, path);
  } catch (error) {
    database.close();
    release();
    throw error;
  }
  return {
    source: sqliteSource(database),
    place: path,
    serverId: serverIdIn(database) ?? '',
    secret: readSecretBeside(path),
    movedTo: movedMarkIn(database),
    async mark(mark) {
      if (!database.inTransaction) throw new MoveRefused(isOpenAgain(path));
      database
        .query('insert or replace into settings (key, value) values (?, ?)')
        .run(MOVED_TO, JSON.stringify(mark));
      database.run('COMMIT');
    },
    async release() {
      if (database.inTransaction) database.run('ROLLBACK');
      database.close();
      release();
    },
  };
}

function begin(database: Database, path: string): void {
  try {
    database.run('BEGIN IMMEDIATE');
  } catch (error) {
    if (errorCode(error).startsWith('SQLITE_BUSY')) throw new MoveRefused(busyWriter(path));
    throw error;
  }
}

/** Where no server runs, none shall start meanwhile, and the schema is brought up to date. */
async function lockUnlessRunning(path: string): Promise<() => void> {
  const schema = readSchema(path);
  const isCurrent = schema?.found === schema?.known;
  try {
    if (!isCurrent) await openDb({ path }).close();
    return lockData(path).release;
  } catch (error) {
    if (!(error instanceof InUseError)) throw error;
    if (!isCurrent) throw new MoveRefused(otherVersion(path));
    return () => {};
  }
}

/** The secret of a data folder. */
export function readSecretBeside(path: string): string | undefined {
  const file = join(dirname(path), 'secret');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() || undefined : undefined;
}

/** Takes the mark away: people write to this copy again. Returns whether there was one. */
export function reopenSqlite(path: string): boolean {
  if (!existsSync(path)) throw new MoveRefused(noData(path));
  const database = new Database(path, { readwrite: true, create: false });
  try {
    database.run(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    return database.query('delete from settings where key = ?').run(MOVED_TO).changes > 0;
  } finally {
    database.close();
  }
}

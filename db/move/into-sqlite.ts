import { Database } from 'bun:sqlite';
import { existsSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kindOf, readSnapshot } from '../engine/backup.ts';
import { lockData } from '../engine/lock.ts';
import { MOVED_FROM, movedMarkIn } from '../engine/move-marks.ts';
import { createData } from '../engine/open.ts';
import { putInPlace } from '../engine/snapshot.ts';
import { readSecretBeside } from './from-sqlite.ts';
import type { FilledTarget } from './held.ts';
import { fromOthers, hasPeople, MoveRefused, orphans } from './refused.ts';
import { sqliteTarget } from './sqlite.ts';

type Place = {
  path: string;
  serverId: string;
  /** Names what is put aside. */
  stamp: string;
};

/**
 * Fills a new file beside the place of the data, and puts it there when it is whole. Data without people, and data that
 * was moved away, is put aside for it.
 */
export function fillSqlite({ path, serverId, stamp }: Place): FilledTarget {
  const lock = lockData(path);
  try {
    if (hasPeopleIn(path)) throw new MoveRefused(hasPeople(path));
    const made = `${path}.moving`;
    const database = openFilled(made, serverId);
    return {
      target: sqliteTarget(database),
      place: path,
      async settle() {},
      async complete(secret) {
        mustHaveParents(database, path);
        if (secret !== undefined) placeSecret(path, secret, stamp);
      },
      async open() {
        database.query('delete from settings where key = ?').run(MOVED_FROM);
        // It goes into the file, and the log away.
        database.run('PRAGMA journal_mode = DELETE');
        database.close();
        if (existsSync(path)) putInPlace(made, path, `${path}.before-move-${stamp}`);
        else renameSync(made, path);
      },
      async release() {
        database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** A new file of this schema at `path`, which nobody else has open. */
export function createFilled(path: string): Database {
  createData(path);
  return openUnchecked(path);
}

function openUnchecked(path: string): Database {
  const database = new Database(path, { readwrite: true, create: false });
  for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'foreign_keys = OFF'])
    database.run(`PRAGMA ${pragma}`);
  return database;
}

/** Goes on with what a move of the same data has left. */
function openFilled(made: string, serverId: string): Database {
  if (!existsSync(made)) {
    const database = createFilled(made);
    database.query('insert into settings (key, value) values (?, ?)').run(MOVED_FROM, serverId);
    return database;
  }
  const database = openUnchecked(made);
  const row = database
    .query<{ value: string }, [string]>('select value from settings where key = ?')
    .get(MOVED_FROM);
  if (row === null || row.value === serverId) {
    database
      .query('insert or replace into settings (key, value) values (?, ?)')
      .run(MOVED_FROM, serverId);
    return database;
  }
  database.close();
  throw new MoveRefused(fromOthers(made));
}

/** People who use it, and were not moved away. */
export function hasPeopleIn(path: string): boolean {
  const kind = kindOf(path);
  if (!kind.ours) return existsSync(path);
  return readSnapshot(path, (database) => {
    const people = database.query('select 1 from users limit 1').get();
    return people !== null && movedMarkIn(database) === undefined;
  });
}

/** Looks whether every row has the rows that it belongs to. */
export function mustHaveParents(database: Database, place: string): void {
  const [orphan] = database
    .query<{ table: string; parent: string }, []>('PRAGMA foreign_key_check')
    .all();
  if (orphan) throw new MoveRefused(orphans(place, `${orphan.table} → ${orphan.parent}`));
}

function placeSecret(path: string, secret: string, stamp: string): void {
  if (readSecretBeside(path) === secret) return;
  const file = join(dirname(path), 'secret');
  if (existsSync(file)) linkSync(file, `${file}.before-move-${stamp}`);
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, `${secret}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

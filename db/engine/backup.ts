import { Database } from 'bun:sqlite';
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { MIGRATIONS } from '../migrations/index.ts';
import { errorCode } from './error-codes.ts';
import { openBeside as openToLook } from './read-only.ts';

/** What a data file is: its schema's number, or that it is none of ours. */
export type DataKind = { ours: false } | { ours: true; schema: number };
export type Counts = { users: number; chats: number; messages: number; files: number };
/** The bytes that the database says lie in the files folder. */
export type StoredFile = { sha256: string; size: number };

/** The newest schema that this program knows. */
export const SCHEMA = MIGRATIONS.length;
/** The first schema with files. */
export const FILES_SINCE = 4;
const TABLES = `select count(*) as found from sqlite_master
  where type = 'table' and name in ('users', 'sessions', 'chats', 'members', 'messages', 'settings')`;

/**
 * A connection of its own on a data file that a server may be using. It may write, because only then does SQLite remove
 * its log when no other program has the file open; nothing is ever written through it.
 */
function openBeside(path: string): Database {
  if (isReadOnly(path)) return openToLook(path);
  const database = new Database(path, { readwrite: true, create: false });
  database.run('PRAGMA busy_timeout = 5000');
  return database;
}

/** A disk that is mounted read-only: nothing can be made beside the file, not even by root. */
function isReadOnly(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK);
    return false;
  } catch (error) {
    return errorCode(error) === 'EROFS';
  }
}

/** Runs `look` in one read transaction: all it sees is of one moment, and no writer is held up. */
export function readSnapshot<T>(path: string, read: (database: Database) => T): T {
  const database = openBeside(path);
  try {
    database.run('BEGIN');
    const answer = read(database);
    database.run('ROLLBACK');
    return answer;
  } finally {
    database.close();
  }
}

/** Tells whether a file is a database of ours. Throws SQLite's error when it is no database or damaged. */
export function kindOf(path: string): DataKind {
  return existsSync(path) ? readSnapshot(path, kindIn) : { ours: false };
}

function kindIn(database: Database): DataKind {
  const tables = database.query<{ found: number }, []>(TABLES).get();
  const schema = schemaOf(database);
  return tables?.found === 6 && schema > 0 ? { ours: true, schema } : { ours: false };
}

export function schemaOf(database: Database): number {
  return (
    database.query<{ user_version: number }, []>('PRAGMA user_version').get()?.user_version ?? 0
  );
}

/**
 * Copies the data as of one moment, without holes or a log. SQLite writes the copy in one go, and servers may go on
 * writing meanwhile. Call it in a process of its own: it returns when it is done.
 */
export function copyDatabase(path: string, target: string): void {
  const database = openBeside(path);
  try {
    database.query('VACUUM INTO ?').run(target);
  } finally {
    database.close();
  }
}

/**
 * Moves the counter of changes of every chat on, so that each device notices that a backup was restored
 * (protocol/epoch.ts).
 */
export function beginEpoch(path: string, next: (rev: number) => number): void {
  const database = openBeside(path);
  try {
    const move = database.query('update chats set last_rev = ? where id = ?');
    const chats = database.query<{ id: string; rev: number }, []>(
      'select id, last_rev as rev from chats',
    );
    database.transaction(() => {
      for (const { id, rev } of chats.all()) move.run(next(rev), id);
    })();
  } finally {
    database.close();
  }
}

/** Takes keys out of a copy, so that no page of it remembers them. */
export function forgetSettings(path: string, names: readonly string[]): void {
  const database = openBeside(path);
  try {
    database.run('PRAGMA secure_delete = ON');
    const remove = database.query('delete from settings where key = ?');
    for (const name of names) remove.run(name);
  } finally {
    database.close();
  }
}

/** What a server is called by in a folder of backups that others may write to as well. It goes along with the data. */
export const SERVER_ID = 'server.id';

export function serverIdIn(database: Database): string | undefined {
  const sql = 'select value from settings where key = ?';
  return database.query<{ value: string }, [string]>(sql).get(SERVER_ID)?.value;
}

/** Each content once, by its hash. */
export function storedIn(database: Database): StoredFile[] {
  if (schemaOf(database) < FILES_SINCE) return [];
  const [all] = database
    .query<{ found: number }, []>(
      "select count(*) as found from sqlite_master where type = 'table' and name = 'thumbs'",
    )
    .all();
  const thumbs = all?.found ? 'union all select sha256, size from thumbs' : '';
  return database
    .query<StoredFile, []>(
      `select sha256, max(size) as size from (select sha256, size from files ${thumbs}) group by sha256`,
    )
    .all();
}

export function countsIn(database: Database): Counts {
  const files = schemaOf(database) < FILES_SINCE ? '0' : '(select count(*) from files)';
  const counts = database
    .query<Counts, []>(
      `select (select count(*) from users where deleted_at is null) as users,
        (select count(*) from chats where last_seq > 0) as chats,
        (select count(*) from messages) as messages, ${files} as files`,
    )
    .get();
  return counts ?? { users: 0, chats: 0, messages: 0, files: 0 };
}

import { Database } from 'bun:sqlite';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** sqlite3_open_v2 flags (SQLite C API, "Opening a New Database Connection"). */
const OPEN_READONLY = 0x1;
const OPEN_URI = 0x40;

/**
 * Opens data for looking, beside a server that may be running, and changes nothing: no lock, no migration. Without a
 * log beside it the file is opened as `immutable`, or SQLite would make a log and a shared-memory file for a mere look.
 */
export function openBeside(path: string): Database {
  const database = existsSync(`${path}-wal`)
    ? new Database(path, { readonly: true })
    : new Database(`${pathToFileURL(path).href}?immutable=1`, OPEN_READONLY | OPEN_URI);
  database.run('PRAGMA busy_timeout = 5000');
  return database;
}

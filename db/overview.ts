import { Database } from 'bun:sqlite';
import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** What a data file holds. `bytes`: with its write-ahead log. */
export type Overview = { users: number; chats: number; messages: number; bytes: number };

const COUNTS = `select (select count(*) from users where deleted_at is null) as users,
  (select count(*) from chats where last_seq > 0) as chats,
  (select coalesce(sum(last_seq), 0) from chats) as messages`;

/**
 * Reads beside a server that may be running, and changes nothing: no lock, no migration. Without a log beside it the
 * file is opened as `immutable`, or SQLite would make a log and a shared-memory file for a mere look.
 */
export function readOverview(path: string): Overview | undefined {
  if (!existsSync(path)) return undefined;
  const log = `${path}-wal`;
  const live = existsSync(log);
  const database = live
    ? new Database(path, { readonly: true })
    : new Database(`${pathToFileURL(path).href}?immutable=1`, OPEN_READONLY | OPEN_URI);
  try {
    database.run('PRAGMA busy_timeout = 5000');
    const counts = database.query<Omit<Overview, 'bytes'>, []>(COUNTS).get();
    if (counts === null) return undefined;
    return { ...counts, bytes: statSync(path).size + (live ? statSync(log).size : 0) };
  } finally {
    database.close();
  }
}

/** sqlite3_open_v2 flags (SQLite C API, "Opening a New Database Connection"). */
const OPEN_READONLY = 0x1;
const OPEN_URI = 0x40;

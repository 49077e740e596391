import { existsSync, statSync } from 'node:fs';
import { openBeside } from './beside.ts';

/** What a data file holds. `bytes`: with its write-ahead log. `registration`: what an administrator has chosen. */
export type Overview = {
  users: number;
  chats: number;
  messages: number;
  registration: string | null;
  bytes: number;
};

const COUNTS = `select (select count(*) from users where deleted_at is null) as users,
  (select count(*) from chats where last_seq > 0) as chats,
  (select coalesce(sum(last_seq), 0) from chats) as messages,
  (select value from settings where key = 'house.registration') as registration`;

/** Reads beside a server that may be running, and changes nothing. */
export function readOverview(path: string): Overview | undefined {
  if (!existsSync(path)) return undefined;
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  const database = openBeside(path);
  try {
    const counts = database.query<Omit<Overview, 'bytes'>, []>(COUNTS).get();
    if (counts === null) return undefined;
    return { ...counts, bytes: statSync(path).size + (log?.size ?? 0) };
  } finally {
    database.close();
  }
}

import { existsSync, statSync } from 'node:fs';
import { openBeside } from '../engine/read-only.ts';

/** What a data file holds. `bytes`: with its write-ahead log. `registration`: what an administrator has chosen. */
export type Overview = {
  users: number;
  chats: number;
  messages: number;
  registration: string | null;
  hasAdmin: boolean;
  bytes: number;
};

const COUNTS = `select (select count(*) from users where deleted_at is null) as users,
  (select count(*) from chats where last_seq > 0) as chats,
  (select coalesce(sum(last_seq), 0) from chats) as messages,
  (select value from settings where key = 'instance.registration') as registration,
  exists (select 1 from users where role = 'admin' and deleted_at is null) as admin`;

/** Reads beside a server that may be running, and changes nothing. */
export function readOverview(path: string): Overview | undefined {
  if (!existsSync(path)) return undefined;
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  const database = openBeside(path);
  try {
    type Counts = Omit<Overview, 'bytes' | 'hasAdmin'> & { admin: number };
    const found = database.query<Counts, []>(COUNTS).get();
    if (found === null) return undefined;
    const { admin, ...counts } = found;
    return { ...counts, hasAdmin: admin === 1, bytes: statSync(path).size + (log?.size ?? 0) };
  } finally {
    database.close();
  }
}

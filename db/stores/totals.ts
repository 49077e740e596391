import { sql } from 'drizzle-orm';
import { one, type Tx } from '../engine/engine.ts';
import { prepareSql } from '../engine/query.ts';

/** How much there is; `filesBytes` counts the same content once. */
type Totals = { users: number; chats: number; messages: number; filesBytes: number };

const NONE: Totals = { users: 0, chats: 0, messages: 0, filesBytes: 0 };

export function totalsStore() {
  const totals = prepareSql<Totals>(sql`select
    (select count(*) from users where deleted_at is null) as users,
    (select count(*) from chats where last_seq > 0) as chats,
    (select coalesce(sum(last_seq), 0) from chats) as messages,
    (select coalesce(sum(size), 0) from (select distinct sha256, size from files)) as "filesBytes"`);
  return {
    *all(): Tx<Totals> {
      return (yield* one(totals)) ?? NONE;
    },
  };
}

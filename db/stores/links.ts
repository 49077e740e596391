import { sql } from 'drizzle-orm';
import { one, run } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

type LinkKind = 'admin' | 'password';
/** `hash`: SHA-256 of the secret. `userId`: whose password it is for. */
type LinkRow = {
  hash: string;
  kind: LinkKind;
  userId: string | null;
  createdAt: number;
  expiresAt: number;
};

/** One-time links: what is kept of them opens nothing. */
export function linksStore() {
  const insert = prepareSql(
    sql`insert into one_time_links (hash, kind, user_id, created_at, expires_at)
      values (${p('hash')}, ${p('kind')}, ${p('userId')}, ${p('createdAt')}, ${p('expiresAt')})`,
  );
  const live = prepareSql<{ userId: string | null }>(
    sql`select user_id as "userId" from one_time_links
      where hash = ${p('hash')} and kind = ${p('kind')} and expires_at > ${p('now')}`,
  );
  const forget = prepareSql(
    sql`delete from one_time_links where expires_at <= ${p('now')}
      or (kind = ${p('kind')} and user_id is ${p('userId')})`,
  );

  return {
    create: (row: LinkRow) => run(insert, row),
    /** None for one that was used, replaced, or has expired. */
    live: (hash: string, kind: LinkKind, now: number) => one(live, { hash, kind, now }),
    /** Removes the links of one person (of kind `admin`: without a person), and all that have expired. */
    forget: (kind: LinkKind, userId: string | null, now: number) =>
      run(forget, { kind, userId, now }),
  };
}

import { type SQL, sql } from 'drizzle-orm';
import type { NameQuery } from '../../protocol/names.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';
import { accountEndStore } from './account-end.ts';
import { namedParams, nameMatches } from './name-match.ts';

/** An account as administrators see it. `inviter…`: who let them in. `invited`: how many they let in. */
export type AccountRow = {
  id: string;
  username: string;
  displayName: string;
  role: 'user' | 'admin';
  createdAt: number;
  lastSeenAt: number | null;
  disabledAt: number | null;
  inviterId: string | null;
  inviterUsername: string | null;
  inviterName: string | null;
  invited: number;
  inviteQuota: number | null;
  sessions: number;
};
/** `q`: folded, '' for all. `invitedBy`, `after`: '' for none. */
type Filter = { q: NameQuery; invitedBy: string };
type Page = Filter & { after: string; now: number; limit: number };

const COLUMNS = sql`u.id, u.username, u.display_name as "displayName", u.role, u.created_at as "createdAt",
  (select max(s.last_seen_at) from sessions s where s.user_id = u.id) as "lastSeenAt",
  u.disabled_at as "disabledAt", i.id as "inviterId", i.username as "inviterUsername",
  i.display_name as "inviterName",
  (select count(*) from users n where n.invited_by = u.id) as invited, u.invite_quota as "inviteQuota",
  (select count(*) from sessions s where s.user_id = u.id and s.revoked_at is null
    and s.expires_at > ${p('now')}) as sessions`;
const select = (rest: SQL) =>
  prepareSql<AccountRow>(
    sql`select ${COLUMNS} from users u left join users i on i.id = u.invited_by
      where u.deleted_at is null and ${rest}`,
  );
const FOUND = sql`(${p('raw')} = '' or ${nameMatches('u')})
  and (${p('invitedBy')} = '' or u.invited_by = ${p('invitedBy')})`;

/** Accounts as those who run the server look at them, and (`accountEndStore`) what is left when one is deleted. */
export function accountsStore() {
  return { ...listStore(), ...accountEndStore() };
}

function listStore() {
  const page = select(sql`${FOUND} and (${p('after')} = '' or (u.created_at, u.id) <
    (select a.created_at, a.id from users a where a.id = ${p('after')}))
    order by u.created_at desc, u.id desc limit ${p('limit')}`);
  const total = prepareSql<{ count: number }>(
    sql`select count(*) as count from users u where u.deleted_at is null and ${FOUND}`,
  );
  const byId = select(sql`u.id = ${p('id')}`);
  const others = prepareSql<{ found: number }>(
    sql`select exists (select 1 from users where role = 'admin' and deleted_at is null
      and disabled_at is null and id <> ${p('id')}) as found`,
  );
  const set = prepareSql(
    sql`update users set role = ${p('role')}, disabled_at = ${p('disabledAt')},
      invite_quota = ${p('inviteQuota')} where id = ${p('id')}`,
  );

  return {
    /** Newest first. */
    page: ({ q, ...asked }: Page) => all(page, { ...namedParams(q), ...asked }),
    *total({ q, invitedBy }: Filter): Tx<number> {
      return (yield* one(total, { ...namedParams(q), invitedBy }))?.count ?? 0;
    },
    /** None for a deleted one. */
    account: (id: string, now: number) => one(byId, { id, now }),
    /** Whether there is another administrator than this person who can sign in. */
    *hasAdmin(exceptId = ''): Tx<boolean> {
      return (yield* one(others, { id: exceptId }))?.found === 1;
    },
    set: (row: {
      id: string;
      role: string;
      disabledAt: number | null;
      inviteQuota: number | null;
    }) => run(set, row),
  };
}

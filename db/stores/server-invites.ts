import { sql } from 'drizzle-orm';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

/** A link that lets people register. `createdBy` null: made on the command line. */
type ServerInviteRow = {
  code: string;
  createdBy: string | null;
  note: string;
  createdAt: number;
  expiresAt: number | null;
  usesLeft: number | null;
  uses: number;
  revokedAt: number | null;
  /** The link into a group that it goes with. */
  groupCode: string | null;
};
/** `username` and `displayName` are those of who made it. */
export type NamedInvite = ServerInviteRow & { username: string | null; displayName: string | null };

const NAMED =
  sql.raw(`select i.code, i.created_by as "createdBy", i.note, i.created_at as "createdAt",
  i.expires_at as "expiresAt", i.uses_left as "usesLeft", i.uses, i.revoked_at as "revokedAt",
  i.group_code as "groupCode",
  u.username, u.display_name as "displayName" from invites i left join users u on u.id = i.created_by`);
/** The maker's account is enabled: the links of a disabled account open for no one. */
const OPEN = sql`i.revoked_at is null and (i.expires_at is null or i.expires_at > ${p('now')})
  and (i.uses_left is null or i.uses_left > 0) and not exists (select 1 from users m
    where m.id = i.created_by and (m.disabled_at is not null or m.deleted_at is not null))`;

/** Links into the server, and how many people an account has invited. */
export function serverInvitesStore() {
  const insert = prepareSql(
    sql`insert into invites (code, created_by, note, created_at, expires_at, uses_left, uses, group_code)
      values (${p('code')}, ${p('createdBy')}, ${p('note')}, ${p('createdAt')}, ${p('expiresAt')}, ${p('usesLeft')}, 0,
        ${p('groupCode')})`,
  );
  const named = prepareSql<NamedInvite>(sql`${NAMED} where i.code = ${p('code')}`);
  const open = prepareSql<NamedInvite>(sql`${NAMED} where i.code = ${p('code')} and ${OPEN}`);
  const newest = sql`order by i.created_at desc, i.code limit ${p('limit')}`;
  const everybodys = prepareSql<NamedInvite>(sql`${NAMED} ${newest}`);
  const ofPerson = prepareSql<NamedInvite>(
    sql`${NAMED} where i.created_by = ${p('userId')} ${newest}`,
  );
  const use = prepareSql(
    sql`update invites set uses = uses + 1, uses_left = uses_left - 1 where code = ${p('code')}`,
  );
  const revoke = prepareSql(
    sql`update invites set revoked_at = ${p('now')} where code = ${p('code')} and revoked_at is null`,
  );
  const revokeOf = prepareSql(
    sql`update invites set revoked_at = ${p('now')}
      where created_by = ${p('userId')} and revoked_at is null`,
  );
  const tidy = prepareSql(
    sql`delete from invites where created_by = ${p('userId')} and uses = 0
      and (revoked_at is not null or expires_at <= ${p('now')})`,
  );
  const invited = prepareSql<{ count: number }>(
    sql`select count(*) as count from users where invited_by = ${p('userId')}`,
  );
  const promised = prepareSql<{ count: number }>(
    sql`select coalesce(sum(i.uses_left), 0) as count from invites i
      where i.created_by = ${p('userId')} and ${OPEN}`,
  );

  return {
    create: (row: Omit<ServerInviteRow, 'uses' | 'revokedAt'>) => run(insert, row),
    byCode: (code: string) => one(named, { code }),
    /** None for a link that was revoked, has expired or is used up, exactly as if it did not exist. */
    open: (code: string, now: number) => one(open, { code, now }),
    /** Runs after `open`, in the same command: the writer runs one after the other. */
    use: (code: string) => run(use, { code }),
    *revoke(code: string, now: number): Tx<boolean> {
      return (yield* run(revoke, { code, now })) > 0;
    },
    /** All links that a person has made. */
    revokeOf: (userId: string, now: number) => run(revokeOf, { userId, now }),
    /** Removes links of the account that were never used and open no more. */
    tidy: (userId: string, now: number) => run(tidy, { userId, now }),
    /** Newest first. `userId` null: the links of all accounts. */
    list: (userId: string | null, limit: number) =>
      userId === null ? all(everybodys, { limit }) : all(ofPerson, { userId, limit }),
    /** How many people came by this person's links; who has left since is counted too. */
    *invited(userId: string): Tx<number> {
      return (yield* one(invited, { userId }))?.count ?? 0;
    },
    /** How many uses are left in this person's open links. */
    *promised(userId: string, now: number): Tx<number> {
      return (yield* one(promised, { userId, now }))?.count ?? 0;
    },
  };
}

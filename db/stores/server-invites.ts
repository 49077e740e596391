import {
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  type InferSelectModel,
  isNotNull,
  isNull,
  lte,
  notExists,
  sql,
} from 'drizzle-orm';
import {
  alias,
  and,
  coalesce,
  deleteFrom,
  insertInto,
  oneMore,
  or,
  params,
  rowsOf,
  select,
  updateTable,
} from '../engine/builder.ts';
import { totalOf } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { invites, users } from '../schema.ts';

/** A link that lets people register. `createdBy` null: made on the command line; `groupCode`: the link into a group that it goes with. */
type ServerInviteRow = InferSelectModel<typeof invites>;
const maker = alias(users, 'maker');
/** `username` and `displayName` are those of who made it. */
const NAMED = {
  ...getTableColumns(invites),
  username: maker.username,
  displayName: maker.displayName,
};
const namedInvites = () =>
  select(NAMED).from(invites).leftJoin(maker, eq(maker.id, invites.createdBy));
export type NamedInvite = ReturnType<typeof namedInvites>['_']['result'][number];

const IS_KEPT = isNull(invites.revokedAt);
/** The maker's account is enabled: the links of a disabled account open for no one. */
const OPEN = and(
  IS_KEPT,
  or(isNull(invites.expiresAt), gt(invites.expiresAt, p('now'))),
  or(isNull(invites.usesLeft), gt(invites.usesLeft, 0)),
  notExists(
    rowsOf(users).where(
      and(
        eq(users.id, invites.createdBy),
        or(isNotNull(users.disabledAt), isNotNull(users.deletedAt)),
      ),
    ),
  ),
);

/** Links into the server, and how many people an account has invited. */
export function serverInvitesStore() {
  const insert = prepare(() =>
    insertInto(invites).values({
      ...params('code', 'createdBy', 'label', 'createdAt', 'expiresAt', 'usesLeft', 'groupCode'),
      uses: 0,
    }),
  );
  const isIt = eq(invites.code, p('code'));
  const isTheirs = eq(invites.createdBy, p('userId'));
  const named = prepare(() => namedInvites().where(isIt));
  const open = prepare(() => namedInvites().where(and(isIt, OPEN)));
  const newest = [desc(invites.createdAt), invites.code] as const;
  const limit = sql.placeholder('limit');
  const everybodys = prepare(() =>
    namedInvites()
      .orderBy(...newest)
      .limit(limit),
  );
  const ofPerson = prepare(() =>
    namedInvites()
      .where(isTheirs)
      .orderBy(...newest)
      .limit(limit),
  );
  const use = prepare(() =>
    updateTable(invites)
      .set({ uses: oneMore(invites.uses), usesLeft: sql`${invites.usesLeft} - 1` })
      .where(isIt),
  );
  const end = () => updateTable(invites).set({ revokedAt: p('now') });
  const revoke = prepare(() => end().where(and(isIt, IS_KEPT)));
  const revokeOf = prepare(() => end().where(and(isTheirs, IS_KEPT)));
  const tidy = prepare(() =>
    deleteFrom(invites).where(
      and(
        isTheirs,
        eq(invites.uses, 0),
        or(isNotNull(invites.revokedAt), lte(invites.expiresAt, p('now'))),
      ),
    ),
  );
  const invited = prepare(() =>
    select({ count: count() })
      .from(users)
      .where(eq(users.invitedBy, p('userId'))),
  );
  const promised = prepare(() =>
    select({ count: coalesce<number>(totalOf(invites.usesLeft), 0) })
      .from(invites)
      .where(and(isTheirs, OPEN)),
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

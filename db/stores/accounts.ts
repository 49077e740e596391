import { count, desc, eq, exists, gt, isNull, max, ne, type SQL, sql } from 'drizzle-orm';
import type { NameQuery } from '../../protocol/names.ts';
import {
  aggregate,
  alias,
  and,
  or,
  params,
  rowsOf,
  select,
  selectValues,
  updateTable,
} from '../engine/builder.ts';
import { flag } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { sessions, users } from '../schema.ts';
import { accountEndStore } from './account-end.ts';
import { namedParams, nameMatches } from './name-match.ts';

const [inviter, guest] = [alias(users, 'inviter'), alias(users, 'guest')];
/** `q`: folded, '' for all. `invitedBy`, `after`: '' for none. */
type Filter = { q: NameQuery; invitedBy: string };
type Page = Filter & { after: string; now: number; limit: number };

const LIVE_SESSION = and(
  eq(sessions.userId, users.id),
  isNull(sessions.revokedAt),
  gt(sessions.expiresAt, p('now')),
);
/** An account as administrators see it. `inviter…`: who let them in. `invited`: how many they let in. */
const accounts = (...conditions: SQL[]) =>
  select({
    id: users.id,
    username: users.username,
    displayName: users.displayName,
    avatar: users.avatarFile,
    role: users.role,
    createdAt: users.createdAt,
    lastSeenAt: aggregate(
      select({ at: max(sessions.lastSeenAt) })
        .from(sessions)
        .where(eq(sessions.userId, users.id)),
    ),
    disabledAt: users.disabledAt,
    inviterId: inviter.id,
    inviterUsername: inviter.username,
    inviterName: inviter.displayName,
    invited: aggregate(select({ count: count() }).from(guest).where(eq(guest.invitedBy, users.id))),
    inviteQuota: users.inviteQuota,
    sessions: aggregate(select({ count: count() }).from(sessions).where(LIVE_SESSION)),
  })
    .from(users)
    .leftJoin(inviter, eq(inviter.id, users.invitedBy))
    .where(and(isNull(users.deletedAt), ...conditions));
export type AccountRow = ReturnType<typeof accounts>['_']['result'][number];

const FOUND = and(
  or(eq(p('raw'), ''), nameMatches(users)),
  or(eq(p('invitedBy'), ''), eq(users.invitedBy, p('invitedBy'))),
);

/** Accounts as those who run the server look at them, and (`accountEndStore`) what is left when one is deleted. */
export function accountsStore() {
  return { ...listStore(), ...accountEndStore() };
}

function listStore() {
  const last = alias(users, 'last');
  const lastPlace = select({ createdAt: last.createdAt, id: last.id })
    .from(last)
    .where(eq(last.id, p('after')));
  const isLater = sql`(${users.createdAt}, ${users.id}) < ${lastPlace}`;
  const page = prepare(() =>
    accounts(FOUND, or(eq(p('after'), ''), isLater))
      .orderBy(desc(users.createdAt), desc(users.id))
      .limit(sql.placeholder('limit')),
  );
  const total = prepare(() =>
    select({ count: count() })
      .from(users)
      .where(and(isNull(users.deletedAt), FOUND)),
  );
  const byId = prepare(() => accounts(eq(users.id, p('id'))));
  const isAdmin = and(
    eq(users.role, 'admin'),
    isNull(users.deletedAt),
    isNull(users.disabledAt),
    ne(users.id, p('id')),
  );
  const others = prepare(() => selectValues({ found: flag(exists(rowsOf(users).where(isAdmin))) }));
  const set = prepare(() =>
    updateTable(users)
      .set(params('role', 'disabledAt', 'inviteQuota'))
      .where(eq(users.id, p('id'))),
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

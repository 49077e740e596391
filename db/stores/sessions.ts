import {
  desc,
  eq,
  exists,
  getTableColumns,
  gt,
  type InferSelectModel,
  inArray,
  isNotNull,
  isNull,
  lt,
  max,
  ne,
  type SQL,
  sql,
} from 'drizzle-orm';
import { LIMITS } from '../../protocol/limits.ts';
import {
  alias,
  and,
  coalesce,
  deleteFrom,
  insertInto,
  named,
  or,
  paramsOf,
  rowsOf,
  select,
  updateTable,
} from '../engine/builder.ts';
import { isAmong, larger, listOf, NO_LIMIT, smaller } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { pushSubscriptions, sessions, users } from '../schema.ts';
import type { UserRow } from './user-row.ts';

/** A device that is signed in. `refreshHash`: SHA-256 of its refresh secret. `ip` as it was last seen. */
export type SessionRow = InferSelectModel<typeof sessions>;
type LiveSession = { session: SessionRow; user: UserRow };

const IS_KEPT = isNull(sessions.revokedAt);
const LIVE = and(IS_KEPT, gt(sessions.expiresAt, p('now')));

export function sessionsStore(byId: (id: string) => Tx<UserRow | undefined>) {
  const insert = prepare(() => insertInto(sessions).values(paramsOf(sessions)));
  const rows = () => select(getTableColumns(sessions)).from(sessions);
  const isIt = eq(sessions.id, p('id'));
  const isTheirs = eq(sessions.userId, p('userId'));
  const live = prepare(() => rows().where(and(isIt, LIVE)));
  const byRefresh = prepare(() => rows().where(and(eq(sessions.refreshHash, p('hash')), LIVE)));
  const everByRefresh = prepare(() => rows().where(eq(sessions.refreshHash, p('hash'))));
  const ofUser = prepare(() =>
    rows().where(and(isTheirs, LIVE)).orderBy(desc(sessions.lastSeenAt)),
  );
  // Never back: two requests of one session may arrive in either order.
  const touch = prepare(
    () =>
      updateTable(sessions)
        .set({
          lastSeenAt: larger(sessions.lastSeenAt, p('now')),
          ip: coalesce(p('ip'), sessions.ip),
        })
        .where(isIt),
    'kept',
  );
  const extend = prepare(() =>
    updateTable(sessions)
      .set({
        expiresAt: p('expiresAt'),
        refreshHash: coalesce(p('refreshHash'), sessions.refreshHash),
      })
      .where(and(isIt, IS_KEPT)),
  );
  const end = () => updateTable(sessions).set({ revokedAt: p('now') });
  const revoke = prepare(() => end().where(and(isIt, isTheirs, IS_KEPT)));
  const revokeOthers = prepare(() =>
    end()
      .where(and(isTheirs, ne(sessions.id, p('exceptId')), IS_KEPT))
      .returning(named({ id: sessions.id })),
  );
  const unused = select({ id: sessions.id })
    .from(sessions)
    .where(and(isTheirs, ne(sessions.id, p('id')), LIVE))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(NO_LIMIT)
    .offset(LIMITS.sessions - 1);
  const revokeOldest = prepare(() =>
    end()
      .where(inArray(sessions.id, unused))
      .returning(named({ id: sessions.id })),
  );
  // The row of a session outlives it, its subscription must not.
  const silence = (...more: SQL[]) =>
    prepare(
      () =>
        deleteFrom(pushSubscriptions).where(
          and(
            eq(pushSubscriptions.userId, p('userId')),
            or(
              inArray(
                pushSubscriptions.sessionId,
                select({ id: sessions.id })
                  .from(sessions)
                  .where(and(isTheirs, isNotNull(sessions.revokedAt))),
              ),
              ...more,
            ),
          ),
        ),
      'kept',
    );
  const silenceEnded = silence();
  const silenceAll = silence(isNull(pushSubscriptions.sessionId));
  // Each person's last one stays: it tells when they were last here.
  const newer = alias(sessions, 'newer');
  const over = smaller(sessions.expiresAt, coalesce(sessions.revokedAt, sessions.expiresAt));
  const outdated = select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        lt(over, p('before')),
        exists(
          rowsOf(newer).where(
            and(
              eq(newer.userId, sessions.userId),
              sql`(${newer.lastSeenAt}, ${newer.id}) > (${sessions.lastSeenAt}, ${sessions.id})`,
            ),
          ),
        ),
      ),
    )
    .limit(sql.placeholder('limit'));
  const purge = prepare(() => deleteFrom(sessions).where(inArray(sessions.id, outdated)));
  const lastSeen = prepare(() =>
    select({ userId: sessions.userId, at: sql<number>`max(${sessions.lastSeenAt})` })
      .from(sessions)
      .where(isAmong(sessions.userId, 'ids'))
      .groupBy(sessions.userId),
  );
  const asked = listOf('ids');
  const ended = prepare(() =>
    select({ id: asked.value })
      .from(asked.rows)
      .leftJoin(sessions, and(eq(sessions.id, asked.value), LIVE))
      .leftJoin(
        users,
        and(eq(users.id, sessions.userId), isNull(users.deletedAt), isNull(users.disabledAt)),
      )
      .where(isNull(users.id)),
  );
  const addresses = prepare(() =>
    select({ ip: sql<string>`${sessions.ip}` })
      .from(sessions)
      .where(and(isTheirs, isNotNull(sessions.ip)))
      .groupBy(sessions.ip)
      .orderBy(desc(max(sessions.lastSeenAt)))
      .limit(50),
  );

  function* withUser(session: SessionRow | undefined): Tx<LiveSession | undefined> {
    const user = session && (yield* byId(session.userId));
    return session && user?.deletedAt === null && user.disabledAt === null
      ? { session, user }
      : undefined;
  }

  return {
    /** Returns the sessions that it ended: beyond the allowed number of devices, those that were unused for longest. */
    *create(row: Omit<SessionRow, 'revokedAt'>): Tx<string[]> {
      yield* run(insert, { ...row, revokedAt: null });
      const { id, userId, createdAt: now } = row;
      const ended = (yield* all(revokeOldest, { id, userId, now })).map((row) => row.id);
      if (ended.length > 0) yield* run(silenceEnded, { userId });
      return ended;
    },
    /** None when it is revoked or over, or its account disabled or deleted. */
    *live(id: string, now: number) {
      return yield* withUser(yield* one(live, { id, now }));
    },
    /** The addresses from which the account was signed in, newest first. */
    *addresses(userId: string): Tx<string[]> {
      return (yield* all(addresses, { userId })).map(({ ip }) => ip);
    },
    /** Returns those of `ids` that have ended, for whatever reason. */
    *over(ids: readonly string[], now: number): Tx<string[]> {
      return (yield* all(ended, { ids: JSON.stringify(ids), now })).map(({ id }) => id);
    },
    *byRefresh(hash: string, now: number) {
      return yield* withUser(yield* one(byRefresh, { hash, now }));
    },
    /** Whether the session that this secret once opened is of an account that was disabled. */
    *ofDisabled(hash: string): Tx<boolean> {
      const session = yield* one(everByRefresh, { hash });
      const user = session && (yield* byId(session.userId));
      return user !== undefined && user.disabledAt !== null;
    },
    touch: (id: string, now: number, ip?: string | null) => run(touch, { id, now, ip: ip ?? null }),
    /** A new end, and with `refreshHash` a new secret; the old one opens nothing any more. */
    extend: (id: string, expiresAt: number, refreshHash?: string) =>
      run(extend, { id, expiresAt, refreshHash: refreshHash ?? null }),
    /** Last used first. */
    ofUser: (userId: string, now: number) => all(ofUser, { userId, now }),
    *revoke(id: string, userId: string, now: number): Tx<boolean> {
      const isEnded = (yield* run(revoke, { id, userId, now })) > 0;
      if (isEnded) yield* run(silenceEnded, { userId });
      return isEnded;
    },
    /** Ids of the sessions that it ended, whose sockets are to be closed. */
    *revokeOthers(userId: string, exceptId: string, now: number): Tx<string[]> {
      const ended = (yield* all(revokeOthers, { userId, exceptId, now })).map(({ id }) => id);
      yield* run(silenceAll, { userId });
      return ended;
    },
    /** Ids of the sessions that it ended. */
    *revokeAll(userId: string, now: number): Tx<string[]> {
      return yield* this.revokeOthers(userId, '', now);
    },
    /** Removes at most `limit` sessions that had ended before that time. Returns how many. */
    purge: (before: number, limit: number) => run(purge, { before, limit }),
    *lastSeen(userIds: readonly string[]): Tx<Map<string, number>> {
      const seen = yield* all(lastSeen, { ids: JSON.stringify(userIds) });
      return new Map(seen.map(({ userId, at }) => [userId, at]));
    },
  };
}

import { and, desc, eq, gt, type InferSelectModel, isNull, sql } from 'drizzle-orm';
import { LIMITS } from '../../protocol/limits.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { type Builder, p, prepare, prepareSql } from '../engine/query.ts';
import { sessions } from '../schema.ts';
import type { UserRow } from './users.ts';

/** A device that is signed in. `refreshHash`: SHA-256 of its refresh secret. `ip` as it was last seen. */
export type SessionRow = InferSelectModel<typeof sessions>;
type LiveSession = { session: SessionRow; user: UserRow };

const LIVE = and(isNull(sessions.revokedAt), gt(sessions.expiresAt, p('now')));

export function sessionsStore(db: Builder, byId: (id: string) => Tx<UserRow | undefined>) {
  const insert = prepare(
    db.insert(sessions).values({
      id: p('id'),
      userId: p('userId'),
      refreshHash: p('refreshHash'),
      deviceName: p('deviceName'),
      userAgent: p('userAgent'),
      ip: p('ip'),
      createdAt: p('createdAt'),
      lastSeenAt: p('lastSeenAt'),
      expiresAt: p('expiresAt'),
      revokedAt: p('revokedAt'),
    }),
  );
  const rows = () => db.select().from(sessions);
  const live = prepare(rows().where(and(eq(sessions.id, p('id')), LIVE)));
  const byRefresh = prepare(rows().where(and(eq(sessions.refreshHash, p('hash')), LIVE)));
  const everByRefresh = prepare(rows().where(eq(sessions.refreshHash, p('hash'))));
  const ofUser = prepare(
    rows()
      .where(and(eq(sessions.userId, p('userId')), LIVE))
      .orderBy(desc(sessions.lastSeenAt)),
  );
  // Never back: two requests of one session may arrive in either order.
  const touch = prepareSql(
    sql`update sessions set last_seen_at = max(last_seen_at, ${p('now')}), ip = coalesce(${p('ip')}, ip)
      where id = ${p('id')}`,
    'kept',
  );
  const extend = prepareSql(
    sql`update sessions set expires_at = ${p('expiresAt')},
      refresh_hash = coalesce(${p('refreshHash')}, refresh_hash)
      where id = ${p('id')} and revoked_at is null`,
  );
  const revoke = prepareSql(
    sql`update sessions set revoked_at = ${p('now')}
      where id = ${p('id')} and user_id = ${p('userId')} and revoked_at is null`,
  );
  const revokeOthers = prepareSql<{ id: string }>(
    sql`update sessions set revoked_at = ${p('now')}
      where user_id = ${p('userId')} and id <> ${p('exceptId')} and revoked_at is null returning id`,
  );
  const revokeOldest = prepareSql<{ id: string }>(
    sql`update sessions set revoked_at = ${p('now')} where id in (select id from sessions
      where user_id = ${p('userId')} and id <> ${p('id')} and revoked_at is null and expires_at > ${p('now')}
      order by last_seen_at desc limit -1 offset ${LIMITS.sessions - 1}) returning id`,
  );
  // Each person's last one stays: it tells when they were last here.
  const purge = prepareSql(
    sql`delete from sessions where id in (select s.id from sessions s
      where min(s.expires_at, coalesce(s.revoked_at, s.expires_at)) < ${p('before')}
      and exists (select 1 from sessions n where n.user_id = s.user_id
        and (n.last_seen_at, n.id) > (s.last_seen_at, s.id)) limit ${p('limit')})`,
  );
  const lastSeen = prepareSql<{ userId: string; at: number }>(
    sql`select user_id as "userId", max(last_seen_at) as at from sessions
      where user_id in (select value from json_each(${p('ids')})) group by user_id`,
  );

  const over = prepareSql<{ id: string }>(
    sql`select e.value as id from json_each(${p('ids')}) e
      left join sessions s on s.id = e.value and s.revoked_at is null and s.expires_at > ${p('now')}
      left join users u on u.id = s.user_id and u.deleted_at is null and u.disabled_at is null
      where u.id is null`,
  );

  const addresses = prepareSql<{ ip: string }>(
    sql`select ip from sessions where user_id = ${p('userId')} and ip is not null
      group by ip order by max(last_seen_at) desc limit 50`,
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
      return (yield* all(revokeOldest, { id, userId, now })).map((ended) => ended.id);
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
      return (yield* all(over, { ids: JSON.stringify(ids), now })).map(({ id }) => id);
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
      return (yield* run(revoke, { id, userId, now })) > 0;
    },
    /** Ids of the sessions that it ended, whose sockets are to be closed. */
    *revokeOthers(userId: string, exceptId: string, now: number): Tx<string[]> {
      return (yield* all(revokeOthers, { userId, exceptId, now })).map(({ id }) => id);
    },
    /** Ids of the sessions that it ended. */
    *revokeAll(userId: string, now: number): Tx<string[]> {
      return (yield* all(revokeOthers, { userId, exceptId: '', now })).map(({ id }) => id);
    },
    /** Removes at most `limit` sessions that had ended before that time. Returns how many. */
    purge: (before: number, limit: number) => run(purge, { before, limit }),
    *lastSeen(userIds: readonly string[]): Tx<Map<string, number>> {
      const seen = yield* all(lastSeen, { ids: JSON.stringify(userIds) });
      return new Map(seen.map(({ userId, at }) => [userId, at]));
    },
  };
}

import {
  desc,
  eq,
  getTableColumns,
  gt,
  type InferSelectModel,
  inArray,
  isNotNull,
  isNull,
  ne,
} from 'drizzle-orm';
import { and, deleteFrom, insertInto, or, params, paramsOf, select } from '../engine/builder.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { pushSubscriptions, sessions, users } from '../schema.ts';

export type SubscriptionRow = InferSelectModel<typeof pushSubscriptions>;
type Bound = Pick<SubscriptionRow, 'userId' | 'endpoint'> & { sessionId: string };

/** The session is none (an import brought the subscription) or one that is signed in, of an account that is open. */
const IS_LIVE = and(
  isNull(users.deletedAt),
  isNull(users.disabledAt),
  or(
    isNull(pushSubscriptions.sessionId),
    and(isNull(sessions.revokedAt), gt(sessions.expiresAt, p('now'))),
  ),
);
const withSession = () =>
  select(getTableColumns(pushSubscriptions))
    .from(pushSubscriptions)
    .innerJoin(users, eq(users.id, pushSubscriptions.userId))
    .leftJoin(sessions, eq(sessions.id, pushSubscriptions.sessionId));

/** Which devices the push services reach, and how. */
export function pushSubscriptionsStore() {
  const isIt = eq(pushSubscriptions.endpoint, p('endpoint'));
  const ofSession = eq(pushSubscriptions.sessionId, p('sessionId'));
  const live = prepare(() => withSession().where(and(isIt, IS_LIVE)));
  const ofUser = prepare(() =>
    withSession().where(and(eq(pushSubscriptions.userId, p('userId')), IS_LIVE)),
  );
  const own = prepare(() =>
    select(getTableColumns(pushSubscriptions)).from(pushSubscriptions).where(ofSession),
  );
  const everybodys = prepare(() =>
    select({
      ...getTableColumns(pushSubscriptions),
      username: users.username,
      deviceName: sessions.deviceName,
    })
      .from(pushSubscriptions)
      .innerJoin(users, eq(users.id, pushSubscriptions.userId))
      .leftJoin(sessions, eq(sessions.id, pushSubscriptions.sessionId))
      .orderBy(users.usernameKey, desc(pushSubscriptions.createdAt)),
  );
  const dropOthers = prepare(
    () =>
      deleteFrom(pushSubscriptions).where(
        and(ofSession, ne(pushSubscriptions.endpoint, p('endpoint'))),
      ),
    'kept',
  );
  const change = params(
    'userId',
    'p256dh',
    'auth',
    'userAgent',
    'sessionId',
    'language',
    'content',
  );
  const put = prepare(
    () =>
      insertInto(pushSubscriptions)
        .values(paramsOf(pushSubscriptions))
        .onConflictDoUpdate({ target: pushSubscriptions.endpoint, set: change }),
    'kept',
  );
  const drop = prepare(() => deleteFrom(pushSubscriptions).where(isIt), 'kept');
  const dropOwn = prepare(() => deleteFrom(pushSubscriptions).where(ofSession), 'kept');
  const dead = select({ endpoint: pushSubscriptions.endpoint })
    .from(pushSubscriptions)
    .innerJoin(users, eq(users.id, pushSubscriptions.userId))
    .leftJoin(sessions, eq(sessions.id, pushSubscriptions.sessionId))
    .where(
      or(
        isNotNull(users.deletedAt),
        isNotNull(sessions.revokedAt),
        // Of a session without a row this is no answer, and the subscription stays.
        gt(p('now'), sessions.expiresAt),
      ),
    );
  const prune = prepare(
    () => deleteFrom(pushSubscriptions).where(inArray(pushSubscriptions.endpoint, dead)),
    'kept',
  );

  return {
    /**
     * Binds an endpoint to a session in place of what the session had. Returns false, and changes nothing, where
     * another person who is signed in has that endpoint.
     */
    *subscribe(row: Omit<SubscriptionRow, 'sessionId'> & Bound): Tx<boolean> {
      const { endpoint, sessionId, userId, createdAt: now } = row;
      const holder = yield* one(live, { endpoint, now });
      if (holder && holder.userId !== userId) return false;
      yield* run(dropOthers, { sessionId, endpoint });
      // Of somebody who is no longer signed in: what waits for them must not come to this device.
      if (!holder) yield* run(drop, { endpoint });
      yield* run(put, row);
      return true;
    },
    ofSession: (sessionId: string) => one(own, { sessionId }),
    /** Those that may be told something now. */
    ofUser: (userId: string, now: number) => all(ofUser, { userId, now }),
    live: (endpoint: string, now: number) => one(live, { endpoint, now }),
    everybodys: () => all(everybodys),
    unsubscribe: (sessionId: string) => run(dropOwn, { sessionId }),
    drop: (endpoint: string) => run(drop, { endpoint }),
    /** Deletes those of sessions that are over. Returns how many. */
    prune: (now: number) => run(prune, { now }),
  };
}

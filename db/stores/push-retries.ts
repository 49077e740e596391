import { asc, count, eq, getTableColumns, gt, type InferSelectModel, lte, sql } from 'drizzle-orm';
import { and, deleteFrom, insertRows, params, select, updateTable } from '../engine/builder.ts';
import { claiming, FREED, isFree } from '../engine/claims.ts';
import { larger } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, pushRetries, pushSubscriptions } from '../schema.ts';
import type { PushKind } from '../schema-push.ts';
import { type Claim, claimsOf, FRESH } from './claims.ts';
import { AHEAD_MS } from './push-jobs.ts';

export type ClaimedPushRetry = InferSelectModel<typeof pushRetries>;
export type PushRetry = Omit<ClaimedPushRetry, keyof Claim | 'tries'>;
type RetryKey = Pick<PushRetry, 'endpoint' | 'chatId' | 'kind'>;

/** What a push service did not take: one for each chat and device. `tries`: how often it failed by a fault of the program. */
export function pushRetriesStore() {
  const isIt = and(
    eq(pushRetries.endpoint, p('endpoint')),
    eq(pushRetries.chatId, p('chatId')),
    eq(pushRetries.kind, p('kind')),
  );
  const put = prepare(
    () =>
      insertRows(
        pushRetries,
        // The subscription may have been deleted since it was read.
        select({
          endpoint: pushSubscriptions.endpoint,
          chatId: p<string>('chatId'),
          kind: p<PushKind>('kind'),
          seq: p<number>('seq'),
          since: p<number>('since'),
          dueAt: p<number>('dueAt'),
          ...FRESH,
        })
          .from(pushSubscriptions)
          .innerJoin(chats, eq(chats.id, p('chatId')))
          .where(eq(pushSubscriptions.endpoint, p('endpoint'))),
      ).onConflictDoUpdate({
        target: [pushRetries.endpoint, pushRetries.chatId, pushRetries.kind],
        set: { dueAt: p('dueAt'), seq: larger(pushRetries.seq, p('seq')), ...FREED, tries: 0 },
      }),
    'kept',
  );
  const isDue = lte(pushRetries.dueAt, p('now'));
  const due = prepare(() =>
    select(getTableColumns(pushRetries))
      .from(pushRetries)
      .where(and(isDue, isFree(pushRetries)))
      .orderBy(asc(pushRetries.dueAt))
      .limit(sql.placeholder('limit')),
  );
  const key = [pushRetries.endpoint, pushRetries.chatId, pushRetries.kind];
  const claim = prepare(() => claiming(pushRetries, key, isDue), 'kept');
  const postpone = prepare(
    () =>
      updateTable(pushRetries)
        .set({ ...params('dueAt', 'tries'), ...FREED })
        .where(isIt),
    'kept',
  );
  const early = prepare(
    () =>
      updateTable(pushRetries)
        .set(params('dueAt'))
        .where(gt(pushRetries.dueAt, p('ahead'))),
    'kept',
  );
  const number = prepare(() => select({ count: count() }).from(pushRetries));
  const drop = prepare(() => deleteFrom(pushRetries).where(isIt), 'kept');
  return {
    /** What is newer takes the place of what is older, and whoever is at the older one is to leave it. */
    put: (row: PushRetry) => run(put, row),
    /** Those at which nobody is, the one that has waited longest first. */
    due: (at: { owner: string; now: number; limit: number }) => all(due, at),
    claim: (at: { owner: string; now: number; limit: number }) => all(claim, at),
    ...claimsOf(pushRetries, ['endpoint', 'chatId', 'kind']),
    /** A clock that was ahead has left rows that would lie until then. */
    bringBack: (now: number) => run(early, { dueAt: now, ahead: now + AHEAD_MS }),
    *count(): Tx<number> {
      return (yield* one(number))?.count ?? 0;
    },
    postpone: ({ endpoint, chatId, kind }: RetryKey, later: { dueAt: number; tries: number }) =>
      run(postpone, { endpoint, chatId, kind, ...later }),
    drop: ({ endpoint, chatId, kind }: RetryKey) => run(drop, { endpoint, chatId, kind }),
  };
}

import {
  asc,
  count,
  eq,
  exists,
  getTableColumns,
  gt,
  type InferSelectModel,
  isNull,
  lt,
  lte,
  sql,
} from 'drizzle-orm';
import {
  and,
  deleteFrom,
  insertRows,
  params,
  rowsOf,
  select,
  updateTable,
} from '../engine/builder.ts';
import { larger, listOf } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, members, pushJobs, pushRetries, pushSubscriptions } from '../schema.ts';
import type { PushKind } from '../schema-push.ts';

export type PushJob = InferSelectModel<typeof pushJobs>;
export type PushRetry = InferSelectModel<typeof pushRetries>;

/** Further ahead nothing is ever due. */
const AHEAD_MS = 24 * 3_600_000;

/** What is to be told to devices whose page is closed: in the commit of what it is about, so that no kill loses it. */
export function pushJobsStore() {
  const early = [pushJobs, pushRetries].map((table) =>
    prepare(
      () =>
        updateTable(table)
          .set(params('dueAt'))
          .where(gt(table.dueAt, p('ahead'))),
      'kept',
    ),
  );
  return {
    ...jobsStore(),
    ...retriesStore(),
    /** A clock that was ahead has left rows that would lie until then. */
    *bringBack(now: number): Tx<void> {
      for (const statement of early) yield* run(statement, { dueAt: now, ahead: now + AHEAD_MS });
    },
  };
}

function jobsStore() {
  const isIt = and(
    eq(pushJobs.chatId, p('chatId')),
    eq(pushJobs.kind, p('kind')),
    eq(pushJobs.userId, p('userId')),
  );
  // A server that notifies nobody writes no rows; the look costs one page that is always at hand.
  const order = prepare(
    () =>
      insertRows(
        pushJobs,
        select({
          chatId: p<string>('chatId'),
          kind: p<PushKind>('kind'),
          userId: p<string>('userId'),
          seq: p<number>('seq'),
          dueAt: p<number>('dueAt'),
        })
          .from(pushSubscriptions)
          .limit(1),
      ).onConflictDoNothing(),
    'kept',
    { keep: 'first', row: ['chatId', 'kind', 'userId'] },
  );
  const orderFor = prepare(() => {
    const ids = listOf('ids');
    return insertRows(
      pushJobs,
      select({
        chatId: p<string>('chatId'),
        kind: p<PushKind>('kind'),
        userId: ids.value,
        seq: p<number>('seq'),
        dueAt: p<number>('dueAt'),
      })
        .from(ids.rows)
        .where(exists(rowsOf(pushSubscriptions).where(eq(pushSubscriptions.userId, ids.value)))),
    ).onConflictDoUpdate({
      target: [pushJobs.chatId, pushJobs.kind, pushJobs.userId],
      set: { seq: larger(pushJobs.seq, p('seq')) },
    });
  }, 'kept');
  const due = prepare(() =>
    select(getTableColumns(pushJobs))
      .from(pushJobs)
      .where(lte(pushJobs.dueAt, p('now')))
      .orderBy(asc(pushJobs.dueAt))
      .limit(sql.placeholder('limit')),
  );
  const lastSeq = prepare(() =>
    select({ seq: chats.lastSeq })
      .from(chats)
      .where(eq(chats.id, p('chatId'))),
  );
  const again = prepare(
    () =>
      updateTable(pushJobs)
        .set(params('seq', 'dueAt'))
        .where(
          and(
            isIt,
            exists(
              rowsOf(chats).where(
                and(eq(chats.id, p('chatId')), sql`${chats.lastSeq} >= ${p('seq')}`),
              ),
            ),
          ),
        ),
    'kept',
  );
  const postpone = prepare(() => updateTable(pushJobs).set(params('dueAt')).where(isIt), 'kept');
  const drop = prepare(() => deleteFrom(pushJobs).where(isIt), 'kept');
  // What was ordered meanwhile stays.
  const done = prepare(
    () => deleteFrom(pushJobs).where(and(isIt, lte(pushJobs.seq, p('told')))),
    'kept',
  );
  const recipients = prepare(() =>
    select({ userId: members.userId })
      .from(members)
      .where(
        and(
          eq(members.chatId, p('chatId')),
          gt(members.userId, p('after')),
          isNull(members.leftAt),
          lt(members.readSeq, p('upTo')),
          exists(rowsOf(pushSubscriptions).where(eq(pushSubscriptions.userId, members.userId))),
        ),
      )
      .orderBy(members.userId)
      .limit(sql.placeholder('limit')),
  );

  return {
    /** `userId`: whom alone it is for; '' for all members. One that waits already is left as it is: it tells of this too. */
    order: (job: PushJob) => run(order, job),
    /** For each of these people. Of one that waits already the later `seq` stays. */
    orderFor: (ids: readonly string[], job: Omit<PushJob, 'userId'>) =>
      run(orderFor, { ids: JSON.stringify(ids), ...job }),
    /** The one that has waited longest first. */
    due: (now: number, limit: number) => all(due, { now, limit }),
    *lastSeq(chatId: string): Tx<number> {
      return (yield* one(lastSeq, { chatId }))?.seq ?? 0;
    },
    /** Members after `after` who have a device to tell and have not read as far as `upTo`. */
    *recipients(at: { chatId: string; after: string; upTo: number; limit: number }): Tx<string[]> {
      return (yield* all(recipients, at)).map(({ userId }) => userId);
    },
    postpone: ({ chatId, kind, userId }: PushJob, dueAt: number) =>
      run(postpone, { chatId, kind, userId, dueAt }),
    drop: ({ chatId, kind, userId }: PushJob) => run(drop, { chatId, kind, userId }),
    /** Ends a job that has told of everything up to `told`; where more has come it goes on from there, later. */
    *finish({ chatId, kind, userId }: PushJob, told: number, dueAt: number): Tx<void> {
      const key = { chatId, kind, userId };
      const goesOn =
        kind === 'message' && (yield* run(again, { ...key, seq: told + 1, dueAt })) > 0;
      if (!goesOn) yield* run(done, { ...key, told });
    },
  };
}

function retriesStore() {
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
        })
          .from(pushSubscriptions)
          .innerJoin(chats, eq(chats.id, p('chatId')))
          .where(eq(pushSubscriptions.endpoint, p('endpoint'))),
      ).onConflictDoUpdate({
        target: [pushRetries.endpoint, pushRetries.chatId, pushRetries.kind],
        set: { dueAt: p('dueAt'), seq: larger(pushRetries.seq, p('seq')) },
      }),
    'kept',
  );
  const due = prepare(() =>
    select(getTableColumns(pushRetries))
      .from(pushRetries)
      .where(lte(pushRetries.dueAt, p('now')))
      .orderBy(asc(pushRetries.dueAt))
      .limit(sql.placeholder('limit')),
  );
  const retries = prepare(() => select({ count: count() }).from(pushRetries));
  const drop = prepare(() => deleteFrom(pushRetries).where(isIt), 'kept');
  return {
    /** One for each chat and device: what is newer takes the place of what is older. */
    retry: (row: PushRetry) => run(put, row),
    dueRetries: (now: number, limit: number) => all(due, { now, limit }),
    *retryCount(): Tx<number> {
      return (yield* one(retries))?.count ?? 0;
    },
    dropRetry: ({ endpoint, chatId, kind }: Omit<PushRetry, 'seq' | 'since' | 'dueAt'>) =>
      run(drop, { endpoint, chatId, kind }),
  };
}

import {
  asc,
  eq,
  exists,
  getTableColumns,
  gt,
  type InferSelectModel,
  isNull,
  lt,
  lte,
  ne,
  notExists,
  sql,
} from 'drizzle-orm';
import {
  alias,
  and,
  deleteFrom,
  insertRows,
  or,
  params,
  rowsOf,
  select,
  updateTable,
} from '../engine/builder.ts';
import { claiming, FREED, isFree } from '../engine/claims.ts';
import { larger, listOf } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, members, pushJobs, pushSubscriptions } from '../schema.ts';
import type { PushKind } from '../schema-push.ts';
import { type Claim, claimsOf, FRESH } from './claims.ts';

export type PushJob = Omit<ClaimedPushJob, keyof Claim | 'tries'>;
export type ClaimedPushJob = InferSelectModel<typeof pushJobs>;

/** Further ahead nothing is ever due. */
export const AHEAD_MS = 24 * 3_600_000;

const RING: PushKind = 'call';
const RING_END: PushKind = 'missed';

/** What is to be told to devices whose page is closed: in the commit of what it is about, so that no kill loses it. */
export function pushJobsStore() {
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
          ...FRESH,
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
        ...FRESH,
      })
        .from(ids.rows)
        .where(exists(rowsOf(pushSubscriptions).where(eq(pushSubscriptions.userId, ids.value)))),
    ).onConflictDoUpdate({
      target: [pushJobs.chatId, pushJobs.kind, pushJobs.userId],
      set: { seq: larger(pushJobs.seq, p('seq')) },
    });
  }, 'kept');
  // A ring is not to arrive behind its end.
  const ring = alias(pushJobs, 'ring');
  const isRung = and(
    eq(ring.chatId, pushJobs.chatId),
    eq(ring.kind, RING),
    eq(ring.userId, pushJobs.userId),
  );
  const isDue = and(
    lte(pushJobs.dueAt, p('now')),
    or(ne(pushJobs.kind, RING_END), notExists(rowsOf(ring).where(isRung))),
  );
  const due = prepare(() =>
    select(getTableColumns(pushJobs))
      .from(pushJobs)
      .where(and(isDue, isFree(pushJobs)))
      .orderBy(asc(pushJobs.dueAt))
      .limit(sql.placeholder('limit')),
  );
  const key = [pushJobs.chatId, pushJobs.kind, pushJobs.userId];
  const claim = prepare(() => claiming(pushJobs, key, isDue), 'kept');
  const claimOne = prepare(() => claiming(pushJobs, key, and(isIt, isDue)), 'kept');
  const early = prepare(
    () =>
      updateTable(pushJobs)
        .set(params('dueAt'))
        .where(gt(pushJobs.dueAt, p('ahead'))),
    'kept',
  );
  const lastSeq = prepare(() =>
    select({ seq: chats.lastSeq })
      .from(chats)
      .where(eq(chats.id, p('chatId'))),
  );
  const again = prepare(
    () =>
      updateTable(pushJobs)
        .set({ ...params('seq', 'dueAt'), ...FREED, tries: 0 })
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
  const postpone = prepare(
    () =>
      updateTable(pushJobs)
        .set({ ...params('dueAt', 'tries'), ...FREED })
        .where(isIt),
    'kept',
  );
  const drop = prepare(() => deleteFrom(pushJobs).where(isIt), 'kept');
  // What was ordered meanwhile stays.
  const done = prepare(
    () => deleteFrom(pushJobs).where(and(isIt, lte(pushJobs.seq, p('told')))),
    'kept',
  );
  const giveBack = prepare(() => updateTable(pushJobs).set(FREED).where(isIt), 'kept');
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
    /** Those at which nobody is, the one that has waited longest first. */
    due: (at: { owner: string; now: number; limit: number }) => all(due, at),
    claim: (at: { owner: string; now: number; limit: number }) => all(claim, at),
    /** Claims one, if it is due and nobody is at it. */
    claimOne: (
      { chatId, kind, userId }: Pick<PushJob, 'chatId' | 'kind' | 'userId'>,
      at: { owner: string; now: number },
    ) => all(claimOne, { chatId, kind, userId, ...at, limit: 1 }),
    ...claimsOf(pushJobs, ['chatId', 'kind', 'userId']),
    /** A clock that was ahead has left rows that would lie until then. */
    bringBack: (now: number) => run(early, { dueAt: now, ahead: now + AHEAD_MS }),
    *lastSeq(chatId: string): Tx<number> {
      return (yield* one(lastSeq, { chatId }))?.seq ?? 0;
    },
    /** Members after `after` who have a device to tell and have not read as far as `upTo`. */
    *recipients(at: { chatId: string; after: string; upTo: number; limit: number }): Tx<string[]> {
      return (yield* all(recipients, at)).map(({ userId }) => userId);
    },
    postpone: ({ chatId, kind, userId }: PushJob, later: { dueAt: number; tries: number }) =>
      run(postpone, { chatId, kind, userId, ...later }),
    drop: ({ chatId, kind, userId }: PushJob) => run(drop, { chatId, kind, userId }),
    /** Ends a job that has told of everything up to `told`; where more has come it goes on from there, later. */
    *finish({ chatId, kind, userId }: PushJob, told: number, dueAt: number): Tx<void> {
      const key = { chatId, kind, userId };
      const goesOn =
        kind === 'message' && (yield* run(again, { ...key, seq: told + 1, dueAt })) > 0;
      if (!goesOn && (yield* run(done, { ...key, told })) === 0) yield* run(giveBack, key);
    },
  };
}

import {
  count,
  desc,
  eq,
  gt,
  type InferSelectModel,
  isNotNull,
  isNull,
  lte,
  sql,
} from 'drizzle-orm';
import {
  and,
  deleteFrom,
  insertInto,
  oneMore,
  params,
  select,
  selectDistinct,
  updateTable,
} from '../engine/builder.ts';
import { claiming, FREED, isFree } from '../engine/claims.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { jobs } from '../schema.ts';
import { claimsOf } from './claims.ts';

/** Work to be done after a commit. `tries`: how often it has failed; `deadAt`: it is not tried any more since then. */
export type JobRow = InferSelectModel<typeof jobs>;
type JobKey = Pick<JobRow, 'kind' | 'key'>;

const SHOWN = {
  kind: jobs.kind,
  key: jobs.key,
  body: jobs.body,
  orderedAt: jobs.orderedAt,
  dueAt: jobs.dueAt,
  tries: jobs.tries,
  error: jobs.error,
  deadAt: jobs.deadAt,
  owner: jobs.owner,
  claim: jobs.claim,
};
/** Further ahead nothing is ever due. */
const AHEAD_MS = 24 * 3_600_000;

/** What is to be done, each under a key of its kind: in the commit of what it follows, so that no kill loses it. */
export function jobsStore() {
  const isIt = and(eq(jobs.kind, p('kind')), eq(jobs.key, p('key')));
  const isThisOrder = and(isIt, eq(jobs.orderedAt, p('orderedAt')));
  const order = prepare(
    () =>
      insertInto(jobs)
        .values({
          ...params('kind', 'key', 'body', 'orderedAt', 'dueAt'),
          ...{ tries: 0, error: null, deadAt: null },
        })
        .onConflictDoUpdate({
          target: [jobs.kind, jobs.key],
          set: { ...params('body', 'orderedAt', 'dueAt'), tries: 0, error: null, deadAt: null },
        }),
    'kept',
  );
  const isDue = and(lte(jobs.dueAt, p('now')), isNull(jobs.deadAt));
  const due = prepare(() =>
    select({ kind: jobs.kind, key: jobs.key, dueAt: jobs.dueAt, claim: jobs.claim })
      .from(jobs)
      .where(and(isDue, isFree(jobs)))
      .orderBy(jobs.dueAt)
      .limit(sql.placeholder('limit')),
  );
  const dueKinds = prepare(() =>
    selectDistinct({ kind: jobs.kind })
      .from(jobs)
      .where(and(isDue, isFree(jobs))),
  );
  const key = [jobs.kind, jobs.key];
  const claim = prepare(() => claiming(jobs, key, and(eq(jobs.kind, p('kind')), isDue)), 'kept');
  const claimOne = prepare(() => claiming(jobs, key, and(isIt, isDue)), 'kept');
  const claims = claimsOf(jobs, ['kind', 'key']);
  const finish = prepare(() => deleteFrom(jobs).where(isThisOrder), 'kept');
  const fail = prepare(
    () =>
      updateTable(jobs)
        .set({ ...params('error', 'dueAt', 'deadAt'), ...FREED, tries: oneMore(jobs.tries) })
        .where(isThisOrder),
    'kept',
  );
  const early = prepare(
    () =>
      updateTable(jobs)
        .set(params('dueAt'))
        .where(and(gt(jobs.dueAt, p('ahead')), isNull(jobs.deadAt))),
    'kept',
  );
  const everything = prepare(() => select(SHOWN).from(jobs).orderBy(jobs.kind, jobs.key));
  const dead = prepare(() =>
    select({ ...SHOWN, deadAt: sql<number>`${jobs.deadAt}` })
      .from(jobs)
      .where(isNotNull(jobs.deadAt))
      .orderBy(desc(jobs.deadAt), jobs.kind, jobs.key)
      .limit(sql.placeholder('limit')),
  );
  const numbers = prepare(() => select({ all: count(), dead: count(jobs.deadAt) }).from(jobs));
  const revive = prepare(
    () =>
      updateTable(jobs)
        .set({ ...params('dueAt'), tries: 0, deadAt: null })
        .where(isIt),
    'kept',
  );
  const reviveAll = prepare(
    () =>
      updateTable(jobs)
        .set({ ...params('dueAt'), tries: 0, deadAt: null })
        .where(isNotNull(jobs.deadAt)),
    'kept',
  );
  const drop = prepare(() => deleteFrom(jobs).where(isIt), 'kept');

  return {
    /** A newer order takes the place of one with the same key. */
    order: (job: Pick<JobRow, 'kind' | 'key' | 'body' | 'orderedAt'>) =>
      run(order, { ...job, dueAt: job.orderedAt }),
    /** The kinds of which some are due and nobody is at them. */
    *dueKinds(owner: string, now: number): Tx<string[]> {
      return (yield* all(dueKinds, { owner, now })).map(({ kind }) => kind);
    },
    /** Those at which nobody is, the one that has waited longest first. */
    due: (at: { owner: string; now: number; limit: number }) => all(due, at),
    /** Claims those of a kind that have waited longest: nobody else is given them while this worker lives. */
    *claim(at: { owner: string; now: number; kind: string; limit: number }): Tx<JobRow[]> {
      return (yield* all(claim, at)).sort((one, other) => one.dueAt - other.dueAt);
    },
    /** Claims one, if it is due and nobody is at it. */
    claimOne: ({ kind, key }: JobKey, at: { owner: string; now: number }) =>
      all(claimOne, { kind, key, ...at, limit: 1 }),
    ...claims,
    /** A newer order under its key stays, for whoever comes next. */
    *finish(job: JobRow): Tx<void> {
      const { kind, key, orderedAt } = job;
      if ((yield* run(finish, { kind, key, orderedAt })) === 0) yield* claims.free(job);
    },
    *fail(job: JobRow, what: Pick<JobRow, 'error' | 'dueAt' | 'deadAt'>): Tx<void> {
      const { kind, key, orderedAt } = job;
      if ((yield* run(fail, { kind, key, orderedAt, ...what })) === 0) yield* claims.free(job);
    },
    /** One that failed elsewhere until it was given up. */
    *bury({
      now,
      error,
      ...job
    }: Pick<JobRow, 'kind' | 'key' | 'body' | 'error'> & { now: number }) {
      const at = { orderedAt: now, dueAt: now };
      yield* run(order, { ...job, ...at });
      yield* run(fail, { kind: job.kind, key: job.key, ...at, error, deadAt: now });
    },
    /** A clock that was ahead has left rows that would lie until then. */
    bringBack: (now: number) => run(early, { dueAt: now, ahead: now + AHEAD_MS }),
    all: () => all(everything),
    /** Those that were given up, the newest first. */
    dead: (limit: number) => all(dead, { limit }),
    /** Those that will be done, and those that will not any more. */
    *counts(): Tx<{ waiting: number; dead: number }> {
      const { all: whole = 0, dead = 0 } = (yield* one(numbers)) ?? {};
      return { waiting: whole - dead, dead };
    },
    /** Has one tried again from the beginning. Returns how many there were. */
    retry: ({ kind, key }: JobKey, now: number) => run(revive, { kind, key, dueAt: now }),
    /** The same of all that are not tried any more. */
    retryDead: (now: number) => run(reviveAll, { dueAt: now }),
    drop: ({ kind, key }: JobKey) => run(drop, { kind, key }),
  };
}

import type { Tx } from '../../db/engine/engine.ts';
import { LeaseLost } from '../../db/engine/lease.ts';
import type { ClaimedPushJob, PushJob } from '../../db/stores/push-jobs.ts';
import type { ClaimedPushRetry, PushRetry } from '../../db/stores/push-retries.ts';
import type { Deps } from '../deps.ts';
import type { Held } from '../jobs/crew.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { pauseAfter } from '../jobs/pause.ts';

/** What was given up is a job of these kinds: an administrator sees it there, and may have it tried again. */
const [JOB, RETRY] = ['push', 'push-retry'];

export const toJobKey = ({ chatId, kind, userId }: PushJob): string =>
  `${chatId} ${kind} ${userId}`;
/** An endpoint is a secret of its device, and a key is shown. */
export const toRetryKey = ({ chatId, kind, endpoint }: PushRetry): string =>
  `${chatId} ${kind} ${new Bun.CryptoHasher('sha256').update(endpoint).digest('base64url').slice(0, 11)}`;

type Setback<Row> = {
  kind: string;
  keyOf(row: Row): string;
  postpone(row: Row, later: { dueAt: number; tries: number }): Tx<unknown>;
  drop(row: Row): Tx<unknown>;
};

/** Rows of notifications that fail, as a fault of the program makes them: later each time, and in the end not any more. */
export function createSetbacks({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>, jobs: Jobs) {
  jobs.handle(JOB, async ({ body }, { guard }) => {
    const job: PushJob = JSON.parse(body);
    await db.write(guard(() => db.pushJobs.order({ ...job, dueAt: clock.now() })));
  });
  jobs.handle(RETRY, async ({ body }, { guard }) => {
    const row: PushRetry = JSON.parse(body);
    await db.write(guard(() => db.pushRetries.put({ ...row, dueAt: clock.now() })));
  });

  function catching<Row extends { chatId: string; tries: number }>(
    { kind, keyOf, postpone, drop }: Setback<Row>,
    work: (row: Row, held: Held) => Promise<void>,
  ) {
    return async (row: Row, held: Held): Promise<void> => {
      try {
        await work(row, held);
      } catch (thrown) {
        if (thrown instanceof LeaseLost) throw thrown;
        const tries = row.tries + 1;
        const now = clock.now();
        const pause = pauseAfter(tries);
        log.error('push failed', { chat: row.chatId, kind, tries, error: thrown });
        const error = thrown instanceof Error ? thrown.message : String(thrown);
        const bury = function* (): Tx<void> {
          yield* drop(row);
          yield* db.jobs.bury({ kind, key: keyOf(row), body: JSON.stringify(row), error, now });
        };
        const later = () => postpone(row, { tries, dueAt: now + (pause ?? 0) });
        await db.write<unknown>(held.guard<unknown>(pause === undefined ? bury : later));
      }
    };
  }

  return {
    ofJobs: (work: (row: ClaimedPushJob, held: Held) => Promise<void>) =>
      catching({ kind: JOB, keyOf: toJobKey, ...db.pushJobs }, work),
    ofRetries: (work: (row: ClaimedPushRetry, held: Held) => Promise<void>) =>
      catching({ kind: RETRY, keyOf: toRetryKey, ...db.pushRetries }, work),
  };
}

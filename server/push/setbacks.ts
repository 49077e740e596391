import type { LeaseTerm } from '../../db/engine/lease.ts';
import type { PushJob } from '../../db/stores/push-jobs.ts';
import type { Deps } from '../deps.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { pauseAfter } from '../jobs/pause.ts';

/** Push jobs that were given up are jobs of this kind: an administrator sees them there, and may have them tried again. */
const KIND = 'push';

export const toJobKey = ({ chatId, kind, userId }: PushJob): string =>
  `${chatId} ${kind} ${userId}`;

/** Push jobs that fail, as a fault of the program makes them: later each time, and in the end not any more. */
export function createSetbacks({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>, jobs: Jobs) {
  const counts = new Map<string, number>();
  jobs.handle(KIND, async ({ body }, { guard }) => {
    const job: PushJob = JSON.parse(body);
    await db.write(guard(() => db.pushJobs.order({ ...job, dueAt: clock.now() })));
  });

  return {
    forget: (job: PushJob): void => void counts.delete(toJobKey(job)),

    async note(term: LeaseTerm, job: PushJob, thrown: unknown): Promise<void> {
      const key = toJobKey(job);
      const tries = (counts.get(key) ?? 0) + 1;
      const now = clock.now();
      const pause = pauseAfter(tries);
      log.error('push failed', { chat: job.chatId, kind: job.kind, tries, error: thrown });
      if (pause !== undefined) {
        await db.write(term.guard(() => db.pushJobs.postpone(job, now + pause)));
        counts.set(key, tries);
        return;
      }
      const error = thrown instanceof Error ? thrown.message : String(thrown);
      await db.write(
        term.guard(function* () {
          yield* db.pushJobs.drop(job);
          yield* db.jobs.bury({ kind: KIND, key, body: JSON.stringify(job), error, now });
        }),
      );
      counts.delete(key);
    },
  };
}

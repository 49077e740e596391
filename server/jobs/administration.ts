import { ApiError } from '../../db/engine/api-error.ts';
import type { JobRow } from '../../db/stores/jobs.ts';
import type { Deps } from '../deps.ts';
import type { Jobs } from './jobs.ts';

/** A job as an administrator sees it. `deadAt`: it failed too often, and is not tried any more. */
export type ShownJob = Omit<JobRow, 'body' | 'owner' | 'claim'>;

type JobName = { kind: string; key: string };

/** What the command line may ask about jobs. */
export function createJobAdministration(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  jobs: Pick<Jobs, 'wake'>,
) {
  const mustBeThere = (count: number): void => {
    if (count === 0) throw new ApiError('not_found');
  };
  const shown = ({ kind, key }: JobName): JobName => ({ kind, key });
  const note = (actorId: string | null, action: string, details: Record<string, unknown>) =>
    db.audit.add({ at: clock.now(), actorId, action, details });
  return {
    async list(): Promise<{ jobs: ShownJob[] }> {
      const rows = await db.read(db.jobs.all());
      return { jobs: rows.map(({ body: _, owner: _by, claim: _which, ...shown }) => shown) };
    },

    /** Has one tried at once, or all that are not tried any more. `actor`: null is the owner of the data folder. */
    async retry(actor: string | null, one: JobName | undefined): Promise<{ count: number }> {
      const now = clock.now();
      const count = await db.write(function* () {
        const count = yield* one ? db.jobs.retry(one, now) : db.jobs.retryDead(now);
        if (count > 0) yield* note(actor, 'job.retry', { ...(one ? shown(one) : {}), count });
        return count;
      });
      if (one) mustBeThere(count);
      jobs.wake();
      return { count };
    },

    /** What it was to do stays undone. */
    async drop(actor: string | null, one: JobName): Promise<object> {
      const count = await db.write(function* () {
        const count = yield* db.jobs.drop(one);
        if (count > 0) yield* note(actor, 'job.drop', shown(one));
        return count;
      });
      mustBeThere(count);
      return {};
    },
  };
}

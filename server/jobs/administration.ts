import { ApiError } from '../../db/engine/api-error.ts';
import type { JobRow } from '../../db/stores/jobs.ts';
import type { Deps } from '../deps.ts';
import type { Jobs } from './jobs.ts';

/** A job as an administrator sees it. `deadAt`: it failed too often, and is not tried any more. */
export type ShownJob = Omit<JobRow, 'body' | 'owner' | 'claim'>;

/** What the command line may ask about jobs. */
export function createJobAdministration(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  jobs: Pick<Jobs, 'wake'>,
) {
  const mustBeThere = (count: number): void => {
    if (count === 0) throw new ApiError('not_found');
  };
  return {
    async list(): Promise<{ jobs: ShownJob[] }> {
      const rows = await db.read(db.jobs.all());
      return { jobs: rows.map(({ body: _, owner: _by, claim: _which, ...shown }) => shown) };
    },

    /** Has one tried at once, or all that are not tried any more. */
    async retry(one: { kind: string; key: string } | undefined): Promise<{ count: number }> {
      const now = clock.now();
      const count = await db.write(() => (one ? db.jobs.retry(one, now) : db.jobs.retryDead(now)));
      if (one) mustBeThere(count);
      jobs.wake();
      return { count };
    },

    /** What it was to do stays undone. */
    async drop(one: { kind: string; key: string }): Promise<object> {
      mustBeThere(await db.write(() => db.jobs.drop(one)));
      return {};
    },
  };
}

import { LeaseLost, type LeaseTerm } from '../../db/engine/lease.ts';
import type { JobRow } from '../../db/stores/jobs.ts';
import type { Deps } from '../deps.ts';
import { pauseAfter } from './pause.ts';

/** `goesOn`: asked between two slices; false for good when this process is to do no more of it. */
export type JobRun = Pick<LeaseTerm, 'guard'> & { goesOn(): boolean };
/** Does a job, or what an end in its middle has left of it. */
export type JobHandler = (job: JobRow, run: JobRun) => Promise<void>;
export type Jobs = ReturnType<typeof createJobs>;

/** Jobs that failed, and those of other nodes, are looked for this often. */
const LOOK_MS = 2000;
const PAGE = 50;

/**
 * Does what was ordered to be done after a commit: rows of `jobs`, one after the other, so that those who ask do not wait for
 * it. A row goes when its work is done; an end in between leaves it to the next start, or to another node.
 */
export function createJobs({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>) {
  const handlers = new Map<string, JobHandler>();
  let running: Promise<void> | undefined;
  let timer: Timer | undefined;
  let unhooked = (): void => {};
  let stopped = false;
  let again = false;

  async function work(job: JobRow, run: JobRun, handler: JobHandler): Promise<void> {
    try {
      await handler(job, run);
      if (run.goesOn()) await db.write(run.guard(() => db.jobs.finish(job)));
    } catch (error) {
      if (error instanceof LeaseLost) return;
      await noteFailure(job, run, error);
    }
  }

  async function noteFailure(job: JobRow, run: JobRun, thrown: unknown): Promise<void> {
    const { kind, key } = job;
    const tries = job.tries + 1;
    const now = clock.now();
    const pause = pauseAfter(tries);
    const error = thrown instanceof Error ? thrown.message : String(thrown);
    log[pause === undefined ? 'error' : 'warn'](
      pause === undefined ? 'job given up' : 'job failed',
      {
        ...{ kind, key, tries, error: thrown },
      },
    );
    const failure = { error, dueAt: now + (pause ?? 0), deadAt: pause === undefined ? now : null };
    await db.write(run.guard(() => db.jobs.fail(job, failure)));
  }

  async function workOff(term: LeaseTerm): Promise<void> {
    const run: JobRun = {
      guard: (make) => term.guard(make),
      goesOn: () => !stopped && term.isHeld(),
    };
    do {
      again = false;
      const jobs = await db.read(db.jobs.due(clock.now(), PAGE));
      for (const job of jobs) {
        // Of a kind that only a newer node knows.
        const handler = handlers.get(job.kind);
        if (handler && run.goesOn()) await work(job, run, handler);
      }
    } while (again && run.goesOn());
  }

  /** Begins with what is due. */
  function wake(): void {
    again = true;
    const term = db.lease.term();
    if (stopped || running || !term) return;
    const failed = (error: unknown): void => {
      if (!(error instanceof LeaseLost)) log.error('jobs not done', { error });
    };
    running = workOff(term)
      .catch(failed)
      .finally(() => {
        running = undefined;
      });
  }

  return {
    /** Says who does the jobs of a kind. */
    handle: (kind: string, handler: JobHandler): void => void handlers.set(kind, handler),

    /** In the commit of what it follows. A newer order takes the place of one with the same key; `wake` comes after the commit. */
    order: (kind: string, key: string, body = '') =>
      db.jobs.order({ kind, key, body, orderedAt: clock.now() }),

    wake,

    start(): void {
      unhooked = db.lease.onTerm((term) => {
        const failed = (error: unknown): void => log.warn('jobs not brought back', { error });
        db.write(term.guard(() => db.jobs.bringBack(clock.now()))).then(wake, failed);
      });
      timer = setInterval(wake, LOOK_MS).unref();
    },

    /** Resolves when all that was ordered has been tried. */
    async waitUntilIdle(): Promise<void> {
      await running;
    },

    async stop(): Promise<void> {
      stopped = true;
      unhooked();
      clearInterval(timer);
      await running;
    },
  };
}

import { LeaseLost, type LeaseTerm } from '../../db/engine/lease.ts';
import type { JobRow } from '../../db/stores/jobs.ts';
import type { Deps } from '../deps.ts';
import { createCrew, type Held } from './crew.ts';
import { pauseAfter } from './pause.ts';

/** `goesOn`: asked between two slices; false for good when this process is to do no more of it. */
export type JobRun = Pick<Held, 'guard'> & { goesOn(): boolean };
/** Does a job, or what an end in its middle has left of it. */
export type JobHandler = (job: JobRow, run: JobRun) => Promise<void>;
export type Jobs = ReturnType<typeof createJobs>;

/** Jobs that failed, and those that were ordered elsewhere, are looked for this often. */
const LOOK_MS = 2000;

/**
 * Does what was ordered to be done after a commit: rows of `jobs`, which every node claims, so that one is at each of them and
 * those who ask do not wait for it. A row goes when its work is done; an end in between leaves it to the next start, or to
 * another node.
 */
export function createJobs(deps: Pick<Deps, 'db' | 'clock' | 'log'>) {
  const { db, clock, log } = deps;
  /** `atOnce`: so many of its kind this process is at. */
  const kinds = new Map<string, { handler: JobHandler; atOnce: number; running: number }>();
  let looking: Promise<void> | undefined;
  let timer: Timer | undefined;
  let unhooked = (): void => {};
  let stopped = false;
  let again = false;

  const crew = createCrew<JobRow>(deps, {
    rows: { ...db.jobs, keyOf: ({ kind, key }) => `${kind} ${key}` },
    work,
    onEnd({ kind: name }, isStored) {
      const kind = kinds.get(name);
      if (kind) kind.running--;
      if (isStored) wake();
    },
  });

  async function work(job: JobRow, held: Held): Promise<void> {
    const kind = kinds.get(job.kind);
    if (!kind) return;
    kind.running++;
    try {
      await kind.handler(job, { guard: held.guard, goesOn: held.isHeld });
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      if (held.isHeld()) await noteFailure(job, held, error);
      return;
    }
    if (held.isHeld()) await db.write(held.guard(() => db.jobs.finish(job)));
  }

  async function noteFailure(job: JobRow, { guard }: Held, thrown: unknown): Promise<void> {
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
    await db.write(guard(() => db.jobs.fail(job, failure)));
  }

  async function look(term: LeaseTerm): Promise<void> {
    const { holder: owner } = term;
    do {
      again = false;
      for (const name of await db.read(db.jobs.dueKinds(owner, clock.now()))) {
        // One that is not known here is a newer node's.
        const kind = kinds.get(name);
        const limit = kind ? kind.atOnce - kind.running : 0;
        if (limit <= 0 || stopped || !term.isHeld()) continue;
        const which = { owner, now: clock.now(), kind: name, limit };
        await crew.claim(term, () => db.jobs.claim(which));
      }
    } while (again && !stopped && term.isHeld());
  }

  /** Begins with what is due. */
  function wake(): void {
    again = true;
    const term = db.worker.term();
    if (stopped || looking || !term) return;
    looking = look(term)
      .catch((error: unknown) => log.error('jobs not looked for', { error }))
      .finally(() => {
        looking = undefined;
      });
  }

  async function waitUntilIdle(): Promise<void> {
    while (looking || crew.count() > 0) {
      await looking;
      await crew.waitUntilIdle();
    }
  }

  return {
    /** Says who does the jobs of a kind, and how many of them at once. */
    handle: (kind: string, handler: JobHandler, atOnce = 1): void =>
      void kinds.set(kind, { handler, atOnce, running: 0 }),

    /** In the commit of what it follows. A newer order takes the place of one with the same key; `wake` comes after the commit. */
    order: (kind: string, key: string, body = '') =>
      db.jobs.order({ kind, key, body, orderedAt: clock.now() }),

    wake,

    start(): void {
      unhooked = db.worker.onTerm(() => {
        const failed = (error: unknown): void => log.warn('jobs not brought back', { error });
        db.write(() => db.jobs.bringBack(clock.now())).then(wake, failed);
      });
      timer = setInterval(wake, LOOK_MS).unref();
    },

    /** Resolves when all that was ordered has been tried. */
    waitUntilIdle,

    async stop(): Promise<void> {
      stopped = true;
      crew.stop();
      unhooked();
      clearInterval(timer);
      await waitUntilIdle();
    },
  };
}

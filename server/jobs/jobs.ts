import { LeaseLost, type LeaseTerm } from '../../db/engine/lease.ts';
import type { JobRow } from '../../db/stores/jobs.ts';
import type { Deps } from '../deps.ts';
import type { Carrier, Carry } from './carrier.ts';
import { createCrew, type Held } from './crew.ts';
import { pauseAfter } from './pause.ts';

/** `goesOn`: asked between two slices; false for good when this process is to do no more of it. */
export type JobRun = Pick<Held, 'guard'> & { goesOn(): boolean };
/** Does a job, or what an end in its middle has left of it. */
export type JobHandler = (job: JobRow, run: JobRun) => Promise<void>;
export type Jobs = ReturnType<typeof createJobs>;

/** Jobs that failed, and those that were ordered elsewhere, are looked for this often. */
const LOOK_MS = 2000;
/** A broker is told of so many at most: what waits behind them it hears of when these are done. */
const HINTS = 100;
/** Jobs that a broker may hand to this process at once. */
const PREFETCH = 4;

type JobHint = Pick<JobRow, 'kind' | 'key'>;

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
  /** Something was ordered here, or a place is free: it does not wait for the node that looks around. */
  let woken = false;
  let carrier: Carrier<JobHint> | undefined;

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

  /** Places for jobs of a kind; one that is not known here is a newer node's. */
  const placesFor = (name: string): number => {
    const kind = kinds.get(name);
    return kind ? kind.atOnce - kind.running : 0;
  };

  async function take(term: LeaseTerm): Promise<void> {
    const { holder: owner } = term;
    for (const kind of await db.read(db.jobs.dueKinds(owner, clock.now()))) {
      if (stopped || !term.isHeld()) return;
      await crew.claim(term, () => {
        const limit = placesFor(kind);
        return limit > 0
          ? () => db.jobs.claim({ owner, now: clock.now(), kind, limit })
          : undefined;
      });
    }
  }

  async function tell(to: Carrier<JobHint>, { holder: owner }: LeaseTerm): Promise<void> {
    const rows = await db.read(db.jobs.due({ owner, now: clock.now(), limit: HINTS }));
    to.tell(rows.map(({ kind, key, ...row }) => ({ hint: { kind, key }, ...row })));
  }

  async function takeHint({ kind, key }: JobHint): Promise<void> {
    const term = db.worker.term();
    if (!term) return;
    const at = { owner: term.holder, now: clock.now() };
    const { ended } = await crew.claim(term, () =>
      placesFor(kind) > 0 ? () => db.jobs.claimOne({ kind, key }, at) : undefined,
    );
    await ended;
  }

  async function look(term: LeaseTerm): Promise<void> {
    do {
      again = false;
      const isWoken = woken;
      woken = false;
      if (!carrier || carrier.isLookDue()) await take(term);
      else if (isWoken || db.lease.term()) await tell(carrier, term);
    } while (again && !stopped && term.isHeld());
  }

  function lookAround(): void {
    again = true;
    const term = db.worker.term();
    if (stopped || looking || !term) return;
    looking = look(term)
      .catch((error: unknown) => log.error('jobs not looked for', { error }))
      .finally(() => {
        looking = undefined;
      });
  }

  /** Begins with what is due. */
  function wake(): void {
    woken = true;
    lookAround();
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

    /** From now on a broker says which node is to do what. */
    carriedBy(carry: Carry): void {
      carrier = carry('jobs', { atOnce: PREFETCH, work: takeHint });
    },

    start(): void {
      unhooked = db.worker.onTerm(() => {
        const failed = (error: unknown): void => log.warn('jobs not brought back', { error });
        db.write(() => db.jobs.bringBack(clock.now())).then(wake, failed);
      });
      timer = setInterval(lookAround, LOOK_MS).unref();
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

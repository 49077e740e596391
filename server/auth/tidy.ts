import { LeaseLost, type LeaseTerm } from '../../db/engine/lease.ts';
import type { Deps } from '../deps.ts';

/** For so long a device that was signed out can still be looked up, for a person who asks what it was. */
const KEPT_MS = 30 * 24 * 3_600_000;
/** Rows of one command of the writer: a few milliseconds. */
const SLICE = 500;

/** Runs once in each term, so at each start of a single server; if it ends in between, the next one does the rest. */
export function tidySessions({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>): () => void {
  const tidy = async (term: LeaseTerm): Promise<void> => {
    const before = clock.now() - KEPT_MS;
    const slice = term.guard(() => db.sessions.purge(before, SLICE));
    while ((await db.write(slice)) === SLICE);
  };
  const failed = (error: unknown): void => {
    if (!(error instanceof LeaseLost)) log.error('old sessions not forgotten', { error });
  };
  // Requests come first.
  return db.lease.onTerm((term) => setImmediate(() => void tidy(term).catch(failed)));
}

import type { Deps } from '../deps.ts';

/** For so long a device that was signed out can still be looked up, for a person who asks what it was. */
const KEPT_MS = 30 * 24 * 3_600_000;
/** Rows of one command of the writer: a few milliseconds. */
const SLICE = 500;

/**
 * Runs once at the start, when no request waits for it; if the server ends in between, the next start does the rest.
 */
export function tidySessions({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>): void {
  const before = clock.now() - KEPT_MS;
  const slice = async (): Promise<void> => {
    while ((await db.write(() => db.sessions.purge(before, SLICE))) === SLICE);
  };
  const failed = (error: unknown): void => log.error('old sessions not forgotten', { error });
  setImmediate(() => void slice().catch(failed));
}

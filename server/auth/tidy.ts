import type { Deps } from '../deps.ts';

/** So long a device that was signed out can still be looked up, when somebody asks who it was. */
const KEPT_MS = 30 * 24 * 3_600_000;
/** Rows of one command of the writer: a few milliseconds. */
const SLICE = 500;

/** Once at start, when nobody waits for it: an end of the server in between leaves the rest for the next start. */
export function tidySessions({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>): void {
  const before = clock.now() - KEPT_MS;
  const slice = async (): Promise<void> => {
    while ((await db.write(() => db.sessions.purge(before, SLICE))) === SLICE);
  };
  const failed = (error: unknown): void => log.error('old sessions not forgotten', { error });
  setImmediate(() => void slice().catch(failed));
}

import type { Deps } from '../deps.ts';
import type { Hub } from './hub.ts';

/** No request ends a session that runs out: its socket is closed within this time. */
const EVERY_MS = 300_000;
/** Sessions of one query: a millisecond. */
const SLICE = 500;

/** Closes sockets whose session has run out, or ended without a word to this process. */
export function watchSessions({ db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>, hub: Hub) {
  async function closeEnded(): Promise<void> {
    const ids = hub.listSessions();
    for (let at = 0; at < ids.length; at += SLICE)
      hub.closeSession(await db.read(db.sessions.over(ids.slice(at, at + SLICE), clock.now())));
  }
  const failed = (error: unknown): void => log.error('sessions not looked at', { error });
  const timer = setInterval(() => void closeEnded().catch(failed), EVERY_MS);
  timer.unref();
  return { closeEnded, stop: (): void => clearInterval(timer) };
}

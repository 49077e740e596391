import type { Script } from '../../db/engine.ts';
import type { Head } from '../../db/heads.ts';
import type { Deps } from '../deps.ts';

const KEPT_MS = 7 * 24 * 3_600_000;
const TIDY_EVERY_MS = 3_600_000;
/** Rows of one command of the writer: a few milliseconds. */
const SLICE = 500;

type Marks = { delivered: number; read: number };

/** When marks moved, for "read by whom, when". Two small rows at most each movement, in its own transaction. */
export function createMarkLog({ db }: Pick<Deps, 'db'>) {
  let tidied = 0;

  async function tidy(now: number): Promise<void> {
    while ((await db.write(() => db.messages.prune(now - KEPT_MS, SLICE))) === SLICE);
  }

  return {
    *passed(userId: string, chatId: string, from: Head, to: Marks, at: number): Script<void> {
      // One's own saved messages are received by nobody else.
      if (from.kind === 'self') return;
      const delivered = to.delivered > from.delivered ? to.delivered : undefined;
      const read = to.read > from.read ? to.read : undefined;
      yield* db.messages.logMarks(chatId, userId, { delivered, read, at });
    },

    /** Once an hour, behind a movement that is committed. What goes wrong is tried again an hour later. */
    async tidyNow(now: number): Promise<void> {
      if (now - tidied < TIDY_EVERY_MS) return;
      tidied = now;
      await tidy(now).catch(() => undefined);
    },
  };
}

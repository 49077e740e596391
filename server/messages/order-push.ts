import type { Tx } from '../../db/engine/engine.ts';
import type { PushJob } from '../../db/stores/push-jobs.ts';
import type { Db } from '../../db/stores.ts';

/** So long something new may be read elsewhere before people are told of it. */
const WAIT_MS = 1000;

/** Has people told of something, in its own commit: whoever is to hear of it, and in which words, is asked when it is due. */
export function* orderPush(db: Db, job: Omit<PushJob, 'dueAt'>, now: number): Tx<void> {
  yield* db.pushJobs.order({ ...job, dueAt: now + WAIT_MS });
}

/** Has people told that they are in a group now: `seq` is the message that says who added them. */
export function* orderAdded(
  db: Db,
  chatId: string,
  { ids, seq, now }: { ids: readonly string[]; seq: number; now: number },
): Tx<void> {
  yield* db.pushJobs.orderFor(ids, { kind: 'added', chatId, seq, dueAt: now + WAIT_MS });
}

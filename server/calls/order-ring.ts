import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';
import type { LoadedCall } from './loaded.ts';

/** Wakes the devices of those for whom it rings, at once: a ring is no news in a second. */
export function* orderRing(db: Db, { row, people }: LoadedCall, now: number): Tx<void> {
  const ids = people
    .filter(({ state, quiet }) => state === 'ringing' && quiet === 0)
    .map(({ userId }) => userId);
  // Later than that of a call before, whose ring may be on its way: it stays when that one is done.
  const job = { kind: 'call', chatId: row.chatId, seq: now, dueAt: now } as const;
  if (ids.length > 0) yield* db.pushJobs.orderFor(ids, job);
}

/** Has their devices told that it rings no more. `seq`: the line of the call, once it is over; those who missed it are told. */
export function* orderSilence(db: Db, call: LoadedCall, seq: number, now: number): Tx<void> {
  const { row, people } = call;
  const missed = people
    .filter(({ state, quiet }) => (state === 'missed' || state === 'busy') && quiet === 0)
    .map(({ userId }) => userId);
  const ids = [...new Set(seq === 0 ? call.silenced : [...call.silenced, ...missed])];
  if (ids.length > 0)
    yield* db.pushJobs.orderFor(ids, { kind: 'missed', chatId: row.chatId, seq, dueAt: now });
}

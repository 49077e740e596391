/**
 * After a restore the counters alone could not show that a device holds messages that never were: they may have come as
 * far again. So a restore begins an epoch: it moves `rev` of every chat on by far more than people change, to a number
 * that no other restore gives. Every device learns of it by that, whatever its version: it is answered `stale`, and
 * takes the server's data.
 */
const EPOCH = 2 ** 21;
/** Seconds are counted from 2025, so that they times `EPOCH` stay whole numbers for a century. */
const FROM = Date.UTC(2025, 0, 1);

/** Where a chat that has come to `rev` goes on after a restore at `now`. */
export function nextEpoch(rev: number, now: number): number {
  const begin = Math.floor((now - FROM) / 1000) * EPOCH;
  return begin > rev ? begin + (rev % EPOCH) : rev + EPOCH;
}

/** Whether so many changes are no changes, but the way from one epoch to another. */
export const isOtherEpoch = (changes: number): boolean => changes >= EPOCH / 2;

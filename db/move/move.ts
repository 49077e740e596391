import { copyAll, countAll, type MovedCount, MoveError, verifyAll } from './copy.ts';
import type { FilledTarget, HeldSource, WatchMove } from './held.ts';
import { differs, hasNul, MoveRefused } from './refused.ts';

type Parts = { from: HeldSource; into: FilledTarget; watch: WatchMove; now: number };

/**
 * Moves all that `from` holds. The source is marked before the target is opened: whatever is cut off, there are never
 * two places to which people write, and the same command goes on.
 */
export async function moveData({ from, into, watch, now }: Parts): Promise<MovedCount[]> {
  const counts = await fill(from, into, watch);
  await from.mark({ place: into.place, at: now });
  await into.open();
  return counts;
}

/** Copies and compares, and leaves the source as it is. */
export async function fill(
  from: Pick<HeldSource, 'source' | 'secret'>,
  into: FilledTarget,
  watch: WatchMove,
): Promise<MovedCount[]> {
  const { source, secret } = from;
  const { target, place } = into;
  const rows = await countAll(source);
  try {
    const counts = await watch('move', rows, (tick) => copyAll(source, target, tick));
    await watch('compare', rows, (tick) => verifyAll(target, counts, tick));
    await into.complete(secret);
    return counts;
  } catch (error) {
    if (!(error instanceof MoveError)) throw error;
    const { what, table, key } = error;
    throw new MoveRefused(what === 'nul' ? hasNul(place, table, key) : differs(place, table));
  }
}

import {
  copyAll,
  countAll,
  countsOf,
  type MovedCount,
  MoveError,
  readAll,
  rowsIn,
  type Tick,
  verifyAll,
} from './copy.ts';
import type { FilledTarget, HeldSource, MovePhase, Snapshot, WatchMove } from './held.ts';
import { differs, hasNul, MoveRefused } from './refused.ts';
import type { CopiedTable } from './runs.ts';
import type { MoveSource } from './side.ts';

type Parts = {
  from: Snapshot;
  into: FilledTarget;
  /** Holds the source, to which people write until then. */
  hold(): Promise<HeldSource>;
  watch: WatchMove;
  now: number;
};

/**
 * Moves all that `from` holds: first while people write to it, then what was written meanwhile while they wait. The source
 * is marked before the target is opened: whatever is cut off, there are never two places to which people write, and the same
 * command goes on.
 */
export async function moveData({ from, into, hold, watch, now }: Parts): Promise<MovedCount[]> {
  const first = await copy('move', from.source, into, watch, await lookAt(into, watch));
  await into.settle();
  await from.release();
  const held = await hold();
  try {
    const last = await copy('catchUp', held.source, into, watch, first);
    await into.complete(held.secret);
    await held.mark({ place: into.place, at: now });
    await into.open();
    return countsOf(last);
  } finally {
    await held.release();
  }
}

/** Copies and compares, and leaves the source as it is. */
export async function fill(
  { source, secret }: Pick<HeldSource, 'source' | 'secret'>,
  into: FilledTarget,
  watch: WatchMove,
): Promise<void> {
  await copy('move', source, into, watch, await lookAt(into, watch));
  await into.settle();
  await into.complete(secret);
}

async function lookAt({ target }: FilledTarget, watch: WatchMove): Promise<CopiedTable[]> {
  return watch('look', await countAll(target), (tick) => readAll(target, tick));
}

async function copy(
  phase: MovePhase,
  source: MoveSource,
  { target, place }: FilledTarget,
  watch: WatchMove,
  known: readonly CopiedTable[],
): Promise<CopiedTable[]> {
  const rows = await countAll(source);
  const verify = (copied: CopiedTable[]) => (tick: Tick) => verifyAll(target, copied, tick);
  try {
    const copied = await watch(phase, rows, (tick) => copyAll(source, target, known, tick));
    await watch('compare', rowsIn(copied), verify(copied));
    return copied;
  } catch (error) {
    if (!(error instanceof MoveError)) throw error;
    const { what, table, key } = error;
    throw new MoveRefused(what === 'nul' ? hasNul(place, table, key) : differs(place, table));
  }
}

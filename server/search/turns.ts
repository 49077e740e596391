import { ApiError } from '../../db/engine/api-error.ts';
import { BOUNDS } from '../bounds.ts';

/**
 * Lets searches work one after the other, one slice in a turn of the event loop, and each person after the others: so
 * many searches at once, or a person who does nothing else, take no more of the loop from other requests than one
 * search.
 */
export function createSearchTurns() {
  const waiting = new Map<string, (() => void)[]>();
  const underway = new Map<string, number>();
  let all = 0;
  let scheduled = false;

  function next(): void {
    scheduled = false;
    for (const [who, slices] of waiting) {
      const slice = slices.shift();
      // The walk goes behind all others: a Map keeps the order of insertion.
      waiting.delete(who);
      if (slices.length > 0) waiting.set(who, slices);
      slice?.();
      break;
    }
    schedule();
  }

  function schedule(): void {
    if (scheduled || waiting.size === 0) return;
    scheduled = true;
    setImmediate(next);
  }

  /** The next slice of `who`, in its turn. */
  function turn<T>(who: string, slice: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const slices = waiting.get(who) ?? [];
      slices.push(() => void slice().then(resolve, reject));
      waiting.set(who, slices);
      schedule();
    });
  }

  /** A whole search: refused when too many are under way. */
  async function run<T>(who: string, search: () => Promise<T>): Promise<T> {
    const mine = underway.get(who) ?? 0;
    if (mine >= BOUNDS.searchesOfAccount)
      throw new ApiError('rate_limited', { retryAfterMs: 1000 });
    if (all >= BOUNDS.searches) throw new ApiError('busy', { retryAfterMs: 1000 });
    all += 1;
    underway.set(who, mine + 1);
    try {
      return await search();
    } finally {
      all -= 1;
      const left = (underway.get(who) ?? 1) - 1;
      if (left > 0) underway.set(who, left);
      else underway.delete(who);
    }
  }

  return { run, turn };
}

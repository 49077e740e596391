import type { FoundMessageRow } from '../../db/stores/search.ts';
import { LIMITS } from '../../protocol/limits.ts';

/** The first of them that make a page by their bytes; one at least, or the next page would never come. */
export function takeFittingHits(found: FoundMessageRow[]): FoundMessageRow[] {
  let bytes = 0;
  for (const [i, { message }] of found.entries()) {
    bytes += Buffer.byteLength(JSON.stringify(message));
    if (bytes > LIMITS.pageBytes && i > 0) return found.slice(0, i);
  }
  return found;
}

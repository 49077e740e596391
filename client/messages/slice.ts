/** What part of the loaded messages is in the DOM, as indexes `[start, end)`. */
export type Slice = { start: number; end: number };

/** Bubbles in the DOM at most, and how many come at once when an edge draws near. */
export const DRAWN_MAX = 100;
export const STEP = 24;

export function atEnd(total: number): Slice {
  return { start: Math.max(0, total - 2 * STEP), end: total };
}

export function around(index: number, total: number): Slice {
  return { start: Math.max(0, index - STEP), end: Math.min(total, index + STEP) };
}

/** One step towards the past; the far side is cut so that the DOM stays small. */
export function older(slice: Slice): Slice {
  const start = Math.max(0, slice.start - STEP);
  return { start, end: Math.min(slice.end, start + DRAWN_MAX) };
}

export function newer(slice: Slice, total: number): Slice {
  const end = Math.min(total, slice.end + STEP);
  return { start: Math.max(slice.start, end - DRAWN_MAX), end };
}

/**
 * The same rows in a changed list: found by the key of the row that is held in place, or null when it is gone (the
 * window jumped elsewhere). `from` is where that row was in the list before.
 */
export function follow<T>(
  slice: Slice,
  from: number,
  list: readonly T[],
  isKept: (item: T) => boolean,
): Slice | null {
  const to = list.findIndex(isKept);
  if (to === -1) return null;
  const start = Math.max(0, slice.start + to - from);
  return { start, end: Math.min(list.length, slice.end + to - from) };
}

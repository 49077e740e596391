/**
 * What must not move on the screen: the end of the chat, or one row by its key. `gap` is the distance in CSS pixels
 * from the row's lower edge down to the viewport's lower edge (negative when the row reaches below it). Measuring
 * from below keeps the newest visible line in place when the keyboard or the composer takes room.
 */
export type Anchor = { kind: 'end' } | { kind: 'row'; key: string; gap: number };

/** A row's edges in the scroll container's content, in pixels. */
export type Edges = { key: string; top: number; bottom: number };
export type View = { scrollTop: number; height: number; content: number };

/** Closer to the end than this counts as being there: new messages then scroll into view. */
const END_SLACK = 32;

export function distanceToEnd(view: View): number {
  return view.content - view.height - view.scrollTop;
}

/**
 * Returns the last row that begins above the viewport's lower edge; rows are in order, so a binary search suffices.
 */
export function findLowestVisible(
  count: number,
  edges: (index: number) => Edges,
  limit: number,
): number {
  let low = 0;
  let high = count - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (edges(middle).top < limit) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

export function findAnchor(
  view: View,
  count: number,
  edges: (index: number) => Edges,
  endIsDrawn: boolean,
): Anchor {
  if (endIsDrawn && distanceToEnd(view) <= END_SLACK) return { kind: 'end' };
  const floor = view.scrollTop + view.height;
  const index = findLowestVisible(count, edges, floor);
  if (index === -1) return { kind: 'end' };
  const row = edges(index);
  return { kind: 'row', key: row.key, gap: floor - row.bottom };
}

/** Returns the `scrollTop` that puts the anchor back where it was. */
export function toScrollTop(anchor: Anchor, view: View, row: Edges | null): number | null {
  if (anchor.kind === 'end') return view.content - view.height;
  if (!row) return null;
  return row.bottom + anchor.gap - view.height;
}

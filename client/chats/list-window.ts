/** Which rows of equal height to draw, and how much space the others take above and below. */
export type ListWindow = { start: number; end: number; above: number; below: number };

/** Rows beyond each edge, so that a fast finger does not see an empty list. */
const SPARE = 8;

export function listWindow(
  total: number,
  rowHeight: number,
  scrollTop: number,
  viewport: number,
): ListWindow {
  const first = Math.floor(scrollTop / rowHeight) - SPARE;
  const shown = Math.ceil(viewport / rowHeight) + 2 * SPARE + 1;
  const start = Math.min(Math.max(0, first), Math.max(0, total - shown));
  const end = Math.min(total, start + shown);
  return { start, end, above: start * rowHeight, below: (total - end) * rowHeight };
}

/** Returns the `scrollTop` that shows the whole row, moving as little as possible. */
export function scrollToRow(
  index: number,
  rowHeight: number,
  scrollTop: number,
  viewport: number,
): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - viewport);
}

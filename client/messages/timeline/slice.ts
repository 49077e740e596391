import type { TimelineView } from '../../core/services.ts';
import type { Anchor } from './anchor.ts';

/** The part of the loaded messages that is in the DOM, as indexes `[start, end)`. */
export type DrawnSlice = { start: number; end: number };

/** This near an edge of what is drawn, in CSS pixels, more is drawn or loaded. */
export const NEAR = 600;
/** So few bubbles are drawn in one frame when an edge comes near, so that a slow phone does not miss one for them. */
export const STEP = 4;
/** With so few bubbles before the end of what is loaded, more is loaded: it is there before the reader is. */
export const ROWS_AHEAD = 30;
/** So many bubbles above the end (or around a message) are drawn at first. */
const FIRST = 36;
/** One line and its padding: the least that a bubble takes, in CSS pixels. */
const ROW_MIN = 36;

/**
 * Limits the bubbles in the DOM. On a tall screen it allows more, or cutting the far side could reach what is in
 * sight, and the two edges would load in turns for ever.
 */
export function limitDrawn(viewport: number): number {
  return Math.ceil((viewport + 2 * NEAR) / ROW_MIN) + 4 * STEP;
}

export function sliceAtEnd(total: number): DrawnSlice {
  return { start: Math.max(0, total - FIRST), end: total };
}

export function sliceAround(index: number, total: number): DrawnSlice {
  return { start: Math.max(0, index - FIRST / 2), end: Math.min(total, index + FIRST / 2) };
}

/** Steps towards the past; the far side is cut so that the DOM stays small. */
export function extendOlder(slice: DrawnSlice, max: number): DrawnSlice {
  const start = Math.max(0, slice.start - STEP);
  return { start, end: Math.min(slice.end, start + max) };
}

export function extendNewer(slice: DrawnSlice, total: number, max: number): DrawnSlice {
  const end = Math.min(total, slice.end + STEP);
  return { start: Math.max(slice.start, end - max), end };
}

type Messages = TimelineView['messages'];

/**
 * Finds the same rows in a changed list. At the end of the chat the slice takes in what is new there; elsewhere it
 * stays on the row that is held in place. Null when that row is gone: the window jumped elsewhere.
 */
export function followEnd(
  slice: DrawnSlice,
  before: Messages,
  after: Messages,
  anchor: Anchor,
  max: number,
): DrawnSlice | null {
  const drawnEnd = slice.end === before.length;
  const key = anchor.kind === 'row' ? anchor.key : before[slice.end - 1]?.clientId;
  const from = before.findIndex((m) => m.clientId === key);
  const to = after.findIndex((m) => m.clientId === key);
  if (from === -1 || to === -1) return null;
  const start = Math.max(0, slice.start + to - from);
  if (anchor.kind === 'end' && drawnEnd) {
    return { start: Math.max(start, after.length - max), end: after.length };
  }
  return { start, end: Math.min(after.length, slice.end + to - from) };
}

import type { Message } from '../../protocol/messages.ts';

/**
 * At most so many messages are in memory; the page draws a part of them (messages/timeline/slice.ts). What stays after
 * a trim must be more than a tall screen shows with a margin on both sides, or the trim would take away what is being
 * read.
 */
export const MOST = 400;
const KEPT = 300;

/**
 * All messages from one place to another, both inclusive, oldest first. `rows` may be fewer: what the person has hidden is
 * not among them. `to` 0: nothing is known yet.
 */
export type Window = { from: number; to: number; rows: readonly Message[] };
export const EMPTY: Window = { from: 0, to: 0, rows: [] };

/** Adds older messages at the beginning; the newest are let go when there are too many. */
export function prepend(window: Window, older: Window): Window {
  if (older.to === 0 || older.to !== window.from - 1) return window;
  const rows = [...older.rows, ...window.rows];
  const kept = rows.length > MOST ? rows.slice(0, Math.max(KEPT, older.rows.length)) : rows;
  const to = kept.length < rows.length ? findLastSeq(kept) : window.to;
  return { from: older.from, to, rows: kept };
}

/** Adds newer messages at the end; the oldest are let go when there are too many. */
export function append(window: Window, newer: Window): Window {
  if (newer.to === 0) return window;
  if (window.to === 0) return newer;
  if (newer.from !== window.to + 1) return window;
  const rows = [...window.rows, ...newer.rows];
  const kept = rows.length > MOST ? rows.slice(-Math.max(KEPT, newer.rows.length)) : rows;
  const from = kept.length < rows.length ? (kept[0]?.seq ?? window.from) : window.from;
  return { from, to: newer.to, rows: kept };
}

/**
 * Applies messages that have changed or come live. A full window grows only for a reader at its end (`following`): for
 * a person who reads further up, cutting its beginning would pull the page away.
 */
export function refresh(window: Window, changed: readonly Message[], following: boolean): Window {
  const bySeq = new Map(changed.map((message) => [message.seq, message]));
  const rows = window.rows.map((message) => {
    const copy = bySeq.get(message.seq);
    return copy && copy.rev >= message.rev ? copy : message;
  });
  let next: Window = { ...window, rows };
  for (let more = bySeq.get(next.to + 1); more; more = bySeq.get(next.to + 1)) {
    if (next.rows.length >= MOST && !following) break;
    next = append(next, { from: more.seq, to: more.seq, rows: [more] });
  }
  return next;
}

function findLastSeq(rows: readonly Message[]): number {
  return rows.at(-1)?.seq ?? 0;
}

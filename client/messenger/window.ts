import type { Message } from '../../protocol/messages.ts';

/**
 * At most so many messages are in memory; the page draws a part of them (messages/slice.ts). What stays after a trim must
 * be more than a tall screen shows with a margin on both sides, or the trim would take away what is being read.
 */
export const MOST = 400;
export const KEPT = 300;

/** A contiguous run of messages, oldest first. */
export type Window = readonly Message[];

export function firstSeq(window: Window): number {
  return window[0]?.seq ?? 0;
}

export function lastSeq(window: Window): number {
  return window.at(-1)?.seq ?? 0;
}

/** With older ones before it; the newest are let go when there are too many. */
export function prepend(window: Window, older: Window): Window {
  if (lastSeq(older) !== firstSeq(window) - 1) return window;
  const all = [...older, ...window];
  return all.length > MOST ? all.slice(0, Math.max(KEPT, older.length)) : all;
}

/** With newer ones after it; the oldest are let go when there are too many. */
export function append(window: Window, newer: Window): Window {
  if (window.length > 0 && firstSeq(newer) !== lastSeq(window) + 1) return window;
  const all = [...window, ...newer];
  return all.length > MOST ? all.slice(-Math.max(KEPT, newer.length)) : all;
}

/**
 * With what has changed or come live. A full window grows only for somebody who looks at its end (`following`): for
 * somebody who reads further up, cutting its beginning would pull the page away.
 */
export function refresh(window: Window, changed: readonly Message[], following: boolean): Window {
  const bySeq = new Map(changed.map((message) => [message.seq, message]));
  let next: Window = window.map((message) => {
    const copy = bySeq.get(message.seq);
    return copy && copy.rev >= message.rev ? copy : message;
  });
  for (let more = bySeq.get(lastSeq(next) + 1); more; more = bySeq.get(lastSeq(next) + 1)) {
    if (next.length >= MOST && !following) break;
    next = append(next, [more]);
  }
  return next;
}

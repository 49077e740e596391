/** How far the server's clock is ahead of this device's, in ms; 0 until it has said its time. */
let ahead = 0;

/** The server's time, from the reply when the connection was opened; the other tabs get it from the leader. */
export function followServerClock(ms: number): void {
  ahead = ms;
}

/** A reply may have been on its way, and a proxy has a clock too: a smaller difference means nothing. */
const DOUBT_MS = 60_000;

/** The `Date` of a reply, where no connection has given the time: long-poll, a page without a chat. */
export function hearServerDate(date: string | null, now: number): void {
  const at = Date.parse(date ?? '');
  if (Math.abs(at - now - ahead) > DOUBT_MS) ahead = at - now;
}

/**
 * The time for rules that the server holds (until when one may edit, when a link expires, until when a chat is silent):
 * a device whose clock is days wrong must offer what is allowed and ask for what it means. What people read is of their
 * own clock.
 */
export function serverNow(now = Date.now()): number {
  return now + ahead;
}

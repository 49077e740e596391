/** How far the server's clock is ahead of this device's, in ms; 0 until it has said its time. */
let ahead = 0;

/** As the server said it when the connection was opened; in the other tabs, as the leading one heard it. */
export function followServerClock(ms: number): void {
  ahead = ms;
}

/** An answer may have been on its way, and a proxy has a clock too: less than this says nothing. */
const DOUBT_MS = 60_000;

/** The `Date` of an answer, where no connection has told the time: long-poll, a page without a chat. */
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

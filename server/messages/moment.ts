/** More than a clock that NTP keeps may step back. */
const STEP_MS = 10 * 60_000;

/**
 * Returns the time of a chat's next message. A small step back of the clock must not put it before earlier messages.
 * Where the last message lies further ahead, the clock was wrong when it was sent (by a year, say), and the next
 * message does not follow it.
 */
export function nextMoment(now: number, last: number): number {
  return last - now > STEP_MS ? now : Math.max(now, last);
}

/** No time that a message can have been sent at. */
export const isClockAhead = (time: number, now: number): boolean => time - now > STEP_MS;

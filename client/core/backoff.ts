const FIRST_MS = 500;
const LAST_MS = 30_000;

/**
 * Milliseconds before try number `attempt` (from 0): exponential with full jitter, so that clients which a restart cut
 * off together do not return together (Brooker, "Exponential Backoff And Jitter", AWS 2015). There is no last try.
 */
export function backoff(attempt: number, random: () => number): number {
  const ceiling = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling * (0.1 + 0.9 * random()));
}

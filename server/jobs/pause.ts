const FIRST_MS = 10_000;
const LONGEST_MS = 6 * 3_600_000;
/** Ten hours after its first try, what still fails needs a person. */
const TRIES = 8;

/** How long a job that has failed so often waits for its next try; undefined: it is not tried any more. */
export function pauseAfter(tries: number): number | undefined {
  return tries < TRIES ? Math.min(FIRST_MS * 4 ** (tries - 1), LONGEST_MS) : undefined;
}

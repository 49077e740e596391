/**
 * How long a test waits for one thing. It only bounds a failure: what passes takes no longer, and a busy machine whose
 * disk stands still for a while fails nothing.
 */
export const PATIENCE_MS = 60_000;

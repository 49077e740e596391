/** Says of a row which it is, and which of its waits is meant: a row that was taken or ordered anew is told of again. */
export type WaitingRow<Hint> = { hint: Hint; dueAt: number; claim: number };

/**
 * Brings word of waiting rows to whichever node has a place for them. The row stays the truth and its claim decides: a hint
 * that is lost costs time, and one that comes twice finds the row claimed.
 */
export type Carrier<Hint> = {
  /** Whether this process is to look for rows itself now: always while the broker is away, and now and then otherwise. */
  isLookDue(): boolean;
  /** Those that it was told of lately it leaves out. */
  tell(rows: readonly WaitingRow<Hint>[]): void;
};

/** `atOnce`: hints that this process is given before it is done with the first. `work` resolves when the row is settled. */
export type Carry = <Hint>(
  name: string,
  part: { atOnce: number; work(hint: Hint): Promise<void> },
) => Carrier<Hint>;

import type { Carrier, WaitingRow } from '../carrier.ts';

/** A row that still waits then is told of again: its hint was lost, or came to a node that had no place. */
const AGAIN_MS = 3000;
/** While the broker is there each node looks by itself this often, for what no hint has brought. */
const LOOK_MS = 12_000;

type Part<Hint> = {
  isUp(): boolean;
  /** Resolves when the broker has confirmed that it keeps it. */
  publish(hint: Hint): Promise<void>;
  now(): number;
};

/** What this node says to the broker about rows of one kind. */
export function createHints<Hint>({ isUp, publish, now }: Part<Hint>): Carrier<Hint> {
  const told = new Map<string, number>();
  let lookedAt = now();

  const forgetOld = (): void => {
    for (const [row, at] of told) if (now() - at >= AGAIN_MS) told.delete(row);
  };

  function tellOf({ hint, dueAt, claim }: WaitingRow<Hint>): void {
    const row = JSON.stringify([hint, dueAt, claim]);
    if (told.has(row)) return;
    told.set(row, now());
    publish(hint).catch(() => told.delete(row));
  }

  return {
    isLookDue() {
      if (isUp() && now() - lookedAt < LOOK_MS) return false;
      lookedAt = now();
      return true;
    },
    tell(rows) {
      forgetOld();
      for (const row of rows) tellOf(row);
    },
  };
}

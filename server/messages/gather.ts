/** Movements of one group in a second, from which on they are gathered. */
const BUSY = 100;
const SECOND_MS = 1000;
/** How long the receipts of a busy group wait for each other. */
const GATHER_MS = 150;
/** How many groups have their rate remembered. Beyond that all rates are forgotten and counting starts again. */
const REMEMBERED = 10_000;

type ReceiptState = { delivered: number; read: number };
type Parked = { target: ReceiptState; go(): void };

/**
 * In a group of a thousand each message is received a thousand times, and the first two receipts that reach a message
 * are announced to all members. Where messages come fast, these announcements outnumber the messages. So the receipts
 * of a busy group wait a moment and are applied together, the furthest first: two announcements then serve all messages
 * of that moment, and a member who waits for the reply sends one receipt for several messages.
 */
export function createGather(now: () => number) {
  const rates = new Map<string, { since: number; count: number; before: number }>();
  const parked = new Map<string, Parked[]>();

  function isBusy(chatId: string): boolean {
    const rate = rates.get(chatId);
    if (rate === undefined || now() - rate.since >= 2 * SECOND_MS) return false;
    return Math.max(rate.count, rate.before) >= BUSY;
  }

  function release(chatId: string): void {
    const waiting = parked.get(chatId) ?? [];
    parked.delete(chatId);
    waiting.sort(
      (a, b) => b.target.delivered - a.target.delivered || b.target.read - a.target.read,
    );
    for (const { go } of waiting) go();
  }

  return {
    /** Counts a receipt that has moved in this group. */
    countSent(chatId: string): void {
      const at = now();
      const rate = rates.get(chatId);
      if (rate && at - rate.since < SECOND_MS) {
        rate.count++;
        return;
      }
      if (rates.size >= REMEMBERED) rates.clear();
      // The second before still counts: a new one has only begun.
      const before = rate && at - rate.since < 2 * SECOND_MS ? rate.count : 0;
      rates.set(chatId, { since: at, count: 1, before });
    },

    /** Starts a movement: at once, or with the others of its group. */
    run<T>(chatId: string, target: ReceiptState, start: () => Promise<T>): Promise<T> {
      if (!isBusy(chatId)) return start();
      return new Promise((resolve, reject) => {
        const waiting = parked.get(chatId);
        const entry = { target, go: () => void start().then(resolve, reject) };
        if (waiting) {
          waiting.push(entry);
          return;
        }
        parked.set(chatId, [entry]);
        setTimeout(() => release(chatId), GATHER_MS);
      });
    },
  };
}

import type { ReceiptState } from './content.ts';
import type { ImportContext, PairReceipts } from './context.ts';

/** Chats of one transaction. */
const BATCH = 5000;
export const NONE: Readonly<PairReceipts> = { deliveredA: 0, readA: 0, deliveredB: 0, readB: 0 };

/** Everything before a message that was read is read, though its row may still say "sent". */
export function raiseReceipts(
  receipts: PairReceipts,
  byA: boolean,
  seq: number,
  reached: ReceiptState,
): void {
  if (reached === 'sent') return;
  if (byA) receipts.deliveredA = Math.max(receipts.deliveredA, seq);
  else receipts.deliveredB = Math.max(receipts.deliveredB, seq);
  if (reached === 'delivered') return;
  if (byA) receipts.readA = Math.max(receipts.readA, seq);
  else receipts.readB = Math.max(receipts.readB, seq);
}

/** Runs at the end, once for each person and chat: however often an import was interrupted, a receipt moves once. */
export async function importReceipts({ target, rooms, tick }: ImportContext): Promise<void> {
  const all = [...rooms.values()];
  for (let at = 0; at < all.length; at += BATCH) {
    const part = all.slice(at, at + BATCH);
    await target.write?.(function* () {
      for (const { id, a, b, deliveredA, readA, deliveredB, readB } of part) {
        const { raiseReceipts } = target.imported;
        if (deliveredA > 0) yield* raiseReceipts(id, a, { delivered: deliveredA, read: readA });
        if (deliveredB > 0) yield* raiseReceipts(id, b, { delivered: deliveredB, read: readB });
      }
    });
    tick(part.length);
  }
}

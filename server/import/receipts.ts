import type { ReceiptState } from './content.ts';
import type { ImportContext, Marks } from './context.ts';

/** Chats of one transaction. */
const BATCH = 5000;
export const NONE: Readonly<Marks> = { deliveredA: 0, readA: 0, deliveredB: 0, readB: 0 };

/** Everything before a message that was read is read, though its row may still say "sent". */
export function raiseReceipts(
  marks: Marks,
  byA: boolean,
  seq: number,
  reached: ReceiptState,
): void {
  if (reached === 'sent') return;
  if (byA) marks.deliveredA = Math.max(marks.deliveredA, seq);
  else marks.deliveredB = Math.max(marks.deliveredB, seq);
  if (reached === 'delivered') return;
  if (byA) marks.readA = Math.max(marks.readA, seq);
  else marks.readB = Math.max(marks.readB, seq);
}

/** Runs at the end, once for each person and chat: however often an import was interrupted, a receipt moves once. */
export async function importReceipts({ target, rooms, tick }: ImportContext): Promise<void> {
  const all = [...rooms.values()];
  for (let at = 0; at < all.length; at += BATCH) {
    const part = all.slice(at, at + BATCH);
    await target.write?.(function* () {
      for (const { id, a, b, deliveredA, readA, deliveredB, readB } of part) {
        const { raiseMarks } = target.imported;
        if (deliveredA > 0) yield* raiseMarks(id, a, { delivered: deliveredA, read: readA });
        if (deliveredB > 0) yield* raiseMarks(id, b, { delivered: deliveredB, read: readB });
      }
    });
    tick(part.length);
  }
}

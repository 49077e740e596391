import { idOf, type LegacyMessageHeader, type Loose } from '../../db/legacy/rows.ts';
import { toReceiptState } from './content.ts';
import { directKeyOf, type ImportContext, type LegacyMessage } from './context.ts';
import { NONE, raiseReceipts } from './receipts.ts';
import { createdAtOf } from './times.ts';

/** Whose message to whom, by old ids. */
type Whose = { sender: string; receiver: string };

/**
 * Returns the positions (`seq`) of those messages that an earlier run has imported, by client id: one query for all of
 * them, so that what is there already costs little.
 */
export async function findPositions<Asked extends Whose>(
  { target, users }: ImportContext,
  asked: ReadonlyMap<string, Asked>,
): Promise<Map<Asked, number>> {
  const places = new Map<Asked, number>();
  for (const found of await target.read(target.imported.brought([...asked.keys()]))) {
    const one = asked.get(found.clientId);
    const [sender = '', reader = ''] = one ? [users.get(one.sender), users.get(one.receiver)] : [];
    // A client may have made the same id: by another sender, or in another chat, it is another message.
    if (one && found.senderId === sender && found.directKey === directKeyOf(sender, reader))
      places.set(one, found.seq);
  }
  return places;
}

/**
 * Returns the old ids of those messages that an earlier run has imported; how far each has come may be new. The few
 * whose text alone decides whether they became several messages are not among them.
 */
export async function findKnown(
  context: ImportContext,
  messages: readonly LegacyMessage[],
): Promise<Set<Loose>> {
  const { report, users } = context;
  const known = new Set<Loose>();
  if (!context.again) return known;
  const sure = messages.filter(({ row }) => row.one === 1 && !context.lost.has(idOf(row.id)));
  const asked = new Map(sure.map((message) => [clientIdOf(context, message.row), message]));
  for (const [{ row, sender, receiver, pair }, seq] of await findPositions(context, asked)) {
    pair.receipts ??= { ...NONE };
    const byA = (users.get(receiver) ?? '') <= (users.get(sender) ?? '');
    raiseReceipts(pair.receipts, byA, seq, toReceiptState(row));
    report.done('messages', 'known');
    known.add(row.id);
  }
  return known;
}

/** `part`: of one that was too long. */
export function clientIdOf(
  { identity }: ImportContext,
  row: Pick<LegacyMessageHeader, 'id' | 'created_at'>,
  part = 0,
): string {
  return identity.clientId(idOf(row.id), part, createdAtOf(row));
}

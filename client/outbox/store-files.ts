import { bytesPart, thumbPart } from '../core/local-db/outgoing-file.ts';
import type { FilesToSend } from '../core/services.ts';
import { uuidv7 } from '../core/uuid.ts';
import type { StoredBytes } from '../media/stored-bytes/stored-bytes.ts';
import { type OutgoingDraft, toOutgoing } from './rows.ts';

/** Puts the bytes of messages on this device, before their rows: all of them, or none. */
export async function storeFiles(
  bytes: StoredBytes,
  chatId: string,
  messages: readonly FilesToSend[],
  replyTo: number | undefined,
): Promise<OutgoingDraft[]> {
  const drafts = messages.map(({ text, entities, files, clientId = uuidv7() }, n) => ({
    ...toOutgoing(chatId, text, { entities, replyTo: n === 0 ? replyTo : undefined }, true),
    clientId,
    files: files.map(({ facts }) => facts),
  }));
  try {
    for (const [n, { clientId }] of drafts.entries()) {
      for (const [place, { blob, thumb }] of (messages[n]?.files ?? []).entries()) {
        await bytes.put(clientId, bytesPart(place), blob);
        if (thumb) await bytes.put(clientId, thumbPart(place), thumb);
      }
    }
  } catch (error) {
    for (const { clientId } of drafts) await bytes.remove(clientId).catch(() => {});
    throw error;
  }
  return drafts;
}

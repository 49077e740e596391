import type { OutboxRow } from '../core/local-db/schema.ts';
import type { FilesToSend, SendOptions } from '../core/services.ts';
import { enqueue } from '../outbox/rows.ts';
import { storeFiles } from '../outbox/store-files.ts';
import type { ClientSession } from '../session/session.ts';

/** The bytes first, then the rows: what is shown as waiting can be sent. */
export async function sendFileMessages(
  session: ClientSession,
  chatId: string,
  messages: readonly FilesToSend[],
  { replyTo, written }: Pick<SendOptions, 'replyTo' | 'written'>,
): Promise<void> {
  const bytes = await session.openBytes();
  const drafts = await storeFiles(bytes, chatId, messages, replyTo);
  try {
    session.publish(await enqueue(session.db, session.env, drafts, written));
  } catch (error) {
    for (const { clientId = '' } of drafts) await bytes.remove(clientId).catch(() => {});
    throw error;
  }
}

/** A message was taken back: the server forgets what it has of it, and this device too. */
export async function forgetFiles(session: ClientSession, row: OutboxRow): Promise<void> {
  const [{ openUploadLine }, { dropUpload }] = await Promise.all([
    import('../media/upload-line.ts'),
    import('../media/upload-wire.ts'),
  ]);
  const line = openUploadLine(session.env);
  for (const { uploadPath } of row.files ?? []) if (uploadPath) await dropUpload(line, uploadPath);
  await (await session.openBytes()).remove(row.clientId);
}

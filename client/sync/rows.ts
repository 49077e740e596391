import type { Message } from '../../protocol/messages.ts';
import type { Change } from '../core/local-db/change.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { messageSpan, type Tx } from '../core/local-db/tx.ts';
import { Batch } from './batch.ts';
import { chatsOf, type Input } from './input.ts';

export async function readBatch(tx: Tx, me: string, inputs: readonly Input[]): Promise<Batch> {
  const ids = [...new Set(inputs.flatMap(chatsOf))];
  const rows = await Promise.all(ids.map((id) => tx.get('chats', id)));
  const chats = new Map<string, ChatRecord>();
  for (const row of rows) if (row) chats.set(row.id, row);
  return new Batch(me, chats);
}

/**
 * Writes the batch and says what is different now. A message of one's own leaves the outbox in the same transaction that
 * stores it, whichever way it came: so it is never shown twice and never sent again.
 */
export async function writeBatch(tx: Tx, batch: Batch): Promise<Change> {
  const chats: ChatRecord[] = [];
  for (const id of batch.written) {
    const chat = batch.chat(id);
    if (chat) chats.push(chat);
  }
  const messages = (
    await Promise.all(
      [...batch.messages].map(([id, rows]) => {
        const all = [...rows.values()];
        return batch.restarted.has(id) ? all : newer(tx, id, all);
      }),
    )
  ).flat();
  const settled = await delivered(tx, messages, batch.me);
  for (const id of batch.gone) settled.push(...(await forgetChat(tx, id)));
  for (const id of batch.restarted) tx.remove('messages', messageSpan(id));
  for (const chat of chats) tx.put('chats', chat);
  for (const message of messages) tx.put('messages', message);
  for (const user of batch.users.values()) tx.put('users', user);
  for (const clientId of settled) tx.remove('outbox', clientId);
  const me = await writeMe(tx, batch);
  return { chats, gone: [...batch.gone], users: [...batch.users.values()], messages, settled, me };
}

/** Which messages of the outbox the server has. */
async function delivered(tx: Tx, messages: readonly Message[], me: string): Promise<string[]> {
  const own = messages.filter((message) => message.senderId === me);
  if (own.length === 0) return [];
  const waiting = new Set((await tx.all('outbox')).map((row) => row.clientId));
  return own.map((message) => message.clientId).filter((clientId) => waiting.has(clientId));
}

/** Leaves out copies that are older than what is stored: a page of history may have been read before a change. */
async function newer(tx: Tx, chatId: string, messages: Message[]): Promise<Message[]> {
  const seqs = messages.map((message) => message.seq);
  const from = Math.min(...seqs);
  const to = Math.max(...seqs);
  const stored =
    to - from < 4 * seqs.length
      ? await tx.all('messages', messageSpan(chatId, from, to))
      : await Promise.all(seqs.map((seq) => tx.get('messages', [chatId, seq])));
  const revs = new Map<number, number>();
  for (const message of stored) if (message) revs.set(message.seq, message.rev);
  return messages.filter((message) => (revs.get(message.seq) ?? 0) <= message.rev);
}

async function forgetChat(tx: Tx, chatId: string): Promise<string[]> {
  const waiting = (await tx.all('outbox')).filter((row) => row.chatId === chatId);
  tx.remove('chats', chatId);
  tx.remove('drafts', chatId);
  tx.remove('messages', messageSpan(chatId));
  return waiting.map((row) => row.clientId);
}

async function writeMe(tx: Tx, batch: Batch): Promise<Change['me']> {
  const user = batch.users.get(batch.me);
  if (!user) return undefined;
  const stored = await tx.get('meta', 'me');
  if (!stored) return undefined;
  const me = { ...stored.value, ...user };
  tx.put('meta', { key: 'me', value: me });
  return me;
}

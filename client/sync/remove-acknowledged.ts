import type { Message } from '../../protocol/messages.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { ActionRow } from '../core/local-db/pending-action.ts';
import type { OutboxRow } from '../core/local-db/schema.ts';
import { dropLeft, type LocalTx, nextOrder } from '../core/local-db/tx.ts';
import { isSameDraft } from '../core/unsent.ts';
import { uuidv7 } from '../core/uuid.ts';
import type { Batch } from './batch.ts';

type OutboxChange = {
  leftOutbox: string[];
  actions: ActionRow[];
  /** Chats of the messages that still wait. */
  waiting: Set<string>;
};

/**
 * Takes out of the outbox what the server has. A text that was changed while it was on its way is sent once more, as an
 * edit. The edit is stored in this very transaction, so that no crash comes between.
 */
export async function writeOutbox(
  tx: LocalTx,
  batch: Batch,
  messages: readonly Message[],
): Promise<OutboxChange> {
  const own = messages.filter((message) => message.senderId === batch.me);
  if (own.length === 0 && batch.gone.size === 0)
    return { leftOutbox: [], actions: [], waiting: new Set() };
  const rows = new Map((await tx.getAll('outbox')).map((row) => [row.clientId, row]));
  const leftOutbox: string[] = [];
  const actions: ActionRow[] = [];
  for (const message of own) {
    const row = rows.get(message.clientId);
    if (!row) continue;
    rows.delete(row.clientId);
    leftOutbox.push(row.clientId);
    tx.remove('outbox', row.clientId);
    if (hasChanged(row, message)) actions.push(await addCorrection(tx, row, message));
  }
  return {
    leftOutbox,
    actions,
    waiting: new Set([...rows.values()].map((row) => row.chatId)),
  };
}

function hasChanged(row: OutboxRow, message: Message): boolean {
  if (!row.edited || message.deletedAt !== null) return false;
  return (
    row.text !== message.text ||
    JSON.stringify(row.entities ?? []) !== JSON.stringify(message.entities ?? [])
  );
}

async function addCorrection(
  tx: LocalTx,
  row: OutboxRow,
  { chatId, seq }: Message,
): Promise<ActionRow> {
  const { text, entities = [] } = row;
  const order = await nextOrder(tx, 'actions');
  const action = { do: 'edit', seq, text, entities } as const;
  const added = { id: uuidv7(), chatId, order, at: row.createdAt, action };
  tx.put('actions', added);
  return added;
}

/** The server has the message, but no sync brings it, because its chat is gone, or was gone for a moment. */
export async function removeAcknowledged(tx: LocalTx, message: Message): Promise<LocalChange> {
  const chat = await tx.get('chats', message.chatId);
  const held = await tx.get('messages', [message.chatId, message.seq]);
  if (chat && !chat.left && !held) tx.put('messages', message);
  tx.remove('outbox', message.clientId);
  const gone = await dropLeft(tx, message.chatId);
  return { leftOutbox: [message.clientId], gone };
}

/** A draft that has not changed since it was sent is held by the server now. */
export async function writeDrafts(tx: LocalTx, batch: Batch): Promise<string[]> {
  const draftsStored: string[] = [];
  for (const [chatId, draft] of batch.storedDrafts) {
    const row = await tx.get('drafts', chatId);
    if (!row || !isSameDraft(row, draft)) continue;
    tx.remove('drafts', chatId);
    draftsStored.push(chatId);
  }
  return draftsStored;
}

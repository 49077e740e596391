import type { Entity } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import { isHidden } from '../../protocol/rules/chat-settings.ts';
import type { Env } from '../core/env.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { ActionRow, PendingAction } from '../core/local-db/pending-action.ts';
import { dropLeft, type LocalTx, messageSpan, nextOrder } from '../core/local-db/tx.ts';
import type { LocalDb } from '../core/local-db.ts';
import { ApiError } from '../core/services.ts';
import { uuidv7 } from '../core/uuid.ts';
import { toOutgoing } from './rows.ts';

/** How far back a message is looked for that has just left the outbox, or that the list is to show next. */
const RECENT = 100;

/** Stores a pending action before it is shown. */
export async function addPendingAction(
  db: LocalDb,
  env: Env,
  chatId: string,
  what: PendingAction,
  undoMs = 0,
): Promise<LocalChange & { actions: [ActionRow] }> {
  const at = env.now();
  const row = await db.write(['actions', 'chats', 'messages'], async (tx) => {
    const hides = what.do === 'remove' && !what.everyone ? what : undefined;
    const full = hides ? { ...hides, last: await lastWithout(tx, chatId, hides.seqs) } : what;
    const order = await nextOrder(tx, 'actions');
    const added: ActionRow = { id: uuidv7(), chatId, order, at, action: full };
    if (undoMs > 0) added.notBefore = at + undoMs;
    tx.put('actions', added);
    return added;
  });
  return { actions: [row] };
}

/** The newest message that is left to show; undefined when it is the one that is shown now. */
async function lastWithout(tx: LocalTx, chatId: string, seqs: readonly number[]) {
  const chat = await tx.get('chats', chatId);
  if (!chat?.last || !seqs.includes(chat.last.seq)) return undefined;
  const recent = await tx.getAll(
    'messages',
    messageSpan(chatId, chat.lastSeq - RECENT, chat.lastSeq),
  );
  const left = ({ seq }: Message) => !seqs.includes(seq) && !isHidden(chat.settings, seq);
  return recent.findLast(left) ?? null;
}

/** Changes a text that is still in the outbox; when it has just left it, the message that it has become. */
export async function editUnsent(
  db: LocalDb,
  env: Env,
  unsent: { chatId: string; clientId: string },
  raw: { text: string; entities: Entity[] },
): Promise<LocalChange> {
  const { chatId, clientId } = unsent;
  const { text, entities } = toOutgoing(chatId, raw.text, { entities: raw.entities });
  const { row, seq } = await db.write(['outbox', 'messages', 'chats'], async (tx) => {
    const held = await tx.get('outbox', clientId);
    if (held?.forward) throw new ApiError('forbidden');
    if (held) {
      // What had failed is tried again with the new words.
      const again = { state: 'queued', error: null, edited: true } as const;
      const changed = { ...held, ...again, text, entities };
      tx.put('outbox', changed);
      return { row: changed, seq: 0 };
    }
    const end = (await tx.get('chats', chatId))?.lastSeq ?? 0;
    const recent = await tx.getAll('messages', messageSpan(chatId, end - RECENT, end));
    const sent = recent.findLast((message) => message.clientId === clientId);
    return { row: undefined, seq: sent?.seq ?? 0 };
  });
  if (row) return { outbox: [row] };
  if (seq === 0) throw new ApiError('not_found');
  return addPendingAction(db, env, chatId, { do: 'edit', seq, text, entities: entities ?? [] });
}

/** Forgets a chat that the person is not in any more, with the texts that wait there. */
export function forgetLeft(db: LocalDb, chatId: string): Promise<LocalChange> {
  return db.write(['outbox', 'chats', 'drafts'], async (tx) => {
    const rows = (await tx.getAll('outbox')).filter((row) => row.chatId === chatId);
    for (const row of rows) tx.remove('outbox', row.clientId);
    return { settled: rows.map((row) => row.clientId), gone: await dropLeft(tx, chatId) };
  });
}

/** Cancels a pending action that the server cannot know yet. Returns undefined when the server may know it. */
export async function cancelPendingAction(
  db: LocalDb,
  env: Env,
  id: string,
): Promise<LocalChange | undefined> {
  const taken = await db.write(['actions'], async (tx) => {
    const row = await tx.get('actions', id);
    if (!row || (row.notBefore ?? 0) <= env.now()) return false;
    tx.remove('actions', id);
    return true;
  });
  return taken ? { actionsAnswered: [id] } : undefined;
}

/** The server has refused the action: it is removed as if it had never been made. */
export async function removePendingAction(db: LocalDb, id: string): Promise<LocalChange> {
  await db.write(['actions'], async (tx) => tx.remove('actions', id));
  return { actionsAnswered: [id] };
}

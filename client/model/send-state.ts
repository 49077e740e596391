import type { Message } from '../../protocol/messages.ts';
import type { ChatRecord, OutboxRow } from '../core/local-db/schema.ts';
import type { SendState, TimelineMessage } from '../core/services.ts';

/** The furthest receipts of the other members. */
export type OthersReceipts = { delivered: number; read: number };

/** The saved messages have no other reader: what is stored there has arrived. */
export function othersReceipts(chat: ChatRecord): OthersReceipts {
  if (chat.kind !== 'self') return chat.reached;
  return { delivered: Number.POSITIVE_INFINITY, read: Number.POSITIVE_INFINITY };
}

export function showStored(stored: Message, marks: OthersReceipts, me: string): TimelineMessage {
  const { mine: chosen, ...message } = stored;
  const mine = message.senderId === me;
  const state = mine ? stateOf(message.seq, marks) : 'sent';
  return { ...message, mine, chosen, state, error: null };
}

export function stateOf(seq: number, marks: OthersReceipts): SendState {
  if (marks.read >= seq) return 'read';
  return marks.delivered >= seq ? 'delivered' : 'sent';
}

export function showPending(row: OutboxRow, me: string): TimelineMessage {
  const { text, entities, forward } = row.shown ?? row;
  return {
    chatId: row.chatId,
    seq: 0,
    senderId: me,
    clientId: row.clientId,
    kind: 'text',
    text,
    entities,
    replyTo: row.replyTo,
    forward: row.shown ? (forward as Message['forward']) : undefined,
    createdAt: row.createdAt,
    editedAt: null,
    deletedAt: null,
    rev: 0,
    mine: true,
    state: row.state,
    error: row.error,
  };
}

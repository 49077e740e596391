import type { Message } from '../../protocol/messages.ts';
import type { ChatRecord, OutboxRow } from '../core/local-db/schema.ts';
import type { SendState, TimelineMessage } from '../core/services.ts';

/** All others have received, or read, up to these. */
export type OthersMarks = { delivered: number; read: number };

export function othersMarks(chat: ChatRecord, me: string): OthersMarks {
  const others = chat.members.filter((member) => member.userId !== me);
  return {
    delivered: Math.min(...others.map((member) => member.delivered)),
    read: Math.min(...others.map((member) => member.read)),
  };
}

export function showStored(message: Message, marks: OthersMarks, me: string): TimelineMessage {
  const mine = message.senderId === me;
  return { ...message, mine, state: mine ? stateOf(message.seq, marks) : 'sent', error: null };
}

export function stateOf(seq: number, marks: OthersMarks): SendState {
  if (marks.read >= seq) return 'read';
  return marks.delivered >= seq ? 'delivered' : 'sent';
}

export function showPending(row: OutboxRow, me: string): TimelineMessage {
  return {
    chatId: row.chatId,
    seq: 0,
    senderId: me,
    clientId: row.clientId,
    kind: 'text',
    text: row.text,
    createdAt: row.createdAt,
    editedAt: null,
    deletedAt: null,
    rev: 0,
    mine: true,
    state: row.state,
    error: row.error,
  };
}

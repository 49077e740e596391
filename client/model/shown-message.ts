import type { Chat, ChatSettings } from '../../protocol/chats.ts';
import type { Message } from '../../protocol/messages.ts';
import { isPlayedIn, isSpoken } from '../../protocol/rules/messages.ts';
import { toPendingInfo } from '../core/local-db/outgoing-file.ts';
import type { ChatRecord, OutboxRow } from '../core/local-db/schema.ts';
import type { SendState, TimelineMessage } from '../core/services.ts';

/** The furthest receipts of the other members. */
type OthersReceipts = { delivered: number; read: number };

/** The saved messages have no other reader: what is stored there has arrived. */
export function readOthersReceipts(chat: ChatRecord): OthersReceipts {
  if (chat.kind !== 'self') return chat.othersReceipts;
  return { delivered: Number.POSITIVE_INFINITY, read: Number.POSITIVE_INFINITY };
}

export function showStored(stored: Message, others: OthersReceipts, me: string): TimelineMessage {
  const mine = stored.senderId === me;
  const state = mine ? stateOf(stored.seq, others) : 'sent';
  return { ...stored, mine, state, error: null };
}

export function stateOf(seq: number, others: OthersReceipts): SendState {
  if (others.read >= seq) return 'read';
  return others.delivered >= seq ? 'delivered' : 'sent';
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
    files: row.files?.map((file, place) => toPendingInfo(row.clientId, file, place)),
    replyTo: row.replyTo,
    forward: row.shown ? (forward as Message['forward']) : undefined,
    createdAt: row.createdAt,
    editedAt: null,
    deletedAt: null,
    rev: 0,
    mine: true,
    state: row.state,
    error: row.error,
    ...(row.paused ? { paused: true } : {}),
  };
}

type Place = { kind: Chat['kind']; settings: Pick<ChatSettings, 'played'> };

/** Whether a voice message has no mark beside it: somebody has heard one's own, or the person another's. */
export function isPlayed(message: Message, { kind, settings }: Place, me: string): boolean {
  if (!isSpoken(message)) return false;
  if (message.senderId === me) return kind === 'self' || message.played === true;
  return isPlayedIn(settings.played, message.seq);
}

/** The message as one person is shown it. */
export function withPlayedMark<T extends Message>(
  { played: _, ...message }: T,
  played: boolean,
): T {
  return { ...message, ...(played ? { played } : {}) } as T;
}

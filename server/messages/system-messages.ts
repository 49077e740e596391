import type { Db } from '../../db/database.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import type { SystemNote } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import type { Change } from '../context.ts';
import { nextMoment } from './moment.ts';

/**
 * The counters of a chat, as its chat context has them. The server may write to a group without being a member of it.
 */
export type Counters = Pick<ChatContext, 'lastSeq' | 'lastRev' | 'lastAt' | 'audience'>;
type SystemMessageDraft = { chatId: string; senderId: string; note: SystemNote; now: number };

/**
 * UUIDs of version 8 (RFC 9562 §5.8) that begin so belong to system messages: a client may not use one for a message.
 */
const NOTES = '00000000-0000-8000-8000-';

export function isSystemMessageId(clientId: string): boolean {
  return clientId.startsWith(NOTES);
}

/**
 * Writes what happened as a message of its own and returns the change that announces it. The counters of `head`
 * advance.
 */
export function* writeSystemMessage(db: Db, head: Counters, told: SystemMessageDraft): Tx<Change> {
  const { chatId, senderId, note, now } = told;
  head.lastSeq += 1;
  head.lastRev += 1;
  head.lastAt = nextMoment(now, head.lastAt);
  const message: Message = {
    ...{ chatId, seq: head.lastSeq, senderId, kind: 'note', text: '', note },
    clientId: `${NOTES}${head.lastSeq.toString(16).padStart(12, '0')}`,
    ...{ createdAt: head.lastAt, editedAt: null, deletedAt: null, rev: 0 },
  };
  if (!(yield* db.messages.insert(message))) throw new Error('a note of this seq is there already');
  yield* db.chats.advance(chatId, head);
  const body = { message };
  const event = { type: 'message.added', chat: chatId, rev: head.lastRev, body } as const;
  return { to: head.audience, event };
}

import type { Db } from '../../db/database.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import type { SystemNote } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import type { Change } from '../context.ts';
import { nextMoment } from './moment.ts';

/** Of a chat, as its head has them; of a group they are known without being in it. */
export type Counters = Pick<ChatContext, 'lastSeq' | 'lastRev' | 'lastAt' | 'audience'>;
type SystemMessageDraft = { chatId: string; senderId: string; note: SystemNote; now: number };

/** UUIDs of version 8 (RFC 9562 §5.8) with this beginning are of notes: no client may give one to a message. */
const NOTES = '00000000-0000-8000-8000-';

export function isSystemMessageId(clientId: string): boolean {
  return clientId.startsWith(NOTES);
}

/** Writes what happened as a message of its own; `head` moves along. Answers how it is announced. */
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

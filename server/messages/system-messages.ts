import type { Tx } from '../../db/engine/engine.ts';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import type { Db } from '../../db/stores.ts';
import type { SystemMessage } from '../../protocol/entities.ts';
import type { Call, Message } from '../../protocol/messages.ts';
import type { Change } from '../context.ts';

/**
 * The counters of a chat, as its chat context has them. The server may write to a group without being a member of it.
 */
export type Counters = Pick<ChatContext, 'lastSeq' | 'lastRev' | 'lastAt' | 'audience'>;
type Note = { chatId: string; senderId: string; now: number };
type SystemMessageDraft = Note & { system: SystemMessage };

/**
 * UUIDs of version 8 (RFC 9562 §5.8) that begin so belong to system messages: a client may not use one for a message.
 */
const NOTES = '00000000-0000-8000-8000-';

export function isSystemMessageId(clientId: string): boolean {
  return clientId.startsWith(NOTES);
}

/**
 * Writes what happened as a message of its own and returns the change that announces it. The counters that are given
 * advance.
 */
export function* writeSystemMessage(
  db: Db,
  counters: Counters,
  { system, ...draft }: SystemMessageDraft,
): Tx<Change> {
  return yield* writeNote(db, counters, draft, { kind: 'system', system });
}

/** The line of a call that is over. */
export function* writeCallLine(
  db: Db,
  counters: Counters,
  { call, ...draft }: Note & { call: Call },
): Tx<Change> {
  return yield* writeNote(db, counters, draft, { kind: 'call', call });
}

function* writeNote(
  db: Db,
  counters: Counters,
  { chatId, senderId, now }: Note,
  content: Pick<Message, 'kind' | 'system' | 'call'>,
): Tx<Change> {
  counters.lastSeq += 1;
  counters.lastRev += 1;
  counters.lastAt = nextMoment(now, counters.lastAt);
  const message: Message = {
    ...{ chatId, seq: counters.lastSeq, senderId, ...content, text: '' },
    clientId: `${NOTES}${counters.lastSeq.toString(16).padStart(12, '0')}`,
    ...{ createdAt: counters.lastAt, editedAt: null, deletedAt: null, rev: 0 },
  };
  if (!(yield* db.messages.insert(message)))
    throw new Error('a message of this seq is there already');
  yield* db.chats.advance(chatId, counters);
  const body = { message };
  const event = { type: 'message.added', chat: chatId, rev: counters.lastRev, body } as const;
  return { to: counters.audience, event };
}

/** More than a clock that NTP keeps may step back. */
const STEP_MS = 10 * 60_000;

/**
 * Returns the time of a chat's next message. A small step back of the clock must not put it before earlier messages.
 * Where the last message lies further ahead, the clock was wrong when it was sent (by a year, say), and the next
 * message does not follow it.
 */
export function nextMoment(now: number, last: number): number {
  return last - now > STEP_MS ? now : Math.max(now, last);
}

/** No time that a message can have been sent at. */
export const isClockAhead = (time: number, now: number): boolean => time - now > STEP_MS;

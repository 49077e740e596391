import type { Db } from '../../db/database.ts';
import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import type { ChangeReply, Message } from '../../protocol/messages.ts';
import type { Change, Outcome } from '../context.ts';

/** One message, where it stands, and who asks. */
export type MessagePosition = { userId: string; chatId: string; seq: number };
export type FoundMessage = { head: ChatContext; message: Message };
/** A change that may have changed nothing: then `changes` is empty and no device hears of it. */
export type ChangeOutcome = Outcome<ChangeReply>;

/** The authorisation of every write. */
export function* contextOf(db: Db, userId: string, chatId: string): Tx<ChatContext> {
  const head = yield* db.chats.context(userId, chatId);
  if (!head) throw new ApiError('not_found');
  return head;
}

/** A message that the asker sees; one deleted for everyone is `deleted`, whatever was to be done to it. */
export function* findLiving(db: Db, { userId, chatId, seq }: MessagePosition): Tx<FoundMessage> {
  const head = yield* contextOf(db, userId, chatId);
  const message = yield* db.messages.shown(userId, chatId, seq);
  if (!message) throw new ApiError('not_found');
  if (message.deletedAt !== null) throw new ApiError('deleted');
  return { head, message };
}

/** Takes the chat's next `rev`; the message itself is written by the caller. */
export function* nextRev(db: Db, chatId: string, head: ChatContext): Tx<number> {
  head.lastRev += 1;
  yield* db.chats.advance(chatId, head);
  return head.lastRev;
}

/** `reacted`: whose reactions are now which. */
export function toChanges(
  { head, message }: FoundMessage,
  reacted?: { userId: string; emojis: string[] },
): Change {
  const body = reacted ? { message, reacted } : { message };
  const { chatId, rev } = message;
  const event = { type: 'message.changed', chat: chatId, rev, body } as const;
  return { to: head.audience, event, exceptSender: true };
}

/** The reply is for one person and says which reactions are theirs; the event is for all members and does not. */
export function* toReply(
  db: Db,
  userId: string,
  { head, message }: FoundMessage,
  changes: Change[],
): Tx<Outcome<ChangeReply>> {
  const [own] = yield* db.messages.withMine(userId, [{ ...message }]);
  return {
    reply: { message: own ?? message, rev: changes.length > 0 ? message.rev : head.lastRev },
    changes,
  };
}

import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import type { Db } from '../../db/stores.ts';
import type { ChangeReply, Message } from '../../protocol/messages.ts';
import type { Change, Outcome } from '../context.ts';

/** One message, where it stands, and who asks. */
export type MessagePosition = { userId: string; chatId: string; seq: number };
export type FoundMessage = { context: ChatContext; message: Message };
/** A change that may have changed nothing: then `changes` is empty and no device hears of it. */
export type ChangeOutcome = Outcome<ChangeReply>;

/** The authorisation of every write. */
export function* contextOf(db: Db, userId: string, chatId: string): Tx<ChatContext> {
  const context = yield* db.chats.context(userId, chatId);
  if (!context) throw new ApiError('not_found');
  return context;
}

/** A message that the asker sees; one deleted for everyone is `deleted`, whatever was to be done to it. */
export function* findLiving(db: Db, { userId, chatId, seq }: MessagePosition): Tx<FoundMessage> {
  const context = yield* contextOf(db, userId, chatId);
  const message = yield* db.messages.shown(userId, chatId, seq);
  if (!message) throw new ApiError('not_found');
  if (message.deletedAt !== null) throw new ApiError('deleted');
  return { context, message };
}

/** Takes the chat's next `rev`; the message itself is written by the caller. */
export function* nextRev(db: Db, chatId: string, context: ChatContext): Tx<number> {
  context.lastRev += 1;
  yield* db.chats.advance(chatId, context);
  return context.lastRev;
}

/** `reacted`: whose reactions are now which. */
export function toChanges(
  { context, message }: FoundMessage,
  reacted?: { userId: string; emojis: string[] },
): Change {
  const body = reacted ? { message, reacted } : { message };
  const { chatId, rev } = message;
  const event = { type: 'message.changed', chat: chatId, rev, body } as const;
  return { to: context.audience, event, exceptSender: true };
}

/** The reply is for one person and says which reactions are theirs; the event is for all members and does not. */
export function* toReply(
  db: Db,
  userId: string,
  { context, message }: FoundMessage,
  changes: Change[],
): Tx<Outcome<ChangeReply>> {
  const [own] = yield* db.messages.withMine(userId, [{ ...message }]);
  return {
    reply: { message: own ?? message, rev: changes.length > 0 ? message.rev : context.lastRev },
    changes,
  };
}

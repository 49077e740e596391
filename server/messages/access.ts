import type { Db } from '../../db/database.ts';
import type { Script } from '../../db/engine/engine.ts';
import type { Head } from '../../db/stores/chat-context.ts';
import type { ChangeReply, Message } from '../../protocol/messages.ts';
import type { Change, Outcome } from '../context.ts';
import { Refusal } from '../errors.ts';

/** One message, where it stands, and who asks. */
export type Place = { userId: string; chatId: string; seq: number };
export type Found = { head: Head; message: Message };
/** A change that may have changed nothing: then nobody hears of it. */
export type Changed = Outcome<ChangeReply>;

/** The authorisation of every write. */
export function* headOf(db: Db, userId: string, chatId: string): Script<Head> {
  const head = yield* db.chats.head(userId, chatId);
  if (!head) throw new Refusal('not_found');
  return head;
}

/** A message that the asker sees; one deleted for everyone is `deleted`, whatever was to be done to it. */
export function* living(db: Db, { userId, chatId, seq }: Place): Script<Found> {
  const head = yield* headOf(db, userId, chatId);
  const message = yield* db.messages.shown(userId, chatId, seq);
  if (!message) throw new Refusal('not_found');
  if (message.deletedAt !== null) throw new Refusal('deleted');
  return { head, message };
}

/** Takes the chat's next `rev`; the message itself is written by the caller. */
export function* nextRev(db: Db, chatId: string, head: Head): Script<number> {
  head.lastRev += 1;
  yield* db.chats.advance(chatId, head);
  return head.lastRev;
}

/** `reacted`: whose reactions are now which. */
export function announced(
  { head, message }: Found,
  reacted?: { userId: string; emojis: string[] },
): Change {
  const body = reacted ? { message, reacted } : { message };
  const { chatId, rev } = message;
  const event = { type: 'message.changed', chat: chatId, rev, body } as const;
  return { to: head.audience, event, exceptSender: true };
}

/** The reply is for one person and says which reactions are theirs; the event is for everybody and does not. */
export function* replied(
  db: Db,
  userId: string,
  { head, message }: Found,
  changes: Change[],
): Script<Outcome<ChangeReply>> {
  const [own] = yield* db.messages.withMine(userId, [{ ...message }]);
  return {
    reply: { message: own ?? message, rev: changes.length > 0 ? message.rev : head.lastRev },
    changes,
  };
}

import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';
import type { Entity } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';
import { addresseesOf, mentionedIn } from '../../protocol/rules/messages.ts';

/**
 * Leaves out mentions of people who are not in the chat; their text stays as plain text. The message is not refused,
 * because a mentioned person may have left while it lay in an outbox. The mention is not kept, because an id from
 * another chat does not belong here.
 */
export function* keepMemberMentions(
  db: Db,
  chatId: string,
  entities: Entity[] | undefined,
): Tx<Entity[] | undefined> {
  const ids = mentionedIn(entities);
  if (ids.length === 0) return entities;
  const members = new Set(yield* db.messages.membersAmong(chatId, ids));
  const kept = entities?.filter(({ userId }) => userId === undefined || members.has(userId));
  return kept && kept.length > 0 ? kept : undefined;
}

/** Counts the message for the members whom it mentions or replies to. */
export function* mention(db: Db, message: Message): Tx<void> {
  const { chatId, seq } = message;
  const members = yield* db.messages.membersAmong(chatId, yield* addressees(db, message));
  for (const userId of members) yield* db.messages.mention(chatId, userId, seq);
}

export function* unmention(db: Db, message: Message): Tx<void> {
  for (const userId of yield* addressees(db, message))
    yield* db.messages.unmention(message.chatId, userId, message.seq);
}

function* addressees(db: Db, message: Message): Tx<string[]> {
  const { chatId, replyTo } = message;
  const answered = replyTo === undefined ? undefined : yield* db.messages.senderOf(chatId, replyTo);
  return addresseesOf(message, answered);
}

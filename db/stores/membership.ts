import { eq, type SQL, sql } from 'drizzle-orm';
import { and } from '../engine/builder.ts';
import { firstOf } from '../engine/dialect.ts';
import { p } from '../engine/query.ts';
import { members } from '../schema.ts';

/** Whether a row of `members` is of the chat that is asked for. */
export const isOfChat = eq(members.chatId, p('chatId'));
/** Whether it is the asker's in that chat. */
export const isMember = and(isOfChat, eq(members.userId, p('userId')));

/**
 * The asker's row of each chat of a list (`listOf`), to be joined to the list under the name of `members`; of a chat that the asker
 * is not in it may be another row, so the statement names the asker as well. PostgreSQL plans for a person of a few chats and would
 * read all that they have for the few that are asked for: the order leaves it no index but that of the key.
 */
export function ownRowIn(chatId: SQL): typeof members {
  const key = sql`${members.chatId}, ${members.userId}`;
  return firstOf(members, sql`(${key}) >= (${chatId}, ${p('userId')})`, key);
}

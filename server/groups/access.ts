import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import type { Db } from '../../db/stores.ts';
import type { Why } from '../../protocol/chats.ts';
import { isLeader } from '../../protocol/rules/rights.ts';
import type { Change } from '../context.ts';

/** The authorisation of whatever is done to a group; a chat that is none is answered like one that does not exist. */
export function* groupOf(db: Db, userId: string, chatId: string): Tx<ChatContext> {
  const context = yield* db.chats.context(userId, chatId);
  if (context?.kind !== 'group') throw new ApiError('not_found');
  return context;
}

export function* findLedBy(db: Db, userId: string, chatId: string): Tx<ChatContext> {
  const context = yield* groupOf(db, userId, chatId);
  if (!isLeader(context.role)) throw new ApiError('forbidden');
  return context;
}

/**
 * The change for people who are no longer members: they leave the topic in the same call, before anything later is
 * published.
 */
export function toChatGone(userId: string, chatId: string, memberRev: number, why?: Why): Change {
  const event = { type: 'chat.gone', body: { chatId, memberRev, ...(why && { why }) } } as const;
  return { to: [userId], event, topic: { chat: chatId, leave: [userId] } };
}

import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';
import { LIMITS } from '../../protocol/limits.ts';

/** A person who makes chats without end makes rows that are never deleted, and a list that costs every member time. */
export function* mustFitMoreChats(db: Db, userId: string): Tx<void> {
  const made = yield* db.chats.made(userId);
  const held = made < LIMITS.chatsMade ? yield* db.chats.countMemberships(userId) : 0;
  if (made >= LIMITS.chatsMade || held >= LIMITS.chatsIn)
    throw new ApiError('limit_reached', { field: 'chats' });
}

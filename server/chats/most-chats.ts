import type { Db } from '../../db/database.ts';
import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import { LIMITS } from '../../protocol/limits.ts';

/** A person who makes chats without end makes rows that are never deleted, and a list that costs every member time. */
export function* mustFitMoreChats(db: Db, userId: string): Tx<void> {
  const made = yield* db.chats.made(userId);
  const inside = made < LIMITS.chatsMade ? yield* db.chats.inside(userId) : 0;
  if (made >= LIMITS.chatsMade || inside >= LIMITS.chatsIn)
    throw new ApiError('limit_reached', { field: 'chats' });
}

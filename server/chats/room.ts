import type { Db } from '../../db/database.ts';
import type { Script } from '../../db/engine/engine.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { Refusal } from '../errors.ts';

/** Whoever makes chats without end makes rows that nobody takes away, and a list that costs everybody time. */
export function* mustHaveRoom(db: Db, userId: string): Script<void> {
  const made = yield* db.chats.made(userId);
  const inside = made < LIMITS.chatsMade ? yield* db.chats.inside(userId) : 0;
  if (made >= LIMITS.chatsMade || inside >= LIMITS.chatsIn)
    throw new Refusal('limit_reached', { field: 'chats' });
}

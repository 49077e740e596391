import type { Membership } from '../../db/chats.ts';
import type { Db } from '../../db/database.ts';
import type { Script } from '../../db/engine.ts';
import type { Chat } from '../../protocol/chats.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { User } from '../../protocol/users.ts';
import { userOf } from '../users/service.ts';

/** Unread is looked for among so many of the newest messages, one's own too, so that counting has an end. */
const UNREAD_WINDOW = 4 * LIMITS.unread;

/** How many messages of others lie above the person's mark, up to `LIMITS.unread`. */
export function* unreadOf(
  db: Db,
  userId: string,
  { id, read, lastSeq }: Pick<Membership, 'id' | 'read' | 'lastSeq'>,
): Script<number> {
  if (read >= lastSeq) return 0;
  const after = Math.max(read, lastSeq - UNREAD_WINDOW);
  return yield* db.messages.unread(id, userId, after, LIMITS.unread);
}

/** The chats as this person sees them, in the order given, and everybody who is in them. */
export function* chatViews(
  db: Db,
  userId: string,
  memberships: readonly Membership[],
): Script<{ chats: Chat[]; users: User[] }> {
  if (memberships.length === 0) return { chats: [], users: [] };
  const ids = memberships.map(({ id }) => id);
  const members = Map.groupBy(yield* db.chats.membersOf(ids), ({ chatId }) => chatId);
  const lasts = new Map((yield* db.messages.lasts(userId, ids)).map((last) => [last.chatId, last]));
  const people = new Set<string>();
  const chats: Chat[] = [];
  for (const membership of memberships) {
    const { delivered: _, read: __, ...counters } = membership;
    const inChat = members.get(membership.id) ?? [];
    for (const { userId } of inChat) people.add(userId);
    chats.push({
      ...counters,
      unread: membership.kind === 'self' ? 0 : yield* unreadOf(db, userId, membership),
      members: inChat.map(({ chatId: _, ...member }) => member),
      last: lasts.get(membership.id) ?? null,
    });
  }
  const users = yield* db.users.byIds([...people]);
  return { chats, users: users.map(userOf) };
}

/** Newest activity first; the id makes the order of equals fixed. */
export function byActivity(a: Membership, b: Membership): number {
  return b.lastAt - a.lastAt || (a.id < b.id ? -1 : 1);
}

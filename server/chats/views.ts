import type { Tx } from '../../db/engine/engine.ts';
import type { Membership } from '../../db/stores/chats.ts';
import type { MemberRow } from '../../db/stores/member-row.ts';
import type { MemberSummary } from '../../db/stores/member-summary.ts';
import type { Db } from '../../db/stores.ts';
import type { Chat } from '../../protocol/chats.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { User } from '../../protocol/users.ts';
import { userOf } from '../auth/views.ts';
import { rightsOf } from './rights.ts';
import { toSettingsView } from './settings-views.ts';

/** Unread is looked for among so many of the newest messages, one's own too, so that counting has an end. */
const UNREAD_WINDOW = 4 * LIMITS.unread;

/** Returns how many messages of others lie above the person's read receipt, up to `LIMITS.unread`. */
export function* unreadOf(
  db: Db,
  userId: string,
  { id, read, lastSeq }: Pick<Membership, 'id' | 'read' | 'lastSeq'>,
): Tx<number> {
  if (read >= lastSeq) return 0;
  const after = Math.max(read, lastSeq - UNREAD_WINDOW);
  return yield* db.messages.unread(id, userId, after, LIMITS.unread);
}

type Views = { chats: Chat[]; users: User[] };

/**
 * The chats as this person sees them, in the order given; the people who stand in them, and who wrote their last
 * messages. The number of queries does not grow with the chats, but for counting unread ones and for large groups.
 */
export function* chatViews(db: Db, userId: string, memberships: readonly Membership[]): Tx<Views> {
  if (memberships.length === 0) return { chats: [], users: [] };
  const ids = memberships.map(({ id }) => id);
  const summaries = byChat(yield* db.chats.listSummaries(userId, ids));
  const members = yield* membersOf(db, userId, [...summaries.values()]);
  const lasts = byChat(yield* db.messages.lasts(userId, ids));
  const owns = byChat(yield* db.chatSettings.of(userId, ids));
  const pins = byChat(yield* db.messages.pinHeads(userId, ids));
  const people = new Set<string>();
  const chats: Chat[] = [];
  for (const membership of memberships) {
    const { id, delivered: _, read: __, rights, ...counters } = membership;
    const [summary, own, last] = [summaries.get(id), owns.get(id), lasts.get(id) ?? null];
    if (!summary || !own) throw new Error('a membership without its row');
    const shown = members.get(id) ?? [];
    for (const member of shown) people.add(member.userId);
    if (last) people.add(last.senderId);
    chats.push({
      ...counters,
      id,
      rights: rightsOf(rights),
      unread: membership.kind === 'self' ? 0 : yield* unreadOf(db, userId, membership),
      mentions: own.mentions,
      memberCount: summary.count,
      members: shown.map(({ chatId: _, ...member }) => member),
      othersReceipts: { delivered: summary.delivered, read: summary.read },
      pinnedSeq: pins.get(id)?.pin ?? null,
      pinCount: pins.get(id)?.pins ?? 0,
      settings: toSettingsView(own),
      last,
    });
  }
  const users = yield* db.users.byIds([...people]);
  return { chats, users: users.map(userOf) };
}

/** All members of small chats by one query; of each large group the foremost ones. */
function* membersOf(
  db: Db,
  userId: string,
  crowds: readonly MemberSummary[],
): Tx<Map<string, MemberRow[]>> {
  const [large, small] = [new Set<string>(), new Set<string>()];
  for (const { chatId, count } of crowds)
    (count > LIMITS.membersInline ? large : small).add(chatId);
  const rows = yield* db.chats.membersOf(userId, [...small]);
  const members = Map.groupBy(rows, ({ chatId }) => chatId);
  for (const chatId of large)
    members.set(chatId, yield* db.chats.listLeading(userId, chatId, LIMITS.membersInline));
  return members;
}

function byChat<Row extends { chatId: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.chatId, row]));
}

type Place = Pick<Membership, 'lastAt' | 'id'>;

/** Newest activity first; the id makes the order of equals fixed. */
export function byActivity(a: Place, b: Place): number {
  return b.lastAt - a.lastAt || (a.id < b.id ? -1 : 1);
}

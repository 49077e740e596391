import type { Membership } from '../../db/chats.ts';
import type { Db } from '../../db/database.ts';
import type { Script } from '../../db/engine.ts';
import type { Chat } from '../../protocol/chats.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import type { CursorEntry } from '../../protocol/sync.ts';

type Missed = { messages: Message[]; reset: boolean; stale?: boolean };
type Counters = Pick<Membership, 'lastSeq' | 'rev' | 'marks' | 'list'>;

/** A device that is ahead has seen what a restored backup does not know: it is behind the truth as well. */
export function isBehind(now: Counters, entry: CursorEntry | undefined): boolean {
  if (!entry) return true;
  const [lastSeq, rev, marks, list] = entry;
  return now.lastSeq !== lastSeq || now.rev !== rev || now.marks !== marks || now.list !== list;
}

/** So many messages at most are in the delta of a chat: known by its counters alone. */
export function mostMissed({ lastSeq, rev }: Counters, entry: CursorEntry | undefined): number {
  const most = entry ? 2 * LIMITS.syncGap : LIMITS.syncHead;
  return Math.min(entry ? Math.max(0, rev - entry[1]) : lastSeq, most);
}

/** What a device that stands at `entry` has not seen of a chat. */
export function* missed(
  db: Db,
  userId: string,
  chat: Chat,
  entry: CursorEntry | undefined,
): Script<Missed> {
  const [seq, rev] = entry ?? [0, 0];
  const added = chat.lastSeq - seq;
  // Every new message takes a `rev` too; what is left over are changes.
  const changes = chat.rev - rev - added;
  if (added < 0 || changes < 0) return yield* startAgain(db, userId, chat);
  const limit = LIMITS.syncGap + 1;
  const changed =
    entry && changes > 0 ? yield* db.messages.changed(userId, chat.id, { rev, seq, limit }) : [];
  if (changed.length === limit) return yield* startAgain(db, userId, chat);
  changed.sort((a, b) => a.seq - b.seq);
  // Even where new ones are left out, changes of what the device holds are not: it could not know what is out of date.
  const reset = added > (entry ? LIMITS.syncGap : LIMITS.syncHead);
  const news = reset
    ? yield* newest(db, userId, chat)
    : added > 0
      ? yield* db.messages.after(userId, chat.id, seq, added)
      : [];
  return { messages: [...changed, ...news], reset };
}

/** Too much of what the device holds is out of date to say what. */
function* startAgain(db: Db, userId: string, chat: Chat): Script<Missed> {
  return { messages: yield* newest(db, userId, chat), reset: true, stale: true };
}

function newest(db: Db, userId: string, chat: Chat): Script<Message[]> {
  return db.messages.before(userId, chat.id, Number.MAX_SAFE_INTEGER, LIMITS.syncHead);
}

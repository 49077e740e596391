import type { Tx } from '../../db/engine/engine.ts';
import type { Membership } from '../../db/stores/chats.ts';
import type { MessagePage } from '../../db/stores/messages.ts';
import type { Db } from '../../db/stores.ts';
import type { Chat } from '../../protocol/chats.ts';
import { isOtherEpoch } from '../../protocol/epoch.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { CursorEntry } from '../../protocol/sync.ts';

type Missed = MessagePage & { reset: boolean; stale?: boolean };
const NONE: MessagePage = { messages: [], bytes: 0, cut: false };
type Counters = Pick<Membership, 'lastSeq' | 'rev' | 'receiptRev' | 'memberRev'>;

/** A device that is ahead has seen what a restored backup does not know: it is behind the truth as well. */
export function isBehind(now: Counters, entry: CursorEntry | undefined): boolean {
  if (!entry) return true;
  const [lastSeq, rev, receiptRev, memberRev] = entry;
  return (
    now.lastSeq !== lastSeq ||
    now.rev !== rev ||
    now.receiptRev !== receiptRev ||
    now.memberRev !== memberRev
  );
}

/** Returns how many messages the delta of a chat has at most, from its counters alone. */
export function countMostMissed(
  { lastSeq, rev }: Counters,
  entry: CursorEntry | undefined,
): number {
  const most = entry ? 2 * LIMITS.syncGap : LIMITS.syncHead;
  return Math.min(entry ? Math.max(0, rev - entry[1]) : lastSeq, most);
}

/**
 * What a device that stands at `entry` has not seen of a chat, in `room` bytes. `cut`: it is more than that, and answered
 * like what is too many; of a page it may then only be the first.
 */
export function* readMissed(
  db: Db,
  userId: string,
  chat: Chat,
  entry: CursorEntry | undefined,
  room: number,
): Tx<Missed> {
  const [seq, rev] = entry ?? [0, 0];
  const added = chat.lastSeq - seq;
  // Every new message takes a `rev` too; what is left over are changes.
  const changes = chat.rev - rev - added;
  if (added < 0 || changes < 0 || (entry && isOtherEpoch(changes)))
    return yield* startAgain(db, userId, chat, room);
  const limit = LIMITS.syncGap + 1;
  const changed =
    entry && changes > 0
      ? yield* db.messages.changed(userId, chat.id, { rev, seq, limit, room })
      : NONE;
  if (changed.cut || changed.messages.length === limit)
    return { ...(yield* startAgain(db, userId, chat, room)), cut: changed.cut };
  changed.messages.sort((a, b) => a.seq - b.seq);
  const left = room - changed.bytes;
  // Even where new ones are left out, changes of what the device holds are not: it could not know what is out of date.
  const many = added > (entry ? LIMITS.syncGap : LIMITS.syncHead);
  const all = many || added === 0 ? NONE : yield* readAfter(db, userId, chat, { seq, added, left });
  const reset = many || all.cut;
  const news = reset ? yield* readNewest(db, userId, chat, left) : all;
  return {
    messages: [...changed.messages, ...news.messages],
    reset,
    bytes: changed.bytes + news.bytes,
    cut: all.cut || news.cut,
  };
}

function readAfter(
  db: Db,
  userId: string,
  { id }: Chat,
  { seq, added, left }: { seq: number; added: number; left: number },
): Tx<MessagePage> {
  return db.messages.after(userId, id, { seq, limit: added, room: left });
}

/** Begins again, since too much of what the device holds is out of date to list it. */
function* startAgain(db: Db, userId: string, chat: Chat, room: number): Tx<Missed> {
  return { ...(yield* readNewest(db, userId, chat, room)), reset: true, stale: true };
}

function readNewest(db: Db, userId: string, chat: Chat, room: number): Tx<MessagePage> {
  const seq = Number.MAX_SAFE_INTEGER;
  return db.messages.before(userId, chat.id, { seq, limit: LIMITS.syncHead, room });
}

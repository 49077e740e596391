import type { Membership } from '../../db/chats.ts';
import type { Db } from '../../db/database.ts';
import type { Script } from '../../db/engine.ts';
import type { Chat } from '../../protocol/chats.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import type { CursorEntry } from '../../protocol/sync.ts';

type Missed = { messages: Message[]; reset: boolean };
type Counters = Pick<Membership, 'lastSeq' | 'rev' | 'marks' | 'list'>;

/** A device that is ahead has seen what a restored backup does not know: it is behind the truth as well. */
export function isBehind(now: Counters, entry: CursorEntry | undefined): boolean {
  if (!entry) return true;
  const [lastSeq, rev, marks, list] = entry;
  return now.lastSeq !== lastSeq || now.rev !== rev || now.marks !== marks || now.list !== list;
}

/** What a device that stands at `entry` has not seen of a chat. */
export function* missed(db: Db, chat: Chat, entry: CursorEntry | undefined): Script<Missed> {
  const [seq, rev] = entry ?? [0, 0];
  const added = chat.lastSeq - seq;
  const changes = chat.rev - rev - added;
  if (added < 0 || chat.rev < rev) return yield* head(db, chat);
  if (!entry && added > LIMITS.syncHead) return yield* head(db, chat);
  if (added > LIMITS.syncGap) return yield* head(db, chat);
  const news = added > 0 ? yield* db.messages.after(chat.id, seq, added) : [];
  // Every new message takes a `rev` too; what is left over are changes of older ones.
  if (changes <= 0) return { messages: news, reset: false };
  const changed = yield* db.messages.changed(chat.id, rev, seq, LIMITS.syncGap + 1);
  if (changed.length > LIMITS.syncGap) return yield* head(db, chat);
  return { messages: [...changed.sort((a, b) => a.seq - b.seq), ...news], reset: false };
}

function* head(db: Db, chat: Chat): Script<Missed> {
  const messages = yield* db.messages.before(chat.id, Number.MAX_SAFE_INTEGER, LIMITS.syncHead);
  return { messages, reset: true };
}

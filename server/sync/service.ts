import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Membership } from '../../db/stores/chats.ts';
import type { Chat } from '../../protocol/chats.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { ChatDelta, Cursor, SyncBody, SyncReply } from '../../protocol/sync.ts';
import { PROTOCOL_FLOOR } from '../../protocol/version.ts';
import { ChatPage, type ChatSlice } from '../chats/page.ts';
import { byActivity } from '../chats/views.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { countMostMissed, isBehind, readMissed } from './delta.ts';

type SyncState = { behind: Membership[]; gone: string[]; taken: Taken[] };
type Taken = NonNullable<SyncReply['taken']>[number];

export function createSync({ db }: Pick<Deps, 'db'>) {
  /** One query when nothing has changed: the counters of all memberships beside those of the cursor. */
  function* readState(userId: string, cursor: Cursor): Tx<SyncState> {
    const memberships = yield* db.chats.memberships(userId);
    const mine = new Set(memberships.map(({ id }) => id));
    const gone = Object.keys(cursor).filter((id) => !mine.has(id));
    const behind = memberships.filter((chat) => isBehind(chat, cursor[chat.id])).sort(byActivity);
    const taken = gone.length > 0 ? yield* db.groups.takenFrom(userId, gone) : [];
    return { behind, gone, taken };
  }

  async function readPage(userId: string, cursor: Cursor, limit: number): Promise<SyncReply> {
    const { behind, gone, taken } = await db.read(readState(userId, cursor));
    const filled = new ChatPage<ChatDelta>(db, userId);
    const take = function* (chat: Chat, slice: ChatSlice) {
      const first = filled.entries.length === 0;
      const delta = yield* readMissed(db, userId, chat, cursor[chat.id], filled.room);
      // It begins the next page, where it has more room.
      if (delta.cut && !first) return false;
      const { cut: _, bytes, ...news } = delta;
      return filled.add({ chat, ...news }, chat, slice, bytes);
    };
    let dealt = 0;
    // When no chat of a page can be read, the next ones are tried: an empty page with `more` would be asked for again
    // for ever.
    do {
      const rest = behind.slice(dealt);
      const wanted = rest.slice(0, Math.min(limit, countFitting(rest, cursor)));
      dealt += await filled.fill(wanted, take);
    } while (filled.entries.length === 0 && dealt < behind.length);
    const reply = { chats: filled.entries, users: filled.users(), gone };
    return { ...reply, ...(taken.length > 0 && { taken }), more: behind.length > dealt };
  }

  return {
    async sync(ctx: Ctx, { cursor, limit, protocol }: SyncBody): Promise<Outcome<SyncReply>> {
      if (protocol !== undefined && protocol < PROTOCOL_FLOOR)
        throw new ApiError('version_unsupported');
      const most = Math.min(limit ?? LIMITS.syncChats, LIMITS.syncChats);
      return { reply: await readPage(ctx.userId, cursor ?? {}, most), changes: [] };
    },
  };
}

/**
 * How many of the chats make a page. A frame of megabytes would outgrow what a slow reader's socket may have waiting, and
 * after the next connection again; in pages the device keeps what has come.
 */
function countFitting(behind: readonly Membership[], cursor: Cursor): number {
  let messages = 0;
  let chats = 0;
  for (const chat of behind) {
    if (messages >= LIMITS.syncMessages) break;
    messages += countMostMissed(chat, cursor[chat.id]);
    chats++;
  }
  return chats;
}

import type { Membership } from '../../db/chats.ts';
import type { Script } from '../../db/engine.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Cursor, SyncBody, SyncReply } from '../../protocol/sync.ts';
import { byActivity, chatViews } from '../chats/views.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { isBehind, missed, mostMissed } from './delta.ts';

export function createSync({ db }: Pick<Deps, 'db'>) {
  /** One query when nothing has changed: the counters of all memberships beside those of the cursor. */
  function* page(userId: string, cursor: Cursor, limit: number): Script<SyncReply> {
    const memberships = yield* db.chats.memberships(userId);
    const mine = new Set(memberships.map(({ id }) => id));
    const gone = Object.keys(cursor).filter((id) => !mine.has(id));
    const behind = memberships.filter((chat) => isBehind(chat, cursor[chat.id])).sort(byActivity);
    const first = behind.slice(0, Math.min(limit, fitting(behind, cursor)));
    const { chats, users } = yield* chatViews(db, userId, first);
    const deltas: SyncReply['chats'] = [];
    let letters = 0;
    for (const chat of chats) {
      if (letters >= LIMITS.syncLetters) break;
      const delta = yield* missed(db, userId, chat, cursor[chat.id]);
      for (const { text } of delta.messages) letters += text.length;
      deltas.push({ chat, ...delta });
    }
    return { chats: deltas, users, gone, more: behind.length > deltas.length };
  }

  return {
    async sync(ctx: Ctx, { cursor, limit }: SyncBody): Promise<Outcome<SyncReply>> {
      const most = Math.min(limit ?? LIMITS.syncChats, LIMITS.syncChats);
      return { reply: await db.read(page(ctx.userId, cursor ?? {}, most)), changes: [] };
    },
  };
}

/**
 * How many of the chats make a page. A frame of megabytes would outgrow what a slow reader's socket may have waiting, and
 * after the next connection again; in pages the device keeps what has come.
 */
function fitting(behind: readonly Membership[], cursor: Cursor): number {
  let messages = 0;
  let chats = 0;
  for (const chat of behind) {
    if (messages >= LIMITS.syncMessages) break;
    messages += mostMissed(chat, cursor[chat.id]);
    chats++;
  }
  return chats;
}

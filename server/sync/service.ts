import type { Script } from '../../db/engine.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Cursor, SyncBody, SyncReply } from '../../protocol/sync.ts';
import { byActivity, chatViews } from '../chats/views.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { isBehind, missed } from './delta.ts';

export function createSync({ db }: Pick<Deps, 'db'>) {
  /** One query when nothing has changed: the counters of all memberships beside those of the cursor. */
  function* page(userId: string, cursor: Cursor, limit: number): Script<SyncReply> {
    const memberships = yield* db.chats.memberships(userId);
    const mine = new Set(memberships.map(({ id }) => id));
    const gone = Object.keys(cursor).filter((id) => !mine.has(id));
    const behind = memberships.filter((chat) => isBehind(chat, cursor[chat.id])).sort(byActivity);
    const { chats, users } = yield* chatViews(db, userId, behind.slice(0, limit));
    const deltas: SyncReply['chats'] = [];
    for (const chat of chats) {
      deltas.push({ chat, ...(yield* missed(db, userId, chat, cursor[chat.id])) });
    }
    return { chats: deltas, users, gone, more: behind.length > limit };
  }

  return {
    async sync(ctx: Ctx, { cursor, limit }: SyncBody): Promise<Outcome<SyncReply>> {
      const most = Math.min(limit ?? LIMITS.syncChats, LIMITS.syncChats);
      return { reply: await db.read(page(ctx.userId, cursor ?? {}, most)), changes: [] };
    },
  };
}

import type { Script } from '../../db/engine/engine.ts';
import type { OwnRow } from '../../db/stores/membership-settings.ts';
import type { ChatReply } from '../../protocol/chats.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { Change, Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';
import { changed, clearedTo } from './settings-change.ts';
import { ownChange, pictureOf, reveal } from './settings-effects.ts';
import { isRemoved, toOwn } from './settings-views.ts';

/** What is one person's own in a chat: only their devices hear of it, and who is away learns it by `list`. */
export function createOwn({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  function* held(userId: string, chatId: string): Script<OwnRow> {
    const [row] = yield* db.own.of(userId, [chatId]);
    if (!row || !(yield* db.chats.membership(userId, chatId))) throw new Refusal('not_found');
    return row;
  }

  /** State, not steps: what looks the same afterwards is not written and not announced. */
  function* save(userId: string, row: OwnRow, next: OwnRow): Script<boolean> {
    if (Bun.deepEquals(toOwn(row), toOwn(next)) && isRemoved(row) === isRemoved(next)) return false;
    yield* db.own.save(userId, next);
    return true;
  }

  function* toOthers(userId: string, reply: ChatReply): Script<Change> {
    return { ...(yield* ownChange(db, userId, reply)), exceptSender: true };
  }

  return {
    async own(ctx: Ctx, body: UpBody<'chat.own'>): Promise<Outcome<UpReply<'chat.own'>>> {
      const now = clock.now();
      const { userId } = ctx;
      const outcome = await db.write(function* () {
        const row = yield* held(userId, body.chatId);
        const moved = yield* save(userId, row, changed(row, body, now));
        const reply = yield* pictureOf(db, userId, body.chatId);
        return { reply, changes: moved ? [yield* toOthers(userId, reply)] : [] };
      });
      // Words that were taken out of the field leave the log too.
      if (body.draft !== undefined && !body.draft?.text) db.scrub();
      return outcome;
    },

    /** Marks stay where they are: to have thrown something away is not to have read it. */
    async clear(ctx: Ctx, body: UpBody<'chat.clear'>): Promise<Outcome<UpReply<'chat.clear'>>> {
      const { userId } = ctx;
      const { chatId } = body;
      return db.write(function* () {
        const row = yield* held(userId, chatId);
        const next = clearedTo(row, body.seq, body.remove);
        const moved = yield* save(userId, row, next);
        if (moved) yield* db.own.forget(userId, chatId, next.cleared);
        const reply = yield* pictureOf(db, userId, chatId);
        return { reply, changes: moved ? [yield* toOthers(userId, reply)] : [] };
      });
    },

    async accept(ctx: Ctx, { chatId }: UpBody<'chat.accept'>): Promise<Outcome<ChatReply>> {
      const { userId } = ctx;
      return db.write(function* () {
        const row = yield* held(userId, chatId);
        if (row.request === 0)
          return { reply: yield* pictureOf(db, userId, chatId), changes: [] as Change[] };
        yield* db.own.save(userId, { ...row, request: 0 });
        const revealed = yield* reveal(db, userId, chatId);
        const reply = yield* pictureOf(db, userId, chatId);
        return {
          reply,
          changes: [yield* toOthers(userId, reply), ...revealed.changes],
          ties: revealed.ties,
        };
      });
    },
  };
}

import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import { userOf } from '../auth/views.ts';
import { revealChat, toDevices } from '../chats/settings-effects.ts';
import type { Change, Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';

/** Between two people: who blocks whom, and which groups they share. */
export function createPeople({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  /** The blocked person hears nothing, now or later; the asker's devices hear that the chat has changed. */
  function* set(userId: string, otherId: string, on: boolean, now: number): Tx<Change[]> {
    const chatId = yield* db.chats.byDirectKey([userId, otherId].sort().join(':'));
    const moved = on
      ? yield* db.blocks.block(userId, otherId, chatId ?? '', now)
      : yield* db.blocks.unblock(userId, otherId);
    if (!moved || chatId === undefined || !(yield* db.chats.membership(userId, chatId))) return [];
    yield* db.chatSettings.touch(userId, chatId);
    const revealed = on ? [] : (yield* revealChat(db, userId, chatId)).changes;
    return [yield* toDevices(db, userId, chatId), ...revealed];
  }

  return {
    /** Nothing changes in groups that both are in. */
    async block(ctx: Ctx, body: UpBody<'user.block'>): Promise<Outcome<object>> {
      const { userId } = ctx;
      const { userId: otherId, on } = body;
      if (otherId === userId) throw new ApiError('invalid', { field: 'userId' });
      const now = clock.now();
      const changes = await db.write(function* () {
        if (!(yield* db.users.byId(otherId))) throw new ApiError('not_found');
        if (on && (yield* db.blocks.count(userId)) >= LIMITS.blocks)
          throw new ApiError('limit_reached', { field: 'userId' });
        return yield* set(userId, otherId, on, now);
      });
      return { reply: {}, changes, ties: { userId, others: [otherId] } };
    },

    /** Newest first. */
    async blocks(ctx: Ctx, _body: object): Promise<Outcome<UpReply<'user.blocks'>>> {
      const users = await db.read(
        (function* () {
          const ids = yield* db.blocks.of(ctx.userId);
          const rows = new Map((yield* db.users.byIds(ids)).map((row) => [row.id, row]));
          return ids.flatMap((id) => rows.get(id) ?? []).map(userOf);
        })(),
      );
      return { reply: { users }, changes: [] };
    },

    /** An account that does not exist gives the same reply as one that shares no group. */
    async shared(
      ctx: Ctx,
      { userId }: UpBody<'user.shared'>,
    ): Promise<Outcome<UpReply<'user.shared'>>> {
      const chatIds = await db.read(db.users.shared(ctx.userId, userId));
      return { reply: { chatIds }, changes: [] };
    },
  };
}

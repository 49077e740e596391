import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import { mayDeleteGroup } from '../../protocol/rules/rights.ts';
import type { UpBody } from '../../protocol/up.ts';
import type { Ctx, Outcome, PresenceTies } from '../context.ts';
import type { Deps } from '../deps.ts';
import { groupOf, toChatGone } from './access.ts';

/** Deletes the messages of a group, behind the commit that has removed all its members. */
export type GroupEraser = { orderGroup(chatId: string): Tx<unknown>; wake(): void };

type Deletion = { userId: string; chatId: string; now: number };

/** The owner deletes a group, for all members and for good. */
export function createDeleting({ db, clock }: Pick<Deps, 'db' | 'clock'>, eraser: GroupEraser) {
  /**
   * Takes effect at once: the group has no members, no link leads there, its name is gone. Its messages follow in
   * slices.
   */
  function* remove({ userId, chatId, now }: Deletion): Tx<Outcome<object>> {
    const context = yield* groupOf(db, userId, chatId);
    if (!mayDeleteGroup(context.role)) throw new ApiError('forbidden');
    const out = yield* db.groups.dismiss(chatId, now);
    yield* eraser.orderGroup(chatId);
    const ids = out.map(({ id }) => id);
    // Members who share no other chat no longer see each other's presence.
    const ties = ids.map((id, n): PresenceTies => ({ userId: id, others: ids.slice(n + 1) }));
    // The event need not say to the owner's other devices who deleted the group.
    const changes = out.map(({ id, memberRev }) =>
      toChatGone(id, chatId, memberRev, id === userId ? undefined : 'deleted'),
    );
    return { reply: {}, changes, ties };
  }

  return {
    /** The same as in `leaving.ts`: no `await` between the commit and the publishing of it. */
    delete(ctx: Ctx, { chatId }: UpBody<'chat.delete'>): Promise<Outcome<object>> {
      const asked = { userId: ctx.userId, chatId, now: clock.now() };
      const done = db.write(() => remove(asked));
      done.then(
        () => eraser.wake(),
        () => {},
      );
      return done;
    },
  };
}

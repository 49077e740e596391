import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { SystemMessage } from '../../protocol/entities.ts';
import { mayLeaveGroup, mayRemoveMember } from '../../protocol/rules/rights.ts';
import type { UpBody } from '../../protocol/up.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { writeSystemMessage } from '../messages/system-messages.ts';
import { findLedBy, groupOf, toChatGone } from './access.ts';

type Parting = { chatId: string; userId: string; by: string; now: number };

/**
 * Both return the writer's own promise, with no `await` between: the hub then takes the person off the topic in the
 * first turn after the commit, before any later message of the same batch is published.
 */
export function createLeaving({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  function* leave(asked: Parting): Tx<Outcome<object>> {
    const { userId, chatId } = asked;
    const context = yield* groupOf(db, userId, chatId);
    const memberCount = yield* db.groups.count(chatId);
    if (!mayLeaveGroup(context.role, memberCount)) throw new ApiError('last_owner');
    return yield* part(asked);
  }

  /** Admins remove members, and the owner removes admins too. Removing a person who is no member changes nothing. */
  function* remove(asked: Parting): Tx<Outcome<object>> {
    const { userId, chatId, by } = asked;
    const context = yield* findLedBy(db, by, chatId);
    const role = yield* db.groups.roleOf(chatId, userId);
    if (role === undefined) return { reply: {}, changes: [] };
    if (!mayRemoveMember(context.role, role)) throw new ApiError('forbidden');
    return yield* part(asked);
  }

  /** Their links open no longer: they would be the way back. */
  function* part({ chatId, userId, by, now }: Parting): Tx<Outcome<object>> {
    const context = yield* groupOf(db, by, chatId);
    const type = by === userId ? 'member.left' : 'member.removed';
    const memberRev = (yield* db.groups.leave(chatId, userId, now, by !== userId)) ?? 0;
    yield* db.invites.revokeOf(chatId, userId, now);
    const system: SystemMessage = { type, userIds: [userId] };
    const change = yield* writeSystemMessage(db, context, { chatId, senderId: by, system, now });
    const why = by === userId ? undefined : 'removed';
    // People who share no other chat with them no longer see each other's presence.
    const ties = { userId, others: yield* db.chats.everyone(chatId) };
    return { reply: {}, changes: [toChatGone(userId, chatId, memberRev, why), change], ties };
  }

  const leaveGroup = (ctx: Ctx, { chatId }: UpBody<'chat.leave'>): Promise<Outcome<object>> => {
    const asked = { chatId, userId: ctx.userId, by: ctx.userId, now: clock.now() };
    return db.write(() => leave(asked));
  };

  return {
    leave: leaveGroup,
    /** Removing oneself is the same as leaving. */
    removeMember(ctx: Ctx, body: UpBody<'member.remove'>): Promise<Outcome<object>> {
      if (body.userId === ctx.userId) return leaveGroup(ctx, body);
      const asked = { ...body, by: ctx.userId, now: clock.now() };
      return db.write(() => remove(asked));
    },
  };
}

import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';
import type { ChatReply } from '../../protocol/chats.ts';
import type { SystemMessage } from '../../protocol/entities.ts';
import type { MemberUpdateBody } from '../../protocol/groups.ts';
import { mayGiveRole } from '../../protocol/rules/rights.ts';
import { readChatSnapshot } from '../chats/settings-effects.ts';
import type { Change, Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { writeSystemMessage } from '../messages/system-messages.ts';
import { groupOf } from './access.ts';

export function createRoles({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  function* change(userId: string, body: MemberUpdateBody, now: number): Tx<Outcome<ChatReply>> {
    const { chatId, userId: target, role } = body;
    const context = yield* groupOf(db, userId, chatId);
    const before = yield* db.groups.roleOf(chatId, target);
    if (before === undefined) throw new ApiError('not_found', { field: 'userId' });
    if (before === role) return { reply: yield* readChatSnapshot(db, userId, chatId), changes: [] };
    const self = target === userId;
    if (self && context.role === 'owner') throw new ApiError('last_owner');
    if (!mayGiveRole(context.role, self, role)) throw new ApiError('forbidden');
    yield* db.groups.setRole(chatId, target, role);
    if (role === 'owner') yield* db.groups.setRole(chatId, userId, 'admin');
    const system: SystemMessage =
      role === 'owner'
        ? { type: 'owner.changed', userIds: [target] }
        : { type: 'role.changed', userIds: [target], role };
    const change = yield* writeSystemMessage(db, context, {
      chatId,
      senderId: userId,
      system,
      now,
    });
    const concerned = role === 'owner' ? [target, userId] : [target];
    const changes = [change];
    for (const id of concerned) changes.push(yield* toDevices(db, id, chatId));
    return { reply: yield* readChatSnapshot(db, userId, chatId), changes };
  }

  return {
    async updateMember(ctx: Ctx, body: MemberUpdateBody): Promise<Outcome<ChatReply>> {
      const now = clock.now();
      return await db.write(() => change(ctx.userId, body, now));
    },
  };
}

/** One's own role is one's own setting of the chat: `list` has counted it. */
function* toDevices(db: Db, userId: string, chatId: string): Tx<Change> {
  const body = yield* readChatSnapshot(db, userId, chatId);
  return { to: [userId], event: { type: 'chat.changed', body }, exceptSender: true };
}

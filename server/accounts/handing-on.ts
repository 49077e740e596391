import type { Tx } from '../../db/engine/engine.ts';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import type { Db } from '../../db/stores.ts';
import type { SystemMessage } from '../../protocol/entities.ts';
import { toDevices } from '../chats/settings-effects.ts';
import type { Change } from '../context.ts';
import { toChatGone } from '../groups/access.ts';
import { writeSystemMessage } from '../messages/system-messages.ts';

/**
 * Takes a person out of all their groups, as if they had left them; the groups that they own get another owner before.
 */
export function* leaveGroups(db: Db, userId: string, now: number): Tx<Change[]> {
  const changes: Change[] = [];
  for (const chatId of yield* db.groups.of(userId)) {
    const context = yield* db.chats.context(userId, chatId);
    if (!context) continue;
    if (context.role === 'owner')
      changes.push(...(yield* handOn(db, { context, chatId, userId, now })));
    const memberRev = (yield* db.groups.leave(chatId, userId, now, false)) ?? 0;
    yield* db.invites.revokeOf(chatId, userId, now);
    const system: SystemMessage = { type: 'member.left', userIds: [userId] };
    changes.push(toChatGone(userId, chatId, memberRev));
    changes.push(yield* writeSystemMessage(db, context, { chatId, senderId: userId, system, now }));
  }
  return changes;
}

type Owned = { context: ChatContext; chatId: string; userId: string; now: number };

/** To the admin, otherwise the member, who is in it longest. A group without other members is no longer visible. */
function* handOn(db: Db, { context, chatId, userId, now }: Owned): Tx<Change[]> {
  const heir = yield* db.accounts.heir(chatId, userId);
  if (heir === undefined) return [];
  yield* db.groups.setRole(chatId, heir, 'owner');
  yield* db.groups.setRole(chatId, userId, 'member');
  const system: SystemMessage = { type: 'owner.changed', userIds: [heir] };
  const change = yield* writeSystemMessage(db, context, { chatId, senderId: userId, system, now });
  return [change, yield* toDevices(db, heir, chatId)];
}

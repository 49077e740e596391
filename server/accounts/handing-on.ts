import type { Db } from '../../db/database.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import type { SystemNote } from '../../protocol/entities.ts';
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
    const head = yield* db.chats.context(userId, chatId);
    if (!head) continue;
    if (head.role === 'owner') changes.push(...(yield* handOn(db, { head, chatId, userId, now })));
    const list = (yield* db.groups.leave(chatId, userId, now, false)) ?? 0;
    yield* db.invites.revokeOf(chatId, userId, now);
    const note: SystemNote = { type: 'member.left', userIds: [userId] };
    changes.push(toChatGone(userId, chatId, list));
    changes.push(yield* writeSystemMessage(db, head, { chatId, senderId: userId, note, now }));
  }
  return changes;
}

type Owned = { head: ChatContext; chatId: string; userId: string; now: number };

/** To the admin, otherwise the member, who is in it longest. A group without other members is no longer visible. */
function* handOn(db: Db, { head, chatId, userId, now }: Owned): Tx<Change[]> {
  const heir = yield* db.accounts.heir(chatId, userId);
  if (heir === undefined) return [];
  yield* db.groups.setRole(chatId, heir, 'owner');
  yield* db.groups.setRole(chatId, userId, 'member');
  const note: SystemNote = { type: 'owner.changed', userIds: [heir] };
  const told = yield* writeSystemMessage(db, head, { chatId, senderId: userId, note, now });
  return [told, yield* toDevices(db, heir, chatId)];
}

import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';
import type { SystemMessage } from '../../protocol/entities.ts';
import type { Change } from '../context.ts';
import { orderAdded } from '../messages/order-push.ts';
import { type Counters, writeSystemMessage } from '../messages/system-messages.ts';

/** `by`: who did it. `most`: how many a group may have. */
type Entering = {
  chatId: string;
  by: string;
  ids: readonly string[];
  type: Extract<SystemMessage['type'], 'members.added' | 'member.joined'>;
  /** They have asked to join. */
  asked?: boolean;
  now: number;
  most: number;
  /** Whether the group is a request for members who do not have the adder as a contact. */
  requests: boolean;
};

/**
 * Returns those of `ids` who can be added. Members stay members. People who have blocked the asker, who accept only
 * contacts and do not know the asker, or who have left by themselves are left out; the three look alike. An id of no
 * account refuses the whole request.
 */
export function* findNewcomers(
  db: Db,
  userId: string,
  chatId: string,
  ids: readonly string[],
): Tx<string[]> {
  const wanted = [...new Set(ids)];
  const found = yield* db.groups.candidates(userId, chatId, wanted);
  if (found.length < wanted.length) throw new ApiError('not_found', { field: 'userIds' });
  return found
    .filter(({ closed, present, full }) => !closed && !present && !full)
    .map(({ id }) => id);
}

/**
 * Adds people to a group. They enter its topic before the system message goes out: a device that hears of a message in
 * a chat that it does not know asks `sync`, as with the first message of a direct chat. New members see everything that
 * was written before (what a family expects of its group), and none of it is unread to them.
 */
export function* addMembers(db: Db, counters: Counters, entering: Entering): Tx<Change[]> {
  const { chatId, by, ids, type, now, most, requests } = entering;
  if (ids.length === 0) return [];
  if ((yield* db.groups.count(chatId)) + ids.length > most) throw new ApiError('group_full');
  const adder = entering.asked || type === 'member.joined' ? '' : by;
  const entrance = { seq: counters.lastSeq, by: adder, requests };
  const entered = yield* db.groups.enter(chatId, ids, entrance);
  const system = { type, userIds: entered };
  const change = yield* writeSystemMessage(db, counters, { chatId, senderId: by, system, now });
  if (adder !== '') yield* orderAdded(db, chatId, { ids: entered, seq: counters.lastSeq, now });
  return [{ ...change, topic: { chat: chatId, enter: entered } }];
}

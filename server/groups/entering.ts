import type { Db } from '../../db/database.ts';
import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { SystemNote } from '../../protocol/entities.ts';
import type { Change } from '../context.ts';
import { type Counters, writeSystemMessage } from '../messages/system-messages.ts';

/** `by`: who did it. `most`: how many a group may have. */
type Entering = {
  chatId: string;
  by: string;
  ids: readonly string[];
  type: Extract<SystemNote['type'], 'members.added' | 'member.joined'>;
  /** They have asked to be let in. */
  asked?: boolean;
  now: number;
  most: number;
  /** To whom it is no contact who adds them, the group is a request. */
  requests: boolean;
};

/**
 * Those of `ids` who can be added: who is in it stays, and left out is whoever has blocked the asker, is written to by
 * contacts only and does not know the asker, or has left by themselves. The three are not told apart. Somebody who does not exist refuses the whole.
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
 * Puts people into a group. They are on its topic before the note goes out: a device that hears of a message in a chat
 * that it does not know asks `sync`, as with the first message of a direct chat. They see all that was written before
 * (what a family expects of its group), and none of it is unread to them.
 */
export function* addMembers(db: Db, head: Counters, entering: Entering): Tx<Change[]> {
  const { chatId, by, ids, type, now, most, requests } = entering;
  if (ids.length === 0) return [];
  if ((yield* db.groups.count(chatId)) + ids.length > most) throw new ApiError('group_full');
  const adder = entering.asked || type === 'member.joined' ? '' : by;
  const entrance = { seq: head.lastSeq, by: adder, requests };
  const entered = yield* db.groups.enter(chatId, ids, entrance);
  const note = { type, userIds: entered };
  const change = yield* writeSystemMessage(db, head, { chatId, senderId: by, note, now });
  return [{ ...change, topic: { chat: chatId, enter: entered } }];
}

import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { DeleteBody, DeleteReply, Message } from '../../protocol/messages.ts';
import { whyNotDeletable } from '../../protocol/rules/messages.ts';
import { chatViews } from '../chats/views.ts';
import type { Change, Ctx, FileRelease, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { contextOf, toChanges } from './access.ts';
import { fileIdsOf } from './files.ts';
import { softDelete } from './soft-delete.ts';

/** `released`: files that a deleted message held. */
type Deleted = { outcome: Outcome<DeleteReply>; released: string[] };
type Deletion = { userId: string; chatId: string; seqs: number[]; now: number };

export function createDelete({ db, clock }: Pick<Deps, 'db' | 'clock'>, files: FileRelease) {
  function* forEveryone({ userId, chatId, seqs, now }: Deletion): Tx<Deleted> {
    const context = yield* contextOf(db, userId, chatId);
    const found = yield* allOf(userId, chatId, seqs);
    for (const message of found) mustBeDeletable(message, userId, context, now);
    const messages: Message[] = [];
    const changes: Change[] = [];
    for (const message of found) {
      if (message.deletedAt === null) {
        const tombstone = yield* softDelete(db, message, context, now);
        messages.push(tombstone);
        changes.push(toChanges({ context, message: tombstone }));
      } else messages.push(message);
    }
    const memberRev = (yield* db.chats.membership(userId, chatId))?.memberRev ?? 0;
    const outcome = { reply: { messages, rev: context.lastRev, memberRev }, changes };
    return { outcome, released: found.flatMap(fileIdsOf) };
  }

  function* forMe({ userId, chatId, seqs }: Deletion): Tx<Outcome<DeleteReply>> {
    const { lastRev, lastSeq } = yield* contextOf(db, userId, chatId);
    if (seqs.some((seq) => seq < 1 || seq > lastSeq)) throw new ApiError('not_found');
    // Every chat snapshot lists all hidden messages, so their number is limited. Asking twice for the same one adds
    // nothing.
    const all = new Set([...(yield* db.messages.hidden(chatId, userId)), ...seqs]);
    if (all.size > LIMITS.hidden) throw new ApiError('limit_reached', { field: 'seqs' });
    const hidden = yield* db.messages.hide(chatId, userId, seqs);
    if (hidden > 0) yield* db.messages.nextMemberRev(chatId, userId);
    const membership = yield* db.chats.membership(userId, chatId);
    if (!membership) throw new ApiError('not_found');
    const reply = { messages: [], rev: lastRev, memberRev: membership.memberRev };
    if (hidden === 0) return { reply, changes: [] };
    const { chats, users } = yield* chatViews(db, userId, [membership]);
    const changes = chats.map((chat): Change => {
      const event = { type: 'chat.changed', body: { chat, users } } as const;
      // The asking device too: its preview and its counts may have changed.
      return { to: [userId], event };
    });
    return { reply, changes };
  }

  function* allOf(userId: string, chatId: string, seqs: readonly number[]): Tx<Message[]> {
    const found: Message[] = [];
    for (const seq of seqs) {
      const message = yield* db.messages.shown(userId, chatId, seq);
      if (!message) throw new ApiError('not_found');
      found.push(message);
    }
    return found;
  }

  return async (ctx: Ctx, body: DeleteBody): Promise<Outcome<DeleteReply>> => {
    const seqs = [...new Set(body.seqs)].sort((a, b) => a - b);
    const asked = { userId: ctx.userId, chatId: body.chatId, seqs, now: clock.now() };
    if (!body.everyone) return db.write(() => forMe(asked));
    const { outcome, released } = await db.write(() => forEveryone(asked));
    db.scrub();
    files.release(released);
    return outcome;
  };
}

/** A message that is deleted already is skipped, so asking twice is harmless. */
function mustBeDeletable(
  message: Message,
  userId: string,
  context: ChatContext,
  now: number,
): void {
  if (message.deletedAt !== null) return;
  const why = whyNotDeletable(message, message.senderId === userId, context, now);
  if (why) throw new ApiError(why);
}

import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';
import type { Message } from '../../protocol/messages.ts';
import type { Change } from '../context.ts';
import { softDelete } from '../messages/soft-delete.ts';
import type { Counters } from '../messages/system-messages.ts';

type EraseTarget = { chatId: string; userId: string };

/** They are in their direct chats still, and in no group any more. */
function* readCounters(db: Db, { chatId, userId }: EraseTarget): Tx<Counters | undefined> {
  return (yield* db.chats.context(userId, chatId)) ?? (yield* db.groups.counters(chatId));
}

/**
 * Deletes for everyone at most `most` messages of a person between two messages of a chat. An empty list means that all
 * are deleted.
 */
export function* writtenSlice(
  db: Db,
  window: EraseTarget & { after: number; upTo: number },
  most: number,
  now: number,
): Tx<Change[]> {
  const written = yield* db.accounts.written({ ...window, limit: most });
  const counters = written.length > 0 ? yield* readCounters(db, window) : undefined;
  if (!counters) return [];
  const changes: Change[] = [];
  for (const message of written)
    changes.push(
      toMessageChanged(counters, yield* softDelete(db, message, counters, now), undefined),
    );
  return changes;
}

/** Deletes at most `most` of what was said in a group that has ended; the last one's place, none when all is gone. */
export function* eraseMessagesSlice(
  db: Db,
  chatId: string,
  after: number,
  most: number,
  now: number,
): Tx<number | undefined> {
  const said = yield* db.groups.said(chatId, after, most);
  const counters = said.length > 0 ? yield* db.groups.counters(chatId) : undefined;
  if (!counters) return undefined;
  for (const message of said) yield* softDelete(db, message, counters, now);
  return said.at(-1)?.seq;
}

/** Removes at most `most` reactions of a person in a chat. An empty list: none are left. */
export function* reactedSlice(db: Db, place: EraseTarget, most: number): Tx<Change[]> {
  const { chatId, userId } = place;
  const reacted = yield* db.accounts.reacted(chatId, userId, most);
  const counters = reacted.length > 0 ? yield* readCounters(db, place) : undefined;
  if (!counters) return [];
  const changes: Change[] = [];
  for (const old of reacted) {
    yield* db.accounts.withdraw(chatId, old.seq, userId);
    counters.lastRev += 1;
    yield* db.chats.advance(chatId, counters);
    const reactions = yield* db.messages.reactionsOf(old);
    const { reactions: _, ...rest } = old;
    const message: Message = { ...rest, ...(reactions && { reactions }), rev: counters.lastRev };
    yield* db.messages.keepReactions(message);
    changes.push(toMessageChanged(counters, message, userId));
  }
  return changes;
}

/** `reacted`: whose reactions are none from here on. */
function toMessageChanged(
  counters: Counters,
  message: Message,
  reacted: string | undefined,
): Change {
  const { chatId, rev } = message;
  const body = reacted ? { message, reacted: { userId: reacted, emojis: [] } } : { message };
  return { to: counters.audience, event: { type: 'message.changed', chat: chatId, rev, body } };
}

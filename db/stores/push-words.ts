import { count, desc, eq, exists, gt, gte, isNull, ne, notExists, type SQL } from 'drizzle-orm';
import { alias, and, or, rowsOf, select } from '../engine/builder.ts';
import { type Expression, larger } from '../engine/dialect.ts';
import { one, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import {
  blocks,
  callPeople,
  calls,
  chats,
  members,
  mentions,
  messages,
  reactions,
  users,
} from '../schema.ts';
import { isMember } from './membership.ts';
import { isNewsFor } from './message-counted.ts';
import { isShown, isUnhidden } from './message-visibility.ts';
import { MESSAGE, toMessage } from './messages-row.ts';

type Place = { userId: string; chatId: string };

const writer = alias(users, 'writer');
/** How many unread messages are counted: a notification and the sign on the app's icon say no more than «۹۹». */
const MOST = 99;

/** Whether the asker has not blocked somebody: nobody whom one has blocked makes one's device ring. */
const isUnblocked = (other: Expression): SQL =>
  notExists(rowsOf(blocks).where(and(eq(blocks.userId, p('userId')), eq(blocks.blockedId, other))));

/**
 * What one person may be told of a chat, at the moment when it is told: who has been removed, has blocked the writer or
 * deleted the message gets no row.
 */
export function pushWordsStore() {
  const hearer = prepare(() =>
    select({
      kind: chats.kind,
      title: chats.title,
      read: larger<number>(members.readSeq, members.clearedSeq),
      mutedUntil: members.mutedUntil,
      request: members.request,
    })
      .from(members)
      .innerJoin(chats, eq(chats.id, members.chatId))
      .innerJoin(users, eq(users.id, members.userId))
      .where(
        and(
          isMember,
          isNull(members.leftAt),
          ne(chats.kind, 'self'),
          isNull(users.deletedAt),
          isNull(users.disabledAt),
        ),
      ),
  );
  const isUnread = and(
    eq(messages.chatId, p('chatId')),
    gt(messages.seq, p('read')),
    ne(messages.senderId, p('userId')),
    eq(messages.kind, 'text'),
    isNull(messages.deletedAt),
    isUnblocked(messages.senderId),
    isShown(),
  );
  const isAddressed = exists(
    rowsOf(mentions).where(
      and(
        eq(mentions.chatId, p('chatId')),
        eq(mentions.userId, p('userId')),
        eq(mentions.seq, messages.seq),
      ),
    ),
  );
  const newestOf = (...conditions: SQL[]) =>
    prepare(() =>
      select({ ...MESSAGE, name: writer.displayName, goneAt: writer.deletedAt })
        .from(messages)
        .innerJoin(writer, eq(writer.id, messages.senderId))
        .where(and(isUnread, gte(messages.seq, p('from')), ...conditions))
        .orderBy(desc(messages.seq))
        .limit(1),
    );
  const newest = newestOf();
  const newestMention = newestOf(isAddressed);
  const unread = prepare(() =>
    select({ count: count() }).from(rowsOf(messages).where(isUnread).limit(MOST).as('found')),
  );
  const reaction = prepare(() =>
    select({
      ...MESSAGE,
      emoji: reactions.emoji,
      name: writer.displayName,
      goneAt: writer.deletedAt,
    })
      .from(reactions)
      .innerJoin(writer, eq(writer.id, reactions.userId))
      .innerJoin(
        messages,
        and(eq(messages.chatId, reactions.chatId), eq(messages.seq, reactions.seq)),
      )
      .where(
        and(
          eq(reactions.chatId, p('chatId')),
          eq(reactions.seq, p('from')),
          ne(reactions.userId, p('userId')),
          eq(messages.senderId, p('userId')),
          isNull(messages.deletedAt),
          isUnblocked(reactions.userId),
          isShown(),
        ),
      )
      .orderBy(desc(reactions.createdAt))
      .limit(1),
  );
  const adder = prepare(() =>
    select({ name: writer.displayName, goneAt: writer.deletedAt })
      .from(messages)
      .innerJoin(writer, eq(writer.id, messages.senderId))
      .where(
        and(
          eq(messages.chatId, p('chatId')),
          eq(messages.seq, p('from')),
          eq(messages.kind, 'system'),
          isUnblocked(messages.senderId),
        ),
      ),
  );
  const ringing = prepare(() =>
    select({
      media: calls.media,
      ringUntil: calls.ringUntil,
      name: writer.displayName,
      goneAt: writer.deletedAt,
    })
      .from(calls)
      .innerJoin(
        callPeople,
        and(
          eq(callPeople.chatId, calls.chatId),
          eq(callPeople.callId, calls.id),
          eq(callPeople.userId, p('userId')),
          eq(callPeople.state, 'ringing'),
          eq(callPeople.quiet, 0),
        ),
      )
      .innerJoin(writer, eq(writer.id, calls.startedBy))
      .where(
        and(
          eq(calls.chatId, p('chatId')),
          isNull(calls.endedAt),
          gt(calls.ringUntil, p('now')),
          isUnblocked(calls.startedBy),
        ),
      ),
  );
  const missed = prepare(() =>
    select({ ...MESSAGE, name: writer.displayName, goneAt: writer.deletedAt })
      .from(messages)
      .innerJoin(writer, eq(writer.id, messages.senderId))
      .where(
        and(
          eq(messages.chatId, p('chatId')),
          eq(messages.seq, p('from')),
          gt(messages.seq, p('read')),
          eq(messages.kind, 'call'),
          isNewsFor(p('userId')),
          isNull(messages.deletedAt),
          isUnblocked(messages.senderId),
          isShown(),
        ),
      ),
  );
  // As the client counts: neither muted chats nor requests. It ends at the limit, however much is unread.
  const badge = prepare(() =>
    select({ count: count() }).from(
      rowsOf(members)
        .innerJoin(chats, eq(chats.id, members.chatId))
        .innerJoin(
          messages,
          and(
            eq(messages.chatId, members.chatId),
            gt(messages.seq, larger(members.readSeq, members.clearedSeq)),
          ),
        )
        .where(
          and(
            eq(members.userId, p('userId')),
            isNull(members.leftAt),
            eq(members.request, 0),
            ne(chats.kind, 'self'),
            gt(chats.lastSeq, members.readSeq),
            or(isNull(members.mutedUntil), gt(p('now'), members.mutedUntil)),
            ne(messages.senderId, members.userId),
            isNewsFor(p('userId')),
            isNull(messages.deletedAt),
            isUnhidden(members.userId, messages),
          ),
        )
        .limit(MOST)
        .as('found'),
    ),
  );

  return {
    hearer: (place: Place) => one(hearer, place),
    /** The newest unread message from `from` on; of those that mention or answer the person, if `addressed`. */
    *newest(at: Place & { read: number; from: number }, addressed: boolean) {
      const row = yield* one(addressed ? newestMention : newest, at);
      return row && { message: toMessage(row), writer: nameOf(row) };
    },
    *unreadCount(at: Place & { read: number }): Tx<number> {
      return (yield* one(unread, at))?.count ?? 0;
    },
    /** The newest reaction of others to one's own message. */
    *reaction(at: Place & { from: number }) {
      const row = yield* one(reaction, at);
      return row && { message: toMessage(row), writer: nameOf(row), emoji: row.emoji };
    },
    *adder(at: Place & { from: number }): Tx<{ writer: string | null } | undefined> {
      const row = yield* one(adder, at);
      return row && { writer: nameOf(row) };
    },
    /** A call that rings for the person, in milliseconds of its end. */
    *ring({ now, ...place }: Place & { now: number }) {
      const row = yield* one(ringing, { ...place, now });
      return row && { media: row.media, ringMs: row.ringUntil - now, writer: nameOf(row) };
    },
    /** The line of a call that the person has missed and not read. */
    *missed(at: Place & { read: number; from: number }) {
      const row = yield* one(missed, at);
      return row && { message: toMessage(row), writer: nameOf(row) };
    },
    /** How many messages are unread, for the sign on the app's icon. */
    *badge(userId: string, now: number): Tx<number> {
      return (yield* one(badge, { userId, now }))?.count ?? 0;
    },
  };
}

/** null: the account is deleted, which each language calls by its own words. */
const nameOf = ({ name, goneAt }: { name: string; goneAt: number | null }): string | null =>
  goneAt === null ? name : null;

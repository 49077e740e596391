import {
  count,
  desc,
  eq,
  gt,
  isNotNull,
  isNull,
  lt,
  lte,
  max,
  min,
  ne,
  type SQL,
  sql,
} from 'drizzle-orm';
import { LIMITS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import { alias, and, insertInto, params, rowsOf, select } from '../engine/builder.ts';
import { firstOf, listOf, NEXT_ID, notByIndex, perEngine } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { members, messages } from '../schema.ts';
import { ownRowIn } from './membership.ts';
import { isNewsFor } from './message-counted.ts';
import { isShown, isUnhidden } from './message-visibility.ts';
import { takeFitting, weightOfAll } from './message-weight.ts';
import { changesStore } from './messages-change.ts';
import { messageLinksStore } from './messages-links.ts';
import { perMemberMessagesStore } from './messages-per-member.ts';
import { MESSAGE, type MessageRow, toMessage, toRow } from './messages-row.ts';
import { reactionsStore } from './reactions.ts';
import { receiptLogStore } from './receipt-log.ts';

/** Messages that lie together. `limit`: how many at most; `room`: bytes of their JSON, all but the first of them. */
type Stretch = { seq: number; limit: number; room?: number };
/** `cut`: there were more, and no room for them. */
export type MessagePage = { messages: Message[]; bytes: number; cut: boolean };
type MessageStats = { messages: number; firstAt: number | null; seen: number };
const ROOM = LIMITS.pageBytes;

const inChat = (...conditions: SQL[]) =>
  select(MESSAGE)
    .from(messages)
    .where(and(eq(messages.chatId, p('chatId')), ...conditions));

/**
 * Messages as one person sees them: without what they cleared or deleted for themselves, `ownReactions` beside `reactions`.
 * Whether the person is in the chat is checked before, by `chats`.
 */
export function messagesStore() {
  return {
    ...readStore(),
    ...changesStore(),
    ...perMemberMessagesStore(),
    ...reactionsStore(),
    ...receiptLogStore(),
    ...messageLinksStore(),
  };
}

function readStore() {
  const reactions = reactionsStore();
  const insert = prepare(
    () =>
      insertInto(messages)
        .values({
          id: NEXT_ID,
          ...params('chatId', 'seq', 'senderId', 'clientId', 'kind', 'createdAt', 'entities'),
          ...params(
            'system',
            'replyTo',
            'forwardedFrom',
            'forwardedAt',
            'forwardedName',
            'files',
            'call',
          ),
          body: p('text'),
          sealed: 0,
          rev: 0,
        })
        .onConflictDoNothing({ target: [messages.clientId, messages.chatId, messages.senderId] }),
    'kept',
    { keep: 'all' },
  );
  const limit = sql.placeholder('limit');
  const isAt = eq(messages.seq, p('seq'));
  /** Where another column finds the rows better. */
  const isShownBeside = () => isShown(notByIndex(messages.seq));
  const byClientId = prepare(() =>
    inChat(eq(messages.clientId, p('clientId')), eq(messages.senderId, p('userId'))),
  );
  const before = prepare(() =>
    inChat(lt(messages.seq, p('seq')), isShown())
      .orderBy(desc(messages.seq))
      .limit(limit),
  );
  const after = prepare(() =>
    inChat(gt(messages.seq, p('seq')), isShown())
      .orderBy(messages.seq)
      .limit(limit),
  );
  const shown = prepare(() => inChat(isAt, isShownBeside()));
  const changed = prepare(() =>
    inChat(
      gt(messages.rev, 0),
      gt(messages.rev, p('rev')),
      lte(notByIndex(messages.seq), p('seq')),
      isShownBeside(),
    ).limit(limit),
  );
  const pinned = prepare(() =>
    inChat(isNotNull(messages.pinnedAt), isShownBeside())
      .orderBy(desc(messages.pinnedAt), desc(messages.seq))
      .limit(limit),
  );
  const pins = prepare(() =>
    select({ count: count(), newest: max(messages.pinnedAt) })
      .from(messages)
      .where(and(eq(messages.chatId, p('chatId')), isNotNull(messages.pinnedAt))),
  );
  const time = prepare(() =>
    select({ at: messages.createdAt })
      .from(messages)
      .where(and(eq(messages.chatId, p('chatId')), isAt)),
  );
  const lasts = prepare(() => {
    const ids = listOf('ids');
    const last = alias(messages, 'last');
    const isSeen = (message: typeof last | typeof messages): SQL =>
      and(
        eq(message.chatId, members.chatId),
        gt(message.seq, members.clearedSeq),
        isUnhidden(members.userId, message),
      );
    const newest = select({ seq: last.seq })
      .from(last)
      .where(isSeen(last))
      .orderBy(desc(last.seq))
      .limit(1);
    const isNewest = and(eq(messages.chatId, members.chatId), eq(messages.seq, newest));
    return select(MESSAGE)
      .from(ids.rows)
      .crossJoin(ownRowIn(ids.value))
      .crossJoin(firstOf(messages, isSeen(messages), desc(messages.seq)))
      .where(
        and(
          eq(members.chatId, ids.value),
          eq(members.userId, p('userId')),
          perEngine(isNewest, sql`true`),
        ),
      );
  });
  const unread = prepare(() =>
    select({ count: count() }).from(
      rowsOf(messages)
        .where(
          and(
            eq(messages.chatId, p('chatId')),
            gt(messages.seq, p('after')),
            ne(messages.senderId, p('userId')),
            isNewsFor(p('userId')),
            isNull(messages.deletedAt),
            isShown(),
          ),
        )
        .limit(limit)
        .as('found'),
    ),
  );

  /** The limit is on the rows that are looked at: those that do not count would make it a scan without an end. */
  const stats = prepare(() => {
    const counts = and(ne(messages.kind, 'system'), isNull(messages.deletedAt));
    const found = select({
      at: sql<number | null>`case when ${counts} then ${messages.createdAt} end`,
    })
      .from(messages)
      .where(and(eq(messages.chatId, p('chatId')), isShown()))
      .orderBy(messages.seq)
      .limit(limit)
      .as('found');
    return select({ messages: count(found.at), firstAt: min(found.at), seen: count() }).from(found);
  });

  const seen = (userId: string, rows: MessageRow[]): Tx<Message[]> =>
    reactions.withMine(userId, rows.map(toMessage));

  /** `rows` begin with those that are wanted most. */
  function* page(
    userId: string,
    rows: MessageRow[],
    room: number,
    turned = false,
  ): Tx<MessagePage> {
    const kept = takeFitting(rows, room);
    const cut = kept.length < rows.length;
    const bytes = weightOfAll(kept);
    return { messages: yield* seen(userId, turned ? kept.reverse() : kept), bytes, cut };
  }

  return {
    /** false: this sender has sent this client id to this chat before. */
    *insert(message: Message): Tx<boolean> {
      return (yield* run(insert, toRow(message))) > 0;
    },
    /** One's own message by the id that one's device gave it, hidden or not. */
    *byClientId(chatId: string, userId: string, clientId: string): Tx<Message | undefined> {
      const row = yield* one(byClientId, { chatId, userId, clientId });
      return row && (yield* seen(userId, [row]))[0];
    },
    /** The nearest ones below `seq` (exclusive), oldest first. */
    *before(userId: string, chatId: string, { seq, limit, room = ROOM }: Stretch): Tx<MessagePage> {
      return yield* page(userId, yield* all(before, { userId, chatId, seq, limit }), room, true);
    },
    /** The nearest ones above `seq` (exclusive), oldest first. */
    *after(userId: string, chatId: string, { seq, limit, room = ROOM }: Stretch): Tx<MessagePage> {
      return yield* page(userId, yield* all(after, { userId, chatId, seq, limit }), room);
    },
    /** One message, without `ownReactions`. */
    *shown(userId: string, chatId: string, seq: number): Tx<Message | undefined> {
      const row = yield* one(shown, { userId, chatId, seq });
      return row && toMessage(row);
    },
    /** Returns messages up to `seq` that were changed after `rev`. */
    *changed(
      userId: string,
      chatId: string,
      { rev, seq, limit, room = ROOM }: Stretch & { rev: number },
    ): Tx<MessagePage> {
      return yield* page(userId, yield* all(changed, { userId, chatId, rev, seq, limit }), room);
    },
    /** Newest pin first. */
    *pinned(userId: string, chatId: string, limit: number): Tx<MessagePage> {
      return yield* page(userId, yield* all(pinned, { userId, chatId, limit }), ROOM);
    },
    /** Returns how many messages are pinned, for all members, and when the newest was. */
    *pins(chatId: string): Tx<{ count: number; newest: number | null }> {
      return (yield* one(pins, { chatId })) ?? { count: 0, newest: null };
    },
    *timeOf(chatId: string, seq: number): Tx<number | undefined> {
      return (yield* one(time, { chatId, seq }))?.at;
    },
    /** The newest message of each chat that has one, for this person. */
    *lasts(userId: string, chatIds: readonly string[]): Tx<Message[]> {
      return yield* seen(userId, yield* all(lasts, { userId, ids: JSON.stringify(chatIds) }));
    },
    /**
     * Returns how many messages of others lie above `after`, counted up to `limit`, without system messages and deleted
     * ones.
     */
    *unread(chatId: string, userId: string, after: number, limit: number): Tx<number> {
      return (yield* one(unread, { chatId, userId, after, limit }))?.count ?? 0;
    },
    /**
     * Returns how many messages this person sees and when the first of them was sent, without system messages and
     * deleted ones. `seen`: of how many rows, `limit` at most.
     */
    *stats(userId: string, chatId: string, limit: number): Tx<MessageStats> {
      const none = { messages: 0, firstAt: null, seen: 0 };
      return (yield* one(stats, { userId, chatId, limit })) ?? none;
    },
  };
}

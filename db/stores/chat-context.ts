import { count, eq, gt, gte, isNull, ne, sql } from 'drizzle-orm';
import { alias, and, or, params, rowsOf, select, updateTable } from '../engine/builder.ts';
import { joinedBy } from '../engine/dialect.ts';
import { one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, members } from '../schema.ts';
import { type ChatPart, chatContextCache, type MemberPart } from './chat-context-cache.ts';
import { isMember } from './membership.ts';
import { flags } from './membership-flags.ts';

/** Who hears an event: people by their ids, or the members of a group by its topic. */
export type Audience = MemberPart['audience'];

/**
 * What a write in a chat starts from. `audience`: the members who see the chat, the asker among them; of a group its
 * topic, for reading a thousand ids would cost more than the write. `role`: the asker's. `rights`: bits, what members may.
 */
export type ChatContext = ChatPart & MemberPart;
type Place = Pick<ChatContext, 'lastSeq' | 'lastRev' | 'lastAt'>;

const isIt = eq(chats.id, p('chatId'));

export function chatContextStore() {
  const context = prepare(() => {
    const other = alias(members, 'other');
    const audience = select({ ids: joinedBy(other.userId) })
      .from(other)
      .where(
        and(
          eq(other.chatId, members.chatId),
          isNull(other.leftAt),
          or(gt(chats.lastSeq, 0), gt(other.memberRev, 0)),
        ),
      );
    return select({
      kind: chats.kind,
      role: members.role,
      rights: chats.rights,
      lastSeq: chats.lastSeq,
      lastRev: chats.lastRev,
      lastAt: chats.lastAt,
      receiptRev: chats.receiptRev,
      memberRev: members.memberRev,
      delivered: members.deliveredSeq,
      read: members.readSeq,
      joined: members.joinedSeq,
      flags: flags(),
      ids: sql<string | null>`case when ${ne(chats.kind, 'group')} then ${audience} end`,
    })
      .from(members)
      .innerJoin(chats, eq(chats.id, members.chatId))
      .where(
        and(isMember, isNull(members.leftAt), or(gt(chats.lastSeq, 0), gt(members.memberRev, 0))),
      );
  });
  const everyone = prepare(() =>
    select({ ids: joinedBy(members.userId) })
      .from(members)
      .where(and(eq(members.chatId, p('chatId')), isNull(members.leftAt))),
  );
  const advance = prepare(
    () =>
      updateTable(chats)
        .set(params('lastSeq', 'lastRev', 'lastAt'))
        .where(isIt),
    'kept',
    { keep: 'last', row: ['chatId'] },
  );
  const receipts = { deliveredSeq: p('delivered'), readSeq: p('read') };
  const setReceipts = prepare(() => updateTable(members).set(receipts).where(isMember), 'kept', {
    keep: 'last',
    row: ['chatId', 'userId'],
  });
  const setOwnReceipts = prepare(
    () =>
      updateTable(members)
        .set({ ...receipts, memberRev: p('memberRev') })
        .where(isMember),
    'kept',
  );
  // Two are enough to know, and in an active group they are found among the first rows. Messages from before a member
  // joined do not count as read by them.
  const othersFrom = (
    column: typeof members.deliveredSeq | typeof members.readSeq,
    least: string,
  ) =>
    prepare(() =>
      select({ count: count() }).from(
        rowsOf(members)
          .where(
            and(
              eq(members.chatId, p('chatId')),
              isNull(members.leftAt),
              ne(members.userId, p('userId')),
              eq(members.request, 0),
              gte(column, p(least)),
              gt(column, members.joinedSeq),
            ),
          )
          .limit(2)
          .as('found'),
      ),
    );
  const upTo = {
    delivered: othersFrom(members.deliveredSeq, 'delivered'),
    read: othersFrom(members.readSeq, 'read'),
  };
  const setReceiptRev = prepare(
    () => updateTable(chats).set(params('receiptRev')).where(isIt),
    'kept',
    { keep: 'last', row: ['chatId'] },
  );

  function* readContext(userId: string, chatId: string): Tx<ChatContext | undefined> {
    const cache = yield* chatContextCache();
    const known = cache?.find(chatId, userId);
    if (known) return known;
    const row = yield* one(context, { userId, chatId });
    if (!row) return undefined;
    const { ids, ...rest } = row;
    const found = { ...rest, audience: ids?.split(',') ?? { chat: chatId } };
    cache?.keep(chatId, userId, found);
    return found;
  }

  return {
    /** The authorisation of every write: a person who is not in the chat gets no row. */
    context: readContext,
    *audience(userId: string, chatId: string): Tx<Audience | undefined> {
      return (yield* readContext(userId, chatId))?.audience;
    },
    /** All members, those too who do not see the chat yet: the first message shows it to them. */
    *everyone(chatId: string): Tx<string[]> {
      return (yield* one(everyone, { chatId }))?.ids?.split(',') ?? [];
    },
    *advance(chatId: string, to: Place): Tx<void> {
      const { lastSeq, lastRev, lastAt } = to;
      yield* run(advance, { chatId, lastSeq, lastRev, lastAt });
      (yield* chatContextCache())?.advanced(chatId, to);
    },
    *moveReceipts(
      chatId: string,
      userId: string,
      to: { delivered: number; read: number; receiptRev: number },
    ): Tx<void> {
      yield* run(setReceipts, { chatId, userId, delivered: to.delivered, read: to.read });
      yield* run(setReceiptRev, { chatId, receiptRev: to.receiptRev });
      (yield* chatContextCache())?.moved(chatId, userId, to);
    },
    /** A move that only the person's own devices have to know of: their `memberRev` counts it. */
    *moveOwnReceipts(
      chatId: string,
      userId: string,
      to: { delivered: number; read: number; memberRev: number },
    ): Tx<void> {
      yield* run(setOwnReceipts, { chatId, userId, ...to });
      (yield* chatContextCache())?.moved(chatId, userId, to);
    },
    /**
     * Returns how many others have come as far: 0, 1, or 2 for any more. Where a value is null the query is not run,
     * and 2 is returned. Where no member has read yet the query reads every member, so it runs only for the receipt
     * that moves.
     */
    *othersUpTo(
      chatId: string,
      userId: string,
      { delivered, read }: { delivered: number | null; read: number | null },
    ): Tx<{ delivered: number; read: number }> {
      const place = { chatId, userId };
      return {
        delivered:
          delivered === null
            ? 2
            : ((yield* one(upTo.delivered, { ...place, delivered }))?.count ?? 0),
        read: read === null ? 2 : ((yield* one(upTo.read, { ...place, read }))?.count ?? 0),
      };
    },
  };
}

import { count, eq, exists, gt, isNull, lte, ne, not, notExists, sql } from 'drizzle-orm';
import {
  aggregate,
  alias,
  and,
  deleteFrom,
  named,
  oneMore,
  or,
  params,
  rowsOf,
  select,
  updateTable,
} from '../engine/builder.ts';
import { flag, jsonListOf, larger, listOf } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { blocks, chats, hidden, members, mentions, users } from '../schema.ts';
import { isMember, ownRowIn } from './membership.ts';
import { isUnhidden } from './message-visibility.ts';

/**
 * What is one person's own in a chat. `draft`, `played` and `hidden` are JSON, `request` and `blocked` 0 or 1; `archivedAt` is when
 * the chat was archived, as the time of its last message then.
 */
function settingsOf() {
  const ids = listOf('ids');
  const other = alias(members, 'other');
  const hiddenSeqs = select({ seqs: jsonListOf(hidden.seq) })
    .from(hidden)
    .where(
      and(
        eq(hidden.chatId, members.chatId),
        eq(hidden.userId, members.userId),
        gt(hidden.seq, members.clearedSeq),
      ),
    );
  const unread = select({ count: count() })
    .from(mentions)
    .where(
      and(
        eq(mentions.chatId, members.chatId),
        eq(mentions.userId, members.userId),
        gt(mentions.seq, larger(members.readSeq, members.clearedSeq)),
        isUnhidden(members.userId, mentions),
      ),
    );
  const blocked = rowsOf(other)
    .innerJoin(blocks, and(eq(blocks.userId, members.userId), eq(blocks.blockedId, other.userId)))
    .where(and(eq(other.chatId, members.chatId), ne(other.userId, members.userId)));
  return select({
    chatId: members.chatId,
    role: members.role,
    mutedUntil: members.mutedUntil,
    pinned: members.pinnedAt,
    archivedAt: members.archivedAt,
    unreadMark: members.unreadMark,
    cleared: members.clearedSeq,
    removed: members.removedSeq,
    draft: members.draft,
    request: members.request,
    memberRev: members.memberRev,
    lastAt: chats.lastAt,
    lastSeq: chats.lastSeq,
    played: members.played,
    hidden: aggregate(hiddenSeqs),
    mentions: aggregate(unread),
    blocked: flag(and(eq(chats.kind, 'direct'), exists(blocked))),
  })
    .from(ids.rows)
    .crossJoin(ownRowIn(ids.value))
    .crossJoin(chats)
    .where(
      and(
        eq(members.chatId, ids.value),
        eq(members.userId, p('userId')),
        eq(chats.id, members.chatId),
        isNull(members.leftAt),
      ),
    );
}
export type ChatSettingsRow = ReturnType<typeof settingsOf>['_']['result'][number];

/** Whether the members row is of a person who is by choice in a group with the asker. */
export function sharesGroup() {
  const [mine, theirs] = [alias(members, 'mine'), alias(members, 'theirs')];
  return exists(
    rowsOf(mine)
      .innerJoin(chats, and(eq(chats.id, mine.chatId), eq(chats.kind, 'group')))
      .innerJoin(
        theirs,
        and(eq(theirs.chatId, chats.id), eq(theirs.userId, members.userId), eq(theirs.added, 0)),
      )
      .where(and(eq(mine.userId, p('userId')), isNull(mine.leftAt), isNull(theirs.leftAt))),
  );
}

export function chatSettingsStore() {
  const page = prepare(settingsOf);
  const save = prepare(
    () =>
      updateTable(members)
        .set({
          ...params('mutedUntil', 'archivedAt', 'unreadMark', 'draft', 'request'),
          pinnedAt: p('pinned'),
          clearedSeq: p('cleared'),
          removedSeq: p('removed'),
          memberRev: oneMore(members.memberRev),
          added: sql`case when ${and(eq(members.request, 1), eq(p('request'), 0))} then 0 else ${members.added} end`,
        })
        .where(isMember),
    'chat',
  );
  const forgets = [hidden, mentions].map((table) =>
    prepare(
      () =>
        deleteFrom(table).where(
          and(
            eq(table.chatId, p('chatId')),
            eq(table.userId, p('userId')),
            lte(table.seq, p('seq')),
          ),
        ),
      'kept',
    ),
  );
  const touch = prepare(
    () =>
      updateTable(members)
        .set({ memberRev: oneMore(members.memberRev) })
        .where(isMember),
    'chat',
  );
  const savePlayed = prepare(
    () =>
      updateTable(members)
        .set({ ...params('played'), memberRev: oneMore(members.memberRev) })
        .where(isMember),
    'chat',
  );
  const ask = prepare(() => {
    const hasInvited = rowsOf(users).where(
      or(
        and(eq(users.id, members.userId), eq(users.invitedBy, p('userId'))),
        and(eq(users.id, p('userId')), eq(users.invitedBy, members.userId)),
      ),
    );
    return updateTable(members)
      .set({ request: 1 })
      .where(
        and(
          eq(members.chatId, p('chatId')),
          ne(members.userId, p('userId')),
          eq(members.memberRev, 0),
          not(sharesGroup()),
          notExists(hasInvited),
        ),
      );
  });
  const stayByChoice = prepare(
    () => updateTable(members).set({ added: 0 }).where(isMember),
    'chat',
  );
  const countReceipts = prepare(
    () =>
      updateTable(chats)
        .set({ receiptRev: oneMore(chats.receiptRev) })
        .where(eq(chats.id, p('chatId')))
        .returning(named({ receiptRev: chats.receiptRev })),
    'chat',
  );
  const peer = prepare(() =>
    select({ userId: members.userId })
      .from(members)
      .where(and(eq(members.chatId, p('chatId')), ne(members.userId, p('userId')))),
  );
  const setReceipts = prepare(
    () =>
      updateTable(members)
        .set({
          deliveredSeq: p('delivered'),
          readSeq: p('read'),
          memberRev: oneMore(members.memberRev),
        })
        .where(isMember),
    'chat',
  );

  return {
    of: (userId: string, chatIds: readonly string[]) =>
      all(page, { userId, ids: JSON.stringify(chatIds) }),
    /** Takes the person's next `memberRev`. */
    *save(userId: string, row: ChatSettingsRow): Tx<void> {
      const { chatId, mutedUntil, pinned, archivedAt, unreadMark, cleared } = row;
      const { removed, draft, request } = row;
      const flags = { unreadMark, cleared, removed, draft, request };
      yield* run(save, { chatId, userId, mutedUntil, pinned, archivedAt, ...flags });
    },
    /** What was kept about messages that the person has cleared. */
    *forget(userId: string, chatId: string, seq: number): Tx<void> {
      for (const forget of forgets) yield* run(forget, { userId, chatId, seq });
    },
    /** A member who was added by others is there by choice from now on. */
    stayByChoice: (userId: string, chatId: string) => run(stayByChoice, { userId, chatId }),
    /** Which voice messages the person has heard. Takes their next `memberRev`. */
    savePlayed: (userId: string, chatId: string, played: readonly number[]) =>
      run(savePlayed, { userId, chatId, played: JSON.stringify(played) }),
    touch: (userId: string, chatId: string) => run(touch, { userId, chatId }),
    /**
     * The first message of a direct chat becomes a request, unless its receiver has opened the chat, is by choice in a
     * group with the sender, or one of the two has invited the other to the server.
     */
    ask: (senderId: string, chatId: string) => run(ask, { chatId, userId: senderId }),
    /** Takes the chat's next `receiptRev` for a move that was not announced to the others when it happened. */
    *countReceiptMove(chatId: string): Tx<number> {
      return (yield* one(countReceipts, { chatId }))?.receiptRev ?? 0;
    },
    /** Moves receipts that only the person's own devices may learn of: the chat's counter stands still. */
    moveReceipts: (userId: string, chatId: string, to: { delivered: number; read: number }) =>
      run(setReceipts, { userId, chatId, delivered: to.delivered, read: to.read }),
    /** The other one of a direct chat. */
    *peer(userId: string, chatId: string): Tx<string | undefined> {
      return (yield* one(peer, { userId, chatId }))?.userId;
    },
  };
}

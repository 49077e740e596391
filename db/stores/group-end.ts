import { eq, gt, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { and, deleteFrom, named, oneMore, or, select, updateTable } from '../engine/builder.ts';
import { listOf } from '../engine/dialect.ts';
import { all, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import {
  chats,
  groupInvites,
  hidden,
  joinRequests,
  members,
  mentions,
  messages,
  reactions,
  receiptLog,
} from '../schema.ts';
import { endWithLinks } from './invites.ts';
import { MESSAGE, toMessage } from './messages-row.ts';

/** The end of a group: all members are removed, and its messages are deleted afterwards, slice by slice. */
export function groupEndStore() {
  // The member rows stay: a device that was away learns by `memberRev` that the chat is gone, and no member returns by an
  // old link.
  const dismiss = prepare(() =>
    updateTable(members)
      .set({
        leftAt: p('at'),
        expelledAt: p('at'),
        memberRev: oneMore(members.memberRev),
        draft: null,
      })
      .where(and(eq(members.chatId, p('chatId')), isNull(members.leftAt)))
      .returning(named({ id: members.userId, memberRev: members.memberRev })),
  );
  // A group without a title is one that was deleted. Its owner has deleted it, so the owner gets no reason.
  const takenFrom = prepare(() => {
    const ids = listOf('ids');
    const why = sql<
      'deleted' | 'removed'
    >`case when ${eq(chats.title, '')} then 'deleted' else 'removed' end`;
    return select({ chatId: members.chatId, why })
      .from(ids.rows)
      .crossJoin(members)
      .crossJoin(chats)
      .where(
        and(
          eq(members.chatId, ids.value),
          eq(chats.id, members.chatId),
          eq(members.userId, p('userId')),
          isNotNull(members.leftAt),
          isNotNull(members.expelledAt),
          eq(chats.kind, 'group'),
          or(ne(chats.title, ''), ne(members.role, 'owner')),
        ),
      );
  });
  const closes = [
    prepare(() =>
      updateTable(groupInvites)
        .set({ revokedAt: p('now') })
        .where(and(eq(groupInvites.chatId, p('chatId')), isNull(groupInvites.revokedAt))),
    ),
    prepare(endWithLinks),
    prepare(() => deleteFrom(joinRequests).where(eq(joinRequests.chatId, p('chatId')))),
    prepare(() =>
      updateTable(chats)
        .set({ title: '', about: '' })
        .where(eq(chats.id, p('chatId'))),
    ),
  ];
  const said = prepare(() =>
    select(MESSAGE)
      .from(messages)
      .where(
        and(
          eq(messages.chatId, p('chatId')),
          gt(messages.seq, p('after')),
          isNull(messages.deletedAt),
        ),
      )
      .orderBy(messages.seq)
      .limit(sql.placeholder('limit')),
  );
  const dropAvatar = prepare(
    () =>
      updateTable(chats)
        .set({ avatarFile: null })
        .where(eq(chats.id, p('chatId'))),
    'kept',
  );
  const forgets = [hidden, mentions, receiptLog, reactions].map((table) =>
    prepare(() => deleteFrom(table).where(eq(table.chatId, p('chatId')))),
  );

  return {
    /** Who was in it, each with their own `memberRev` after it. */
    *dismiss(chatId: string, at: number): Tx<{ id: string; memberRev: number }[]> {
      const out = yield* all(dismiss, { chatId, at });
      for (const close of closes) yield* run(close, { chatId, now: at });
      return out;
    },
    /**
     * Returns which of these groups the person was removed from or lost because the group was deleted, and which of the
     * two.
     */
    takenFrom: (userId: string, ids: readonly string[]) =>
      all(takenFrom, { userId, ids: JSON.stringify(ids) }),
    /** The rest of the messages after a given one, system messages too. */
    *said(chatId: string, after: number, limit: number) {
      return (yield* all(said, { chatId, after, limit })).map(toMessage);
    },
    /** What people had beside the messages. */
    *forgetReceipts(chatId: string): Tx<void> {
      for (const forget of forgets) yield* run(forget, { chatId });
    },
    /** Its picture, which nobody sees any more. */
    dropAvatar: (chatId: string) => run(dropAvatar, { chatId }),
  };
}

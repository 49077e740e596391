import { count, eq, gt, gte, type InferSelectModel, isNull, type SQL } from 'drizzle-orm';
import {
  and,
  insertInto,
  oneMore,
  or,
  params,
  type RowOfFields,
  select,
  updateTable,
} from '../engine/builder.ts';
import { listOf } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, members } from '../schema.ts';
import { chatContextStore } from './chat-context.ts';
import { memberSummaryStore } from './member-summary.ts';
import { ownRowIn } from './membership.ts';

/**
 * A chat as one member holds it: the chat's counters, their own `memberRev`, and their watermarks. `rights`: bits
 * (server/chats/rights.ts).
 */
const MEMBERSHIP = {
  id: chats.id,
  kind: chats.kind,
  title: chats.title,
  about: chats.about,
  avatar: chats.avatarFile,
  rights: chats.rights,
  createdAt: chats.createdAt,
  lastAt: chats.lastAt,
  lastSeq: chats.lastSeq,
  rev: chats.lastRev,
  receiptRev: chats.receiptRev,
  memberRev: members.memberRev,
  delivered: members.deliveredSeq,
  read: members.readSeq,
};
export type Membership = RowOfFields<typeof MEMBERSHIP>;
type NewChat = Pick<
  InferSelectModel<typeof chats>,
  'id' | 'kind' | 'directKey' | 'createdBy' | 'createdAt'
>;

/**
 * Only the person who opened a direct chat sees it before its first message: the other must not learn that their
 * profile was opened.
 */
const IS_SEEN = and(
  eq(members.userId, p('userId')),
  isNull(members.leftAt),
  or(gt(chats.lastSeq, 0), gt(members.memberRev, 0)),
);
const membershipsWhere = (...conditions: SQL[]) =>
  select(MEMBERSHIP)
    .from(members)
    .innerJoin(chats, eq(chats.id, members.chatId))
    .where(and(IS_SEEN, ...conditions));

/** Chats and who is in them, and (`chatContextStore`) their counters, which every write moves. */
export function chatsStore() {
  return { ...listStore(), ...memberSummaryStore(), ...chatContextStore() };
}

function listStore() {
  const insert = prepare(() =>
    insertInto(chats)
      .values({
        ...params('id', 'kind', 'directKey', 'createdBy', 'createdAt'),
        lastSeq: 0,
        lastRev: 0,
        receiptRev: 0,
        lastAt: p('createdAt'),
      })
      .onConflictDoNothing({ target: chats.directKey }),
  );
  const addMember = prepare(() =>
    insertInto(members).values({
      ...params('chatId', 'userId'),
      role: 'member',
      deliveredSeq: 0,
      readSeq: 0,
      joinedSeq: 0,
      memberRev: p('memberRev'),
    }),
  );
  const byDirectKey = prepare(() =>
    select({ id: chats.id })
      .from(chats)
      .where(eq(chats.directKey, p('directKey'))),
  );
  const show = prepare(() => {
    const last = select({ seq: chats.lastSeq })
      .from(chats)
      .where(eq(chats.id, p('chatId')));
    return updateTable(members)
      .set({ memberRev: oneMore(members.memberRev), removedSeq: null })
      .where(
        and(
          eq(members.chatId, p('chatId')),
          eq(members.userId, p('userId')),
          or(eq(members.memberRev, 0), gte(members.removedSeq, last)),
        ),
      );
  });
  const memberships = prepare(() =>
    membershipsWhere(or(isNull(members.removedSeq), gt(chats.lastSeq, members.removedSeq))),
  );
  const membership = prepare(() => membershipsWhere(eq(members.chatId, p('chatId'))));
  // A few of many: else all of the person's rows would be read for them.
  const these = prepare(() => {
    const ids = listOf('ids');
    return select(MEMBERSHIP)
      .from(ids.rows)
      .crossJoin(ownRowIn(ids.value))
      .crossJoin(chats)
      .where(and(eq(members.chatId, ids.value), eq(chats.id, members.chatId), IS_SEEN));
  });

  const made = prepare(() =>
    select({ count: count() })
      .from(chats)
      .where(eq(chats.createdBy, p('userId'))),
  );
  const membershipCount = prepare(() =>
    select({ count: count() })
      .from(members)
      .where(and(eq(members.userId, p('userId')), isNull(members.leftAt))),
  );

  return {
    /** Returns how many chats the person has made. */
    *made(userId: string): Tx<number> {
      return (yield* one(made, { userId }))?.count ?? 0;
    },
    /** Returns how many chats the person is in, including those that they do not see yet. */
    *countMemberships(userId: string): Tx<number> {
      return (yield* one(membershipCount, { userId }))?.count ?? 0;
    },
    /** false: this pair has a chat already. The others are shown it when it has a message. */
    *create(chat: NewChat, memberIds: readonly string[]): Tx<boolean> {
      if ((yield* run(insert, chat)) === 0) return false;
      for (const userId of memberIds) {
        yield* run(addMember, {
          chatId: chat.id,
          userId,
          memberRev: userId === chat.createdBy ? 1 : 0,
        });
      }
      return true;
    },
    *byDirectKey(directKey: string): Tx<string | undefined> {
      return (yield* one(byDirectKey, { directKey }))?.id;
    },
    /** Puts an empty chat that the other side opened, or one that this person removed, on their list (again). */
    show: (chatId: string, userId: string) => run(show, { chatId, userId }),
    /** Leaves out chats that the person has removed from their list. */
    memberships: (userId: string) => all(memberships, { userId }),
    /** Returns those of `ids` that the person is in, in no order. */
    membershipsOf: (userId: string, ids: readonly string[]) =>
      all(these, { userId, ids: JSON.stringify(ids) }),
    /** A person who is not in the chat gets no row, exactly as if it did not exist. */
    membership: (userId: string, chatId: string) => one(membership, { userId, chatId }),
  };
}

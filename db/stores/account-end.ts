import { eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { and, deleteFrom, or, select, updateTable } from '../engine/builder.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import {
  blocks,
  hidden,
  invites,
  joinRequests,
  members,
  mentions,
  oneTimeLinks,
  pushSubscriptions,
  receiptLog,
  sessions,
  users,
} from '../schema.ts';
import { accountWrittenStore } from './account-written.ts';

/** What goes with an account, and what stays of it under "deleted account". */
export function accountEndStore() {
  return { ...goneStore(), ...accountWrittenStore() };
}

function goneStore() {
  // A name with a hyphen is not allowed for people, so it is free, and the person's old name becomes free for others or
  // for themselves.
  const freeName = sql`'deleted-' || ${users.id}`;
  const softDelete = prepare(() =>
    updateTable(users)
      .set({
        username: freeName,
        usernameKey: freeName,
        about: '',
        credentialHash: '',
        role: 'user',
        avatarFile: null,
        inviteQuota: null,
        disabledAt: null,
        deletedAt: p('now'),
      })
      .where(eq(users.id, p('userId'))),
  );
  const theirChats = () =>
    select({ id: members.chatId })
      .from(members)
      .where(eq(members.userId, p('userId')));
  const forgets = [
    ...[sessions, pushSubscriptions, oneTimeLinks].map((table) =>
      prepare(() => deleteFrom(table).where(eq(table.userId, p('userId')))),
    ),
    prepare(() =>
      deleteFrom(blocks).where(
        or(eq(blocks.userId, p('userId')), eq(blocks.blockedId, p('userId'))),
      ),
    ),
    prepare(() => deleteFrom(joinRequests).where(eq(joinRequests.userId, p('userId')))),
    prepare(() =>
      updateTable(members)
        .set({
          draft: null,
          mutedUntil: null,
          pinnedAt: null,
          archivedAt: null,
          unreadMark: 0,
          request: 0,
        })
        .where(eq(members.userId, p('userId'))),
    ),
    ...[hidden, mentions, receiptLog].map((table) =>
      prepare(() =>
        deleteFrom(table).where(
          and(inArray(table.chatId, theirChats()), eq(table.userId, p('userId'))),
        ),
      ),
    ),
    prepare(() =>
      updateTable(invites)
        .set({ label: '' })
        .where(eq(invites.createdBy, p('userId'))),
    ),
  ];
  const heir = prepare(() =>
    select({ id: members.userId })
      .from(members)
      .innerJoin(users, eq(users.id, members.userId))
      .where(
        and(
          eq(members.chatId, p('chatId')),
          isNull(members.leftAt),
          ne(members.userId, p('userId')),
        ),
      )
      .orderBy(
        isNotNull(users.disabledAt),
        ne(members.role, 'admin'),
        members.joinedSeq,
        members.userId,
      )
      .limit(1),
  );

  const asked = prepare(() =>
    select({ chatId: joinRequests.chatId })
      .from(joinRequests)
      .where(eq(joinRequests.userId, p('userId'))),
  );

  return {
    softDelete: (userId: string, now: number) => run(softDelete, { userId, now }),
    /** All that only this person saw or needed. */
    *forget(userId: string): Tx<void> {
      for (const query of forgets) yield* run(query, { userId });
    },
    /** Groups that they wait to be let into. */
    *asked(userId: string): Tx<string[]> {
      return (yield* all(asked, { userId })).map(({ chatId }) => chatId);
    },
    /** Who a group goes to: the admin, else the member, who is in it longest. */
    *heir(chatId: string, userId: string): Tx<string | undefined> {
      return (yield* one(heir, { chatId, userId }))?.id;
    },
  };
}

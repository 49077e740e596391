import { type SQL, sql } from 'drizzle-orm';
import type { ChatKind } from '../../protocol/chats.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';
import { chatContextStore } from './chat-context.ts';
import { MEMBER, type MemberRow } from './member-row.ts';

/** A chat as one member holds it: the chat's counters, their own `list`, and their watermarks. */
export type Membership = {
  id: string;
  kind: ChatKind;
  title: string | null;
  about: string;
  /** Bits: server/chats/rights.ts. */
  rights: number;
  createdAt: number;
  lastAt: number;
  lastSeq: number;
  rev: number;
  marks: number;
  list: number;
  delivered: number;
  read: number;
};
type NewChat = {
  id: string;
  kind: ChatKind;
  directKey: string | null;
  createdBy: string;
  createdAt: number;
};

/**
 * The members of one chat, as one of them sees it: how many there are. `delivered`, `read`: how far any of the others
 * has come.
 */
export type MemberSummary = { chatId: string; count: number; delivered: number; read: number };

/**
 * Only the person who opened a direct chat sees it before its first message: the other must not learn that their
 * profile was opened.
 */
const membershipsIn = (
  from: SQL,
) => sql<Membership>`select c.id, c.kind, c.title, c.about, c.rights, c.created_at as "createdAt", c.last_at as "lastAt",
  c.last_seq as "lastSeq", c.last_rev as rev, c.marks, m.list_rev as list,
  m.delivered_seq as delivered, m.read_seq as "read"
  from ${from} where m.user_id = ${p('userId')} and m.left_at is null and (c.last_seq > 0 or m.list_rev > 0)`;
const MEMBERSHIP = membershipsIn(sql`members m join chats c on c.id = m.chat_id`);
/** A few of many: else all of the person's rows would be read for them. */
const OF_THESE =
  membershipsIn(sql`json_each(${p('ids')}) j cross join members m on m.chat_id = j.value
  cross join chats c on c.id = m.chat_id`);
/** Chats and who is in them, and (`chatContextStore`) their counters, which every write moves. */
export function chatsStore() {
  return { ...listStore(), ...memberSummaryStore(), ...chatContextStore() };
}

function listStore() {
  const insert = prepareSql(
    sql`insert into chats (id, kind, direct_key, last_seq, last_rev, marks, last_at, created_by, created_at)
      values (${p('id')}, ${p('kind')}, ${p('directKey')}, 0, 0, 0, ${p('createdAt')}, ${p('createdBy')},
        ${p('createdAt')})
      on conflict (direct_key) do nothing`,
  );
  const addMember = prepareSql(
    sql`insert into members (chat_id, user_id, role, delivered_seq, read_seq, joined_seq, list_rev)
      values (${p('chatId')}, ${p('userId')}, 'member', 0, 0, 0, ${p('list')})`,
  );
  const byDirectKey = prepareSql<{ id: string }>(
    sql`select id from chats where direct_key = ${p('directKey')}`,
  );
  const show = prepareSql(
    sql`update members set list_rev = list_rev + 1, removed_seq = null
      where chat_id = ${p('chatId')} and user_id = ${p('userId')} and (list_rev = 0
      or removed_seq >= (select last_seq from chats where id = ${p('chatId')}))`,
  );
  const memberships = prepareSql<Membership>(
    sql`${MEMBERSHIP} and (m.removed_seq is null or c.last_seq > m.removed_seq)`,
  );
  const membership = prepareSql<Membership>(sql`${MEMBERSHIP} and m.chat_id = ${p('chatId')}`);
  const these = prepareSql<Membership>(OF_THESE);

  const made = prepareSql<{ count: number }>(
    sql`select count(*) as count from chats where created_by = ${p('userId')}`,
  );
  const inside = prepareSql<{ count: number }>(
    sql`select count(*) as count from members where user_id = ${p('userId')} and left_at is null`,
  );

  return {
    /** Returns how many chats the person has made. */
    *made(userId: string): Tx<number> {
      return (yield* one(made, { userId }))?.count ?? 0;
    },
    /** Returns how many chats the person is in, including those that they do not see yet. */
    *inside(userId: string): Tx<number> {
      return (yield* one(inside, { userId }))?.count ?? 0;
    },
    /** false: this pair has a chat already. The others are shown it when it has a message. */
    *create(chat: NewChat, memberIds: readonly string[]): Tx<boolean> {
      if ((yield* run(insert, chat)) === 0) return false;
      for (const userId of memberIds) {
        yield* run(addMember, { chatId: chat.id, userId, list: userId === chat.createdBy ? 1 : 0 });
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

function memberSummaryStore() {
  const members = prepareSql<MemberRow>(
    sql`${MEMBER} and o.chat_id in (select value from json_each(${p('ids')}))`,
  );
  const foremost = prepareSql<MemberRow>(
    sql`${MEMBER} and o.chat_id = ${p('chatId')}
      order by o.user_id = ${p('userId')} desc, o.role = 'owner' desc, o.role = 'admin' desc, o.user_id
      limit ${p('limit')}`,
  );
  const crowds = prepareSql<MemberSummary>(
    sql`select "chatId", count(*) as count,
      max(case when "userId" = ${p('userId')} then 0 else delivered end) as delivered,
      max(case when "userId" = ${p('userId')} then 0 else "read" end) as "read"
      from (${MEMBER} and o.chat_id in (select value from json_each(${p('ids')}))) group by "chatId"`,
  );

  return {
    membersOf: (userId: string, chatIds: readonly string[]) =>
      all(members, { userId, ids: JSON.stringify(chatIds) }),
    /** The asker, the owner, the admins, then others: as many as `limit`. */
    foremost: (userId: string, chatId: string, limit: number) =>
      all(foremost, { userId, chatId, limit }),
    crowds: (userId: string, chatIds: readonly string[]) =>
      all(crowds, { userId, ids: JSON.stringify(chatIds) }),
  };
}

import { sql } from 'drizzle-orm';
import { all, one, run, type Script } from './engine.ts';
import { headsStore } from './heads.ts';
import { p, prepareSql } from './query.ts';
import type { ChatKind } from './schema.ts';

/** A chat as one member holds it: the chat's counters, their own `list`, and their watermarks. */
export type Membership = {
  id: string;
  kind: ChatKind;
  title: string | null;
  createdAt: number;
  lastAt: number;
  lastSeq: number;
  rev: number;
  marks: number;
  list: number;
  delivered: number;
  read: number;
};
export type MemberRow = {
  chatId: string;
  userId: string;
  role: string;
  delivered: number;
  read: number;
};
export type NewChat = {
  id: string;
  kind: ChatKind;
  directKey: string | null;
  createdBy: string;
  createdAt: number;
};

/** A direct chat without messages is seen only by whoever opened it: nobody learns that their profile was looked at. */
const MEMBERSHIP = sql<Membership>`select c.id, c.kind, c.title, c.created_at as "createdAt", c.last_at as "lastAt",
  c.last_seq as "lastSeq", c.last_rev as rev, c.marks, m.list_rev as list,
  m.delivered_seq as delivered, m.read_seq as "read"
  from members m join chats c on c.id = m.chat_id
  where m.user_id = ${p('userId')} and m.left_at is null and (c.last_seq > 0 or m.list_rev > 0)`;

/** Chats and who is in them, and (`headsStore`) their counters, which every write moves. */
export function chatsStore() {
  return { ...listStore(), ...headsStore() };
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
    sql`update members set list_rev = 1
      where chat_id = ${p('chatId')} and user_id = ${p('userId')} and list_rev = 0`,
  );
  const memberships = prepareSql(MEMBERSHIP);
  const membership = prepareSql<Membership>(sql`${MEMBERSHIP} and m.chat_id = ${p('chatId')}`);
  const members = prepareSql<MemberRow>(
    sql`select chat_id as "chatId", user_id as "userId", role, delivered_seq as delivered, read_seq as "read"
      from members where chat_id in (select value from json_each(${p('ids')})) and left_at is null`,
  );

  return {
    /** false: this pair has a chat already. The others are shown it when it has a message. */
    *create(chat: NewChat, memberIds: readonly string[]): Script<boolean> {
      if ((yield* run(insert, chat)) === 0) return false;
      for (const userId of memberIds) {
        yield* run(addMember, { chatId: chat.id, userId, list: userId === chat.createdBy ? 1 : 0 });
      }
      return true;
    },
    *byDirectKey(directKey: string): Script<string | undefined> {
      return (yield* one(byDirectKey, { directKey }))?.id;
    },
    /** Puts an empty chat that the other side opened on this person's list as well. */
    show: (chatId: string, userId: string) => run(show, { chatId, userId }),
    memberships: (userId: string) => all(memberships, { userId }),
    /** None for whoever is not in it, exactly as if it did not exist. */
    membership: (userId: string, chatId: string) => one(membership, { userId, chatId }),
    membersOf: (chatIds: readonly string[]) => all(members, { ids: JSON.stringify(chatIds) }),
  };
}

import { sql } from 'drizzle-orm';
import { all, one, run, type Script } from './engine.ts';
import { rosterStore } from './group-roster.ts';
import { p, prepareSql } from './query.ts';

/** A member before a group: what they are there, and what a change of it starts from. `rights`: bits. */
export type Standing = {
  id: string;
  kind: 'group';
  role: string;
  rights: number;
  title: string;
  about: string;
  lastSeq: number;
  lastRev: number;
  lastAt: number;
};
export type NewGroup = {
  id: string;
  title: string;
  clientId: string | null;
  createdBy: string;
  createdAt: number;
};
export type NewNote = {
  chatId: string;
  seq: number;
  senderId: string;
  clientId: string;
  /** JSON of protocol/entities.ts, Note. */
  note: string;
  createdAt: number;
};

/** Groups as such, and (`rosterStore`) who is in them. */
export function groupsStore() {
  return { ...roomsStore(), ...rosterStore() };
}

function roomsStore() {
  const ofPerson = prepareSql<{ id: string }>(
    sql`select c.id from members m join chats c on c.id = m.chat_id
      where m.user_id = ${p('userId')} and m.left_at is null and c.kind = 'group'`,
  );
  const insert = prepareSql(
    sql`insert into chats (id, kind, title, client_id, last_seq, last_rev, marks, last_at, created_by, created_at)
      values (${p('id')}, 'group', ${p('title')}, ${p('clientId')}, 0, 0, 0, ${p('createdAt')}, ${p('createdBy')},
        ${p('createdAt')})`,
  );
  const byClientId = prepareSql<{ id: string }>(
    sql`select id from chats where client_id = ${p('clientId')} and client_id is not null
      and created_by = ${p('createdBy')}`,
  );
  const standing = prepareSql<Standing>(
    sql`select c.id, c.kind, m.role, c.rights, c.title, c.about, c.last_seq as "lastSeq", c.last_rev as "lastRev",
      c.last_at as "lastAt"
      from members m join chats c on c.id = m.chat_id
      where m.chat_id = ${p('chatId')} and m.user_id = ${p('userId')} and m.left_at is null and c.kind = 'group'`,
  );
  const update = prepareSql(
    sql`update chats set title = ${p('title')}, about = ${p('about')}, rights = ${p('rights')}
      where id = ${p('chatId')}`,
  );
  const insertNote = prepareSql(
    sql`insert into messages (chat_id, seq, sender_id, client_id, kind, body, sealed, note, created_at, rev)
      values (${p('chatId')}, ${p('seq')}, ${p('senderId')}, ${p('clientId')}, 'note', '', 0, ${p('note')},
        ${p('createdAt')}, 0)`,
  );

  return {
    /** Ids of the groups that a person is in. */
    *of(userId: string): Script<string[]> {
      return (yield* all(ofPerson, { userId })).map(({ id }) => id);
    },
    create: (group: NewGroup) => run(insert, group),
    *byClientId(clientId: string, createdBy: string): Script<string | undefined> {
      return (yield* one(byClientId, { clientId, createdBy }))?.id;
    },
    /** The authorisation of whatever is done to a group: none for whoever is not in it, and for a chat that is none. */
    standing: (userId: string, chatId: string) => one(standing, { userId, chatId }),
    update: (chatId: string, to: { title: string; about: string; rights: number }) =>
      run(update, { chatId, ...to }),
    /** Its place is counted by `db.chats.advance`. */
    insertNote: (note: NewNote) => run(insertNote, note),
  };
}

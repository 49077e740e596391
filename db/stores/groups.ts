import { sql } from 'drizzle-orm';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';
import { groupEndStore } from './group-end.ts';
import { rosterStore } from './group-roster.ts';

type NewGroup = {
  id: string;
  title: string;
  clientId: string | null;
  createdBy: string;
  createdAt: number;
};
type Place = { lastSeq: number; lastRev: number; lastAt: number };
type GroupInfo = { title: string; about: string };

/** Groups as such, (`rosterStore`) who is in them, and (`groupEndStore`) their end. */
export function groupsStore() {
  return { ...roomsStore(), ...rosterStore(), ...groupEndStore() };
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
  const info = prepareSql<GroupInfo>(
    sql`select title, about from chats where id = ${p('chatId')} and kind = 'group'`,
  );
  const counters = prepareSql<Place>(
    sql`select last_seq as "lastSeq", last_rev as "lastRev", last_at as "lastAt" from chats
      where id = ${p('chatId')} and kind = 'group'`,
  );
  const update = prepareSql(
    sql`update chats set title = ${p('title')}, about = ${p('about')}, rights = ${p('rights')}
      where id = ${p('chatId')}`,
  );

  return {
    /** Ids of the groups that a person is in. */
    *of(userId: string): Tx<string[]> {
      return (yield* all(ofPerson, { userId })).map(({ id }) => id);
    },
    create: (group: NewGroup) => run(insert, group),
    *byClientId(clientId: string, createdBy: string): Tx<string | undefined> {
      return (yield* one(byClientId, { clientId, createdBy }))?.id;
    },
    /** Read after `db.chats.context`, which is the authorisation. */
    info: (chatId: string) => one(info, { chatId }),
    /** For a person who is about to enter, and has no chat context yet. */
    *counters(chatId: string): Tx<(Place & { audience: { chat: string } }) | undefined> {
      const place = yield* one(counters, { chatId });
      return place && { ...place, audience: { chat: chatId } };
    },
    update: (chatId: string, to: GroupInfo & { rights: number }) => run(update, { chatId, ...to }),
  };
}

import { sql } from 'drizzle-orm';
import { one, run, type Script } from './engine.ts';
import { p, prepareSql } from './query.ts';

/** What a write in a chat starts from. `audience`: the members who see the chat, the asker among them. */
export type Head = {
  lastSeq: number;
  lastRev: number;
  lastAt: number;
  marks: number;
  delivered: number;
  read: number;
  audience: string[];
};
type Row = Omit<Head, 'audience'> & { ids: string };

export function headsStore() {
  const head = prepareSql<Row>(
    sql`select c.last_seq as "lastSeq", c.last_rev as "lastRev", c.last_at as "lastAt", c.marks,
      m.delivered_seq as delivered, m.read_seq as "read",
      (select group_concat(o.user_id) from members o where o.chat_id = m.chat_id and o.left_at is null
        and (c.last_seq > 0 or o.list_rev > 0)) as ids
      from members m join chats c on c.id = m.chat_id
      where m.chat_id = ${p('chatId')} and m.user_id = ${p('userId')} and m.left_at is null
      and (c.last_seq > 0 or m.list_rev > 0)`,
  );
  const everyone = prepareSql<{ ids: string }>(
    sql`select group_concat(user_id) as ids from members
      where chat_id = ${p('chatId')} and left_at is null`,
  );
  const advance = prepareSql(
    sql`update chats set last_seq = ${p('lastSeq')}, last_rev = ${p('lastRev')}, last_at = ${p('lastAt')}
      where id = ${p('chatId')}`,
  );
  const setMarks = prepareSql(
    sql`update members set delivered_seq = ${p('delivered')}, read_seq = ${p('read')}
      where chat_id = ${p('chatId')} and user_id = ${p('userId')}`,
  );
  const countMarks = prepareSql(
    sql`update chats set marks = ${p('marks')} where id = ${p('chatId')}`,
  );

  function* readHead(userId: string, chatId: string): Script<Head | undefined> {
    const row = yield* one(head, { userId, chatId });
    return row && Object.assign(row, { audience: row.ids.split(',') });
  }

  return {
    /** The authorisation of every write: no row for whoever is not in the chat. */
    head: readHead,
    *audience(userId: string, chatId: string): Script<string[] | undefined> {
      return (yield* readHead(userId, chatId))?.audience;
    },
    /** All members, those too who do not see the chat yet: the first message shows it to them. */
    *everyone(chatId: string): Script<string[]> {
      return (yield* one(everyone, { chatId }))?.ids.split(',') ?? [];
    },
    advance: (chatId: string, to: { lastSeq: number; lastRev: number; lastAt: number }) =>
      run(advance, { chatId, lastSeq: to.lastSeq, lastRev: to.lastRev, lastAt: to.lastAt }),
    *moveMarks(
      chatId: string,
      userId: string,
      to: { delivered: number; read: number; marks: number },
    ): Script<void> {
      yield* run(setMarks, { chatId, userId, delivered: to.delivered, read: to.read });
      yield* run(countMarks, { chatId, marks: to.marks });
    },
  };
}

import { type SQL, sql } from 'drizzle-orm';
import type { Message } from '../protocol/messages.ts';
import { all, one, run, type Script } from './engine.ts';
import { p, prepareSql } from './query.ts';

/** A message that may have to be indexed. */
export type Unindexed = {
  id: number;
  chatId: string;
  body: string;
  sealed: number;
  deletedAt: number | null;
};
export type Found = { id: number; message: Message };
type FoundRow = Message & { id: number };

const COLUMNS =
  sql.raw(`m.id, m.chat_id as "chatId", m.seq, m.sender_id as "senderId", m.client_id as "clientId",
  m.kind, m.body as text, m.created_at as "createdAt", m.edited_at as "editedAt", m.deleted_at as "deletedAt", m.rev`);
/** Whatever the index says, only messages of chats that the person is in now come out. */
const MINE = sql`m.deleted_at is null and m.sealed = 0 and exists (select 1 from members me
  where me.chat_id = m.chat_id and me.user_id = ${p('userId')} and me.left_at is null)`;

const found = (from: SQL) => prepareSql<FoundRow>(sql`select ${COLUMNS} from ${from}`);

export function searchStore() {
  const unindexed = prepareSql<Unindexed>(
    sql`select id, chat_id as "chatId", body, sealed, deleted_at as "deletedAt" from messages
      where id > ${p('after')} order by id limit ${p('limit')}`,
  );
  const newest = prepareSql<{ id: number | null }>(sql`select max(id) as id from messages`);
  const add = prepareSql(
    sql`insert into message_search (rowid, words) values (${p('id')}, ${p('words')})`,
  );
  const matching = found(
    sql`message_search s cross join messages m on m.id = s.rowid
      where s.message_search match ${p('match')} and s.rowid < ${p('before')} and ${MINE}
      order by s.rowid desc limit ${p('limit')}`,
  );
  const recent = found(
    sql`messages m where m.chat_id = ${p('chatId')} and m.id < ${p('before')} and ${MINE}
      order by m.seq desc limit ${p('limit')}`,
  );

  return {
    unindexed: (after: number, limit: number) => all(unindexed, { after, limit }),
    *newest(): Script<number> {
      return (yield* one(newest))?.id ?? 0;
    },
    /** `words`: folded, with spaces between, the chat's own among them. */
    add: (id: number, words: string) => run(add, { id, words }),
    /** Newest first. `match` is an expression of FTS5. */
    *match(userId: string, match: string, before: number, limit: number): Script<Found[]> {
      return (yield* all(matching, { userId, match, before, limit })).map(toFound);
    },
    /** The newest of one chat, for a scan. */
    *recent(userId: string, chatId: string, before: number, limit: number): Script<Found[]> {
      return (yield* all(recent, { userId, chatId, before, limit })).map(toFound);
    },
  };
}

function toFound({ id, ...message }: FoundRow): Found {
  return { id, message };
}

import { type SQL, sql } from 'drizzle-orm';
import type { Message } from '../protocol/messages.ts';
import { all, one, run, type Script } from './engine.ts';
import { p, prepareSql } from './query.ts';

export type NewMessage = {
  chatId: string;
  seq: number;
  senderId: string;
  clientId: string;
  text: string;
  createdAt: number;
};

/** As the wire has it, so that rows go out as they are. */
const COLUMNS =
  sql.raw(`m.chat_id as "chatId", m.seq, m.sender_id as "senderId", m.client_id as "clientId",
  m.kind, m.body as text, m.created_at as "createdAt", m.edited_at as "editedAt", m.deleted_at as "deletedAt", m.rev`);

const inChat = (rest: SQL) =>
  prepareSql<Message>(
    sql`select ${COLUMNS} from messages m where m.chat_id = ${p('chatId')} and ${rest}`,
  );

export function messagesStore() {
  const insert = prepareSql(
    sql`insert into messages (chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev)
      values (${p('chatId')}, ${p('seq')}, ${p('senderId')}, ${p('clientId')}, 'text', ${p('text')}, 0,
        ${p('createdAt')}, 0)
      on conflict (client_id, chat_id, sender_id) do nothing`,
  );
  const byClientId = inChat(sql`m.client_id = ${p('clientId')} and m.sender_id = ${p('senderId')}`);
  const before = inChat(sql`m.seq < ${p('seq')} order by m.seq desc limit ${p('limit')}`);
  const after = inChat(sql`m.seq > ${p('seq')} order by m.seq limit ${p('limit')}`);
  const changed = inChat(
    sql`m.rev > 0 and m.rev > ${p('rev')} and m.seq <= ${p('seq')} limit ${p('limit')}`,
  );
  const time = prepareSql<{ at: number }>(
    sql`select created_at as at from messages where chat_id = ${p('chatId')} and seq = ${p('seq')}`,
  );
  const lasts = prepareSql<Message>(
    sql`select ${COLUMNS} from json_each(${p('ids')}) j join chats c on c.id = j.value
      join messages m on m.chat_id = c.id and m.seq = c.last_seq`,
  );
  const unread = prepareSql<{ count: number }>(
    sql`select count(*) as count from (select 1 from messages
      where chat_id = ${p('chatId')} and seq > ${p('after')} and sender_id <> ${p('userId')}
      and deleted_at is null limit ${p('limit')})`,
  );

  return {
    /** false: this sender has sent this client id to this chat before. */
    *insert(message: NewMessage): Script<boolean> {
      return (yield* run(insert, message)) > 0;
    },
    byClientId: (chatId: string, senderId: string, clientId: string) =>
      one(byClientId, { chatId, senderId, clientId }),
    /** The nearest ones below `seq` (exclusive), oldest first. */
    *before(chatId: string, seq: number, limit: number): Script<Message[]> {
      return (yield* all(before, { chatId, seq, limit })).reverse();
    },
    /** The nearest ones above `seq` (exclusive), oldest first. */
    after: (chatId: string, seq: number, limit: number) => all(after, { chatId, seq, limit }),
    /** Those up to `seq` that were changed after `rev`. */
    changed: (chatId: string, rev: number, seq: number, limit: number) =>
      all(changed, { chatId, rev, seq, limit }),
    *timeOf(chatId: string, seq: number): Script<number | undefined> {
      return (yield* one(time, { chatId, seq }))?.at;
    },
    /** The newest message of each chat that has one. */
    lasts: (chatIds: readonly string[]) => all(lasts, { ids: JSON.stringify(chatIds) }),
    /** How many messages of others lie above `after`, counted up to `limit`. */
    *unread(chatId: string, userId: string, after: number, limit: number): Script<number> {
      return (yield* one(unread, { chatId, userId, after, limit }))?.count ?? 0;
    },
  };
}

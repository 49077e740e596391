import { type SQL, sql } from 'drizzle-orm';
import type { Message } from '../../protocol/messages.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from './messages-row.ts';
import { reactionsStore } from './reactions.ts';

/** A message that may have to be indexed. */
type Unindexed = {
  id: number;
  chatId: string;
  seq: number;
  body: string;
  sealed: number;
  deletedAt: number | null;
};
export type FoundMessageRow = { id: number; message: Message };
type FoundRow = MessageRow & { id: number };
/** A chat to look in: its last message by seq and by id, and up to where the person has cleared it. */
export type Place = {
  chatId: string;
  lastSeq: number;
  lastAt: number;
  newest: number;
  cleared: number;
};

/** The setting that holds the rowid up to which messages are indexed. */
const WATERMARK = 'search.indexed';
/** Whatever the index finds, only messages that the person sees now, in chats that they are in now, are returned. */
const MINE = sql`m.deleted_at is null and m.sealed = 0 and m.kind = 'text' and exists (select 1 from members me
  where me.chat_id = m.chat_id and me.user_id = ${p('userId')} and me.left_at is null and m.seq > me.cleared_seq)
  and not exists (select 1 from hidden h
    where h.chat_id = m.chat_id and h.user_id = ${p('userId')} and h.seq = m.seq)`;

const select = (from: SQL) =>
  prepareSql<FoundRow>(sql`select m.id, ${MESSAGE_COLUMNS} from ${from}`);

export function searchStore() {
  const unindexed = prepareSql<Unindexed>(
    sql`select id, chat_id as "chatId", seq, body, sealed, deleted_at as "deletedAt" from messages
      where id > ${p('after')} order by id limit ${p('limit')}`,
  );
  const newest = prepareSql<{ id: number | null }>(sql`select max(id) as id from messages`);
  const add = prepareSql(
    sql`insert into message_search (rowid, words) values (${p('id')}, ${p('words')})`,
    'kept',
  );
  const candidates = prepareSql<{ id: number }>(
    sql`select s.rowid as id from message_search s
      where s.message_search match ${p('match')} and s.rowid < ${p('before')}
      order by s.rowid desc limit ${p('limit')}`,
  );
  const hit = select(
    sql`messages m where m.id = ${p('id')} and +m.chat_id = ${p('chatId')} and ${MINE}`,
  );
  const places = prepareSql<Place>(
    sql`select c.id as "chatId", c.last_seq as "lastSeq", c.last_at as "lastAt", me.cleared_seq as cleared,
      (select m.id from messages m where m.chat_id = c.id and m.seq = c.last_seq) as newest
      from members me join chats c on c.id = me.chat_id
      where me.user_id = ${p('userId')} and me.left_at is null and newest is not null and case ${p('chatId')}
        when '' then me.removed_seq is null or c.last_seq > me.removed_seq else c.id = ${p('chatId')} end`,
  );
  const idAt = prepareSql<{ id: number }>(
    sql`select id from messages where chat_id = ${p('chatId')} and seq >= ${p('seq')} order by seq limit 1`,
  );
  const recent = select(
    sql`messages m where m.chat_id = ${p('chatId')} and m.id < ${p('before')} and ${MINE}
      order by m.seq desc limit ${p('limit')}`,
  );

  const remove = prepareSql(
    sql`insert into message_search (message_search, rowid, words) values ('delete', ${p('id')}, ${p('words')})`,
    'kept',
  );
  const watermark = prepareSql<{ value: string }>(
    sql`select value from settings where key = ${WATERMARK}`,
  );
  const setWatermark = prepareSql(
    sql`insert into settings (key, value) values (${WATERMARK}, ${p('value')})
      on conflict (key) do update set value = excluded.value`,
    'kept',
  );
  const { withMine } = reactionsStore();

  function* indexedUpTo(): Tx<number> {
    return Number((yield* one(watermark))?.value ?? 0);
  }
  const found = (row: FoundRow): FoundMessageRow => ({ id: row.id, message: toMessage(row) });

  return {
    indexedUpTo,
    setIndexedUpTo: (id: number) => run(setWatermark, { value: String(id) }),
    /**
     * Takes a message's words out of the file. They must be those that it was added with: the index keeps no text to look
     * them up in, and takes what was never added for damage. '' was not, nor what the indexer has not come to.
     */
    *remove(id: number, words: string): Tx<void> {
      if (words !== '' && id <= (yield* indexedUpTo())) yield* run(remove, { id, words });
    },
    /** New words for a message that was changed; one that is not indexed yet is left to the indexer. */
    *replace(id: number, old: string, words: string): Tx<void> {
      if (id > (yield* indexedUpTo())) return;
      if (old !== '') yield* run(remove, { id, words: old });
      yield* run(add, { id, words });
    },
    unindexed: (after: number, limit: number) => all(unindexed, { after, limit }),
    *newest(): Tx<number> {
      return (yield* one(newest))?.id ?? 0;
    },
    /** `words`: folded, with the key of their block before each, with spaces between. */
    add: (id: number, words: string) => run(add, { id, words }),
    /** The chats of a person, or the one that is named if they are in it. */
    places: (userId: string, chatId: string) => all(places, { userId, chatId }),
    /** The id of a chat's first message from `seq` on. */
    *idAt(chatId: string, seq: number): Tx<number> {
      return (yield* one(idAt, { chatId, seq }))?.id ?? Number.MAX_SAFE_INTEGER;
    },
    /** Ids below `before` that the index has for `match`, an expression of FTS5; the newest first. */
    *candidates(match: string, before: number, limit: number): Tx<number[]> {
      return (yield* all(candidates, { match, before, limit })).map(({ id }) => id);
    },
    /** A message of one chat as this person sees it; none: they do not. */
    *hit(userId: string, chatId: string, id: number): Tx<FoundMessageRow | undefined> {
      const row = yield* one(hit, { userId, chatId, id });
      return row && found(row);
    },
    /** The newest of one chat, for a scan. */
    *recent(userId: string, chatId: string, before: number, limit: number): Tx<FoundMessageRow[]> {
      return (yield* all(recent, { userId, chatId, before, limit })).map(found);
    },
    /** The same with the person's own reactions. */
    *withMine(userId: string, found: FoundMessageRow[]): Tx<FoundMessageRow[]> {
      const messages = yield* withMine(
        userId,
        found.map(({ message }) => message),
      );
      return messages.map((message, i) => ({ id: found[i]?.id ?? 0, message }));
    },
  };
}

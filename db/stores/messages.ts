import { type SQL, sql } from 'drizzle-orm';
import { LIMITS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';
import { takeFitting, weightOfAll } from './message-weight.ts';
import { changesStore } from './messages-change.ts';
import { perMemberMessagesStore } from './messages-per-member.ts';
import { MESSAGE_COLUMNS, type MessageRow, toMessage, toRow } from './messages-row.ts';
import { reactionsStore } from './reactions.ts';
import { receiptLogStore } from './receipt-log.ts';

/** Messages of the chat that this person has neither cleared nor deleted for themselves. */
const UNHIDDEN = sql`(select o.cleared_seq from members o
    where o.chat_id = ${p('chatId')} and o.user_id = ${p('userId')})
  and not exists (select 1 from hidden h
    where h.chat_id = ${p('chatId')} and h.user_id = ${p('userId')} and h.seq = m.seq)`;
const SHOWN = sql`m.seq > ${UNHIDDEN}`;
/** The plus keeps SQLite from finding rows by `seq` where another column is the better way. */
const SHOWN_BESIDE = sql`+m.seq > ${UNHIDDEN}`;

/** Messages that lie together. `limit`: how many at most; `room`: bytes of their JSON, all but the first of them. */
type Stretch = { seq: number; limit: number; room?: number };
/** `cut`: there were more, and no room for them. */
export type MessagePage = { messages: Message[]; bytes: number; cut: boolean };
const ROOM = LIMITS.pageBytes;

const inChat = (rest: SQL) =>
  prepareSql<MessageRow>(
    sql`select ${MESSAGE_COLUMNS} from messages m where m.chat_id = ${p('chatId')} and ${rest}`,
  );

/**
 * Messages as one person sees them: without what they cleared or deleted for themselves, `mine` beside `reactions`.
 * Whether the person is in the chat is checked before, by `chats`.
 */
export function messagesStore() {
  return {
    ...readStore(),
    ...changesStore(),
    ...perMemberMessagesStore(),
    ...reactionsStore(),
    ...receiptLogStore(),
  };
}

function readStore() {
  const reactions = reactionsStore();
  const insert = prepareSql(
    sql`insert into messages (chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev,
        entities, note, reply_to, forwarded_from, forwarded_at, forwarded_name)
      values (${p('chatId')}, ${p('seq')}, ${p('senderId')}, ${p('clientId')}, ${p('kind')}, ${p('text')}, 0,
        ${p('createdAt')}, 0, ${p('entities')}, ${p('note')}, ${p('replyTo')}, ${p('forwardedFrom')},
        ${p('forwardedAt')}, ${p('forwardedName')})
      on conflict (client_id, chat_id, sender_id) do nothing`,
    'kept',
  );
  const byClientId = inChat(sql`m.client_id = ${p('clientId')} and m.sender_id = ${p('userId')}`);
  const before = inChat(
    sql`m.seq < ${p('seq')} and ${SHOWN} order by m.seq desc limit ${p('limit')}`,
  );
  const after = inChat(sql`m.seq > ${p('seq')} and ${SHOWN} order by m.seq limit ${p('limit')}`);
  const shown = inChat(sql`m.seq = ${p('seq')} and ${SHOWN_BESIDE}`);
  const changed = inChat(
    sql`m.rev > 0 and m.rev > ${p('rev')} and +m.seq <= ${p('seq')} and ${SHOWN_BESIDE} limit ${p('limit')}`,
  );
  const pinned = inChat(
    sql`m.pinned_at is not null and ${SHOWN_BESIDE} order by m.pinned_at desc, m.seq desc limit ${p('limit')}`,
  );
  const pins = prepareSql<{ count: number; newest: number | null }>(
    sql`select count(*) as count, max(pinned_at) as newest from messages where chat_id = ${p('chatId')} and pinned_at is not null`,
  );
  const time = prepareSql<{ at: number }>(
    sql`select created_at as at from messages where chat_id = ${p('chatId')} and seq = ${p('seq')}`,
  );
  const lasts = prepareSql<MessageRow>(
    sql`select ${MESSAGE_COLUMNS} from json_each(${p('ids')}) j
      cross join members o on o.chat_id = j.value and o.user_id = ${p('userId')}
      cross join messages m on m.chat_id = o.chat_id and m.seq = (select x.seq from messages x
        where x.chat_id = o.chat_id and x.seq > o.cleared_seq
        and not exists (select 1 from hidden h
          where h.chat_id = x.chat_id and h.user_id = o.user_id and h.seq = x.seq)
        order by x.seq desc limit 1)`,
  );
  const unread = prepareSql<{ count: number }>(
    sql`select count(*) as count from (select 1 from messages m
      where m.chat_id = ${p('chatId')} and m.seq > ${p('after')} and m.sender_id <> ${p('userId')}
      and m.kind = 'text' and m.deleted_at is null and ${SHOWN} limit ${p('limit')})`,
  );

  const seen = (userId: string, rows: MessageRow[]): Tx<Message[]> =>
    reactions.withMine(userId, rows.map(toMessage));

  /** `rows` begin with those that are wanted most. */
  function* page(
    userId: string,
    rows: MessageRow[],
    room: number,
    turned = false,
  ): Tx<MessagePage> {
    const kept = takeFitting(rows, room);
    const cut = kept.length < rows.length;
    const bytes = weightOfAll(kept);
    return { messages: yield* seen(userId, turned ? kept.reverse() : kept), bytes, cut };
  }

  return {
    /** false: this sender has sent this client id to this chat before. */
    *insert(message: Message): Tx<boolean> {
      return (yield* run(insert, toRow(message))) > 0;
    },
    /** One's own message by the id that one's device gave it, hidden or not. */
    *byClientId(chatId: string, userId: string, clientId: string): Tx<Message | undefined> {
      const row = yield* one(byClientId, { chatId, userId, clientId });
      return row && (yield* seen(userId, [row]))[0];
    },
    /** The nearest ones below `seq` (exclusive), oldest first. */
    *before(userId: string, chatId: string, { seq, limit, room = ROOM }: Stretch): Tx<MessagePage> {
      return yield* page(userId, yield* all(before, { userId, chatId, seq, limit }), room, true);
    },
    /** The nearest ones above `seq` (exclusive), oldest first. */
    *after(userId: string, chatId: string, { seq, limit, room = ROOM }: Stretch): Tx<MessagePage> {
      return yield* page(userId, yield* all(after, { userId, chatId, seq, limit }), room);
    },
    /** One message, without `mine`. */
    *shown(userId: string, chatId: string, seq: number): Tx<Message | undefined> {
      const row = yield* one(shown, { userId, chatId, seq });
      return row && toMessage(row);
    },
    /** Returns messages up to `seq` that were changed after `rev`. */
    *changed(
      userId: string,
      chatId: string,
      { rev, seq, limit, room = ROOM }: Stretch & { rev: number },
    ): Tx<MessagePage> {
      return yield* page(userId, yield* all(changed, { userId, chatId, rev, seq, limit }), room);
    },
    /** Newest pin first. */
    *pinned(userId: string, chatId: string, limit: number): Tx<MessagePage> {
      return yield* page(userId, yield* all(pinned, { userId, chatId, limit }), ROOM);
    },
    /** Returns how many messages are pinned, for all members, and when the newest was. */
    *pins(chatId: string): Tx<{ count: number; newest: number | null }> {
      return (yield* one(pins, { chatId })) ?? { count: 0, newest: null };
    },
    *timeOf(chatId: string, seq: number): Tx<number | undefined> {
      return (yield* one(time, { chatId, seq }))?.at;
    },
    /** The newest message of each chat that has one, for this person. */
    *lasts(userId: string, chatIds: readonly string[]): Tx<Message[]> {
      return yield* seen(userId, yield* all(lasts, { userId, ids: JSON.stringify(chatIds) }));
    },
    /**
     * Returns how many messages of others lie above `after`, counted up to `limit`, without system messages and deleted
     * ones.
     */
    *unread(chatId: string, userId: string, after: number, limit: number): Tx<number> {
      return (yield* one(unread, { chatId, userId, after, limit }))?.count ?? 0;
    },
  };
}

import { sql } from 'drizzle-orm';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

type PinSummary = { chatId: string; pin: number; pins: number };

/** What of a chat's messages is one person's own: those they have hidden, and those that speak to them. */
export function perMemberMessagesStore() {
  return { ...hiddenStore(), ...mentionsStore() };
}

function hiddenStore() {
  const hide = prepareSql(
    sql`insert into hidden (chat_id, user_id, seq)
      select m.chat_id, ${p('userId')}, m.seq from messages m
      join members o on o.chat_id = m.chat_id and o.user_id = ${p('userId')}
      where m.chat_id = ${p('chatId')} and m.seq in (select value from json_each(${p('seqs')}))
      and m.seq > o.cleared_seq
      on conflict do nothing`,
    'kept',
  );
  const forget = prepareSql(
    sql`delete from mentions where chat_id = ${p('chatId')} and user_id = ${p('userId')}
      and seq in (select value from json_each(${p('seqs')}))`,
    'kept',
  );
  const hidden = prepareSql<{ seq: number }>(
    sql`select h.seq from hidden h where h.chat_id = ${p('chatId')} and h.user_id = ${p('userId')}
      and h.seq > (select o.cleared_seq from members o
        where o.chat_id = ${p('chatId')} and o.user_id = ${p('userId')}) order by h.seq`,
  );
  const next = prepareSql<{ list: number }>(
    sql`update members set list_rev = list_rev + 1
      where chat_id = ${p('chatId')} and user_id = ${p('userId')} returning list_rev as list`,
    'chat',
  );
  const pinHeads = prepareSql<PinSummary>(
    sql`select j.value as "chatId", count(*) as pins,
      (select x.seq from messages x where x.chat_id = j.value and x.pinned_at is not null and +x.seq > o.cleared_seq
        and not exists (select 1 from hidden h
          where h.chat_id = x.chat_id and h.user_id = o.user_id and h.seq = x.seq)
        order by x.pinned_at desc, x.seq desc limit 1) as pin
      from json_each(${p('ids')}) j
      cross join members o on o.chat_id = j.value and o.user_id = ${p('userId')}
      cross join messages m on m.chat_id = o.chat_id and m.pinned_at is not null and +m.seq > o.cleared_seq
        and not exists (select 1 from hidden h
          where h.chat_id = m.chat_id and h.user_id = o.user_id and h.seq = m.seq)
      group by j.value`,
  );

  return {
    /** Deletes messages for this person alone. Returns how many of them were visible until now. */
    *hide(chatId: string, userId: string, seqs: readonly number[]): Tx<number> {
      const asked = { chatId, userId, seqs: JSON.stringify(seqs) };
      yield* run(forget, asked);
      return yield* run(hide, asked);
    },
    /** What this person has hidden above what they have cleared, oldest first. */
    *hidden(chatId: string, userId: string): Tx<number[]> {
      return (yield* all(hidden, { chatId, userId })).map(({ seq }) => seq);
    },
    /** Counts a change of this person's own settings of the chat. */
    *nextList(chatId: string, userId: string): Tx<number> {
      return (yield* one(next, { chatId, userId }))?.list ?? 0;
    },
    /** The newest pin that this person sees and how many there are, of each chat that has any. */
    pinHeads: (userId: string, chatIds: readonly string[]) =>
      all(pinHeads, { userId, ids: JSON.stringify(chatIds) }),
  };
}

function mentionsStore() {
  const mention = prepareSql(
    sql`insert into mentions (chat_id, user_id, seq)
      values (${p('chatId')}, ${p('userId')}, ${p('seq')}) on conflict do nothing`,
    'kept',
  );
  const unmention = prepareSql(
    sql`delete from mentions where chat_id = ${p('chatId')} and user_id = ${p('userId')}
      and seq = ${p('seq')}`,
    'kept',
  );
  const mentions = prepareSql<{ count: number }>(
    sql`select count(*) as count from (select 1 from mentions
      where chat_id = ${p('chatId')} and user_id = ${p('userId')}
      and seq > max(${p('after')}, (select o.cleared_seq from members o
        where o.chat_id = ${p('chatId')} and o.user_id = ${p('userId')})) limit ${p('limit')})`,
  );
  const among = prepareSql<{ id: string }>(
    sql`select user_id as id from members where chat_id = ${p('chatId')} and left_at is null
      and user_id in (select value from json_each(${p('ids')}))`,
  );

  const sender = prepareSql<{ id: string }>(
    sql`select sender_id as id from messages
      where chat_id = ${p('chatId')} and seq = ${p('seq')} and kind = 'text'`,
  );

  return {
    /** The person who is addressed by a reply to the message; none for a system message. */
    *senderOf(chatId: string, seq: number): Tx<string | undefined> {
      return (yield* one(sender, { chatId, seq }))?.id;
    },
    mention: (chatId: string, userId: string, seq: number) => run(mention, { chatId, userId, seq }),
    unmention: (chatId: string, userId: string, seq: number) =>
      run(unmention, { chatId, userId, seq }),
    /** Returns how many messages above `after` mention this person or reply to them, counted up to `limit`. */
    *mentions(chatId: string, userId: string, after: number, limit: number): Tx<number> {
      return (yield* one(mentions, { chatId, userId, after, limit }))?.count ?? 0;
    },
    /** Returns those of `ids` who are in the chat. */
    *membersAmong(chatId: string, ids: readonly string[]): Tx<string[]> {
      if (ids.length === 0) return [];
      const rows = yield* all(among, { chatId, ids: JSON.stringify(ids) });
      return rows.map(({ id }) => id);
    },
  };
}

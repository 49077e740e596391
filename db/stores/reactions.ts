import { sql } from 'drizzle-orm';
import type { Reaction } from '../../protocol/entities.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import { all, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

type OwnReaction = { chatId: string; seq: number; emoji: string };
type First = { emoji: string; userId: string; count: number };

/** Who reacted with what, a row each; the message's own row keeps the sum, so that reading messages looks nothing up. */
export function reactionsStore() {
  const where = sql`where chat_id = ${p('chatId')} and seq = ${p('seq')}`;
  const add = prepareSql(
    sql`insert into reactions (chat_id, seq, user_id, emoji, created_at)
      values (${p('chatId')}, ${p('seq')}, ${p('userId')}, ${p('emoji')}, ${p('at')}) on conflict do nothing`,
    'kept',
  );
  const remove = prepareSql(
    sql`delete from reactions ${where} and user_id = ${p('userId')} and emoji = ${p('emoji')}`,
    'kept',
  );
  const removeAll = prepareSql(sql`delete from reactions ${where}`, 'kept');
  const firsts = prepareSql<First>(
    sql`select emoji, "userId", count from (select emoji, user_id as "userId", count(*) over (partition by emoji) as count,
        min(created_at) over (partition by emoji) as since,
        row_number() over (partition by emoji order by created_at, user_id) as place
        from reactions ${where})
      where place <= ${LIMITS.reactors} order by since, emoji, place`,
  );
  const keep = prepareSql(
    sql`update messages set reactions = ${p('reactions')}, rev = ${p('rev')} ${where}`,
    'kept',
  );
  const own = prepareSql<OwnReaction>(
    sql`select r.chat_id as "chatId", r.seq, r.emoji from json_each(${p('places')}) j
      cross join reactions r on r.chat_id = j.value ->> 0 and r.seq = j.value ->> 1 and r.user_id = ${p('userId')}`,
  );
  const everybody = prepareSql<{ userId: string; emoji: string }>(
    sql`select user_id as "userId", emoji from reactions ${where} order by created_at, user_id, emoji
      limit ${LIMITS.infoReactions}`,
  );

  return {
    react: (message: Message, userId: string, emoji: string, at: number) =>
      run(add, { chatId: message.chatId, seq: message.seq, userId, emoji, at }),
    withdraw: (message: Message, userId: string, emoji: string) =>
      run(remove, { chatId: message.chatId, seq: message.seq, userId, emoji }),
    unreact: ({ chatId, seq }: Message) => run(removeAll, { chatId, seq }),

    /** The sum of a message's rows; undefined: there are none. */
    *reactionsOf({ chatId, seq }: Message): Tx<Reaction[] | undefined> {
      const kinds = Map.groupBy(yield* all(firsts, { chatId, seq }), ({ emoji }) => emoji);
      if (kinds.size === 0) return undefined;
      return [...kinds].map(([emoji, rows]) => ({
        emoji,
        count: rows[0]?.count ?? 0,
        by: rows.map(({ userId }) => userId),
      }));
    },
    /** Writes the sum to the message's row. */
    keepReactions({ chatId, seq, reactions, rev }: Message): Tx<number> {
      const kept = reactions ? JSON.stringify(reactions) : null;
      return run(keep, { chatId, seq, reactions: kept, rev });
    },

    /** All of them, the earliest first. */
    reactors: (chatId: string, seq: number) => all(everybody, { chatId, seq }),

    /** Adds this person's own reactions to those messages that have any. */
    *withMine(userId: string, messages: Message[]): Tx<Message[]> {
      const reacted = messages.filter(({ reactions }) => reactions);
      if (reacted.length === 0) return messages;
      const places = JSON.stringify(reacted.map(({ chatId, seq }) => [chatId, seq]));
      const mine = yield* all(own, { userId, places });
      for (const message of reacted) {
        message.mine = mine
          .filter(({ chatId, seq }) => chatId === message.chatId && seq === message.seq)
          .map(({ emoji }) => emoji);
      }
      return messages;
    },
  };
}

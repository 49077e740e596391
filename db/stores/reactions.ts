import { eq, lte, sql } from 'drizzle-orm';
import type { Reaction } from '../../protocol/entities.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import { and, deleteFrom, insertInto, params, select, updateTable } from '../engine/builder.ts';
import { listOfPairs } from '../engine/dialect.ts';
import { all, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { messages, reactions } from '../schema.ts';

/** Who reacted with what, a row each; the message's own row keeps the sum, so that reading messages looks nothing up. */
export function reactionsStore() {
  const isOfMessage = and(eq(reactions.chatId, p('chatId')), eq(reactions.seq, p('seq')));
  const add = prepare(
    () =>
      insertInto(reactions)
        .values({ ...params('chatId', 'seq', 'userId', 'emoji'), createdAt: p('at') })
        .onConflictDoNothing(),
    'kept',
  );
  const remove = prepare(
    () =>
      deleteFrom(reactions).where(
        and(isOfMessage, eq(reactions.userId, p('userId')), eq(reactions.emoji, p('emoji'))),
      ),
    'kept',
  );
  const removeAll = prepare(() => deleteFrom(reactions).where(isOfMessage), 'kept');
  const firsts = prepare(() => {
    const ofKind = sql`partition by ${reactions.emoji}`;
    const placed = select({
      emoji: reactions.emoji,
      userId: reactions.userId,
      count: sql<number>`count(*) over (${ofKind})`,
      since: sql<number>`min(${reactions.createdAt}) over (${ofKind})`,
      place: sql<number>`row_number() over (${ofKind} order by ${reactions.createdAt}, ${reactions.userId})`,
    })
      .from(reactions)
      .where(isOfMessage)
      .as('placed');
    return select({ emoji: placed.emoji, userId: placed.userId, count: placed.count })
      .from(placed)
      .where(lte(placed.place, LIMITS.reactors))
      .orderBy(placed.since, placed.emoji, placed.place);
  });
  const keep = prepare(
    () =>
      updateTable(messages)
        .set(params('reactions', 'rev'))
        .where(and(eq(messages.chatId, p('chatId')), eq(messages.seq, p('seq')))),
    'kept',
  );
  const own = prepare(() => {
    const places = listOfPairs('places');
    return select({ chatId: reactions.chatId, seq: reactions.seq, emoji: reactions.emoji })
      .from(places.rows)
      .crossJoin(reactions)
      .where(
        and(
          eq(reactions.chatId, places.first),
          eq(reactions.seq, places.second),
          eq(reactions.userId, p('userId')),
        ),
      );
  });
  const everybody = prepare(() =>
    select({ userId: reactions.userId, emoji: reactions.emoji })
      .from(reactions)
      .where(isOfMessage)
      .orderBy(reactions.createdAt, reactions.userId, reactions.emoji)
      .limit(LIMITS.infoReactions),
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
        message.ownReactions = mine
          .filter(({ chatId, seq }) => chatId === message.chatId && seq === message.seq)
          .map(({ emoji }) => emoji);
      }
      return messages;
    },
  };
}

import { type AnyColumn, count, desc, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import {
  aggregate,
  alias,
  and,
  deleteFrom,
  insertInto,
  insertRows,
  named,
  oneMore,
  paramsOf,
  scalar,
  select,
  updateTable,
} from '../engine/builder.ts';
import { isAmong, listOf, notByIndex } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { hidden, members, mentions, messages } from '../schema.ts';
import { isMember, ownRowIn } from './membership.ts';
import { isUnhidden } from './message-visibility.ts';

type Pinnable = { chatId: AnyColumn; seq: AnyColumn; pinnedAt: AnyColumn };

/** Up to where the person has cleared the chat that is asked for. */
const clearedUpTo = () => scalar(select({ seq: members.clearedSeq }).from(members).where(isMember));

/** What of a chat's messages is one person's own: those they have hidden, and those that speak to them. */
export function perMemberMessagesStore() {
  return { ...hiddenStore(), ...mentionsStore() };
}

function hiddenStore() {
  const hide = prepare(
    () =>
      insertRows(
        hidden,
        select({ chatId: messages.chatId, userId: members.userId, seq: messages.seq })
          .from(messages)
          .innerJoin(
            members,
            and(eq(members.chatId, messages.chatId), eq(members.userId, p('userId'))),
          )
          .where(
            and(
              eq(messages.chatId, p('chatId')),
              isAmong(messages.seq, 'seqs'),
              gt(messages.seq, members.clearedSeq),
            ),
          ),
      ).onConflictDoNothing(),
    'kept',
  );
  const forget = prepare(
    () =>
      deleteFrom(mentions).where(
        and(
          eq(mentions.chatId, p('chatId')),
          eq(mentions.userId, p('userId')),
          isAmong(mentions.seq, 'seqs'),
        ),
      ),
    'kept',
  );
  const hiddenNow = prepare(() =>
    select({ seq: hidden.seq })
      .from(hidden)
      .where(
        and(
          eq(hidden.chatId, p('chatId')),
          eq(hidden.userId, p('userId')),
          gt(hidden.seq, clearedUpTo()),
        ),
      )
      .orderBy(hidden.seq),
  );
  const next = prepare(
    () =>
      updateTable(members)
        .set({ memberRev: oneMore(members.memberRev) })
        .where(isMember)
        .returning(named({ memberRev: members.memberRev })),
    'chat',
  );
  const pinHeads = prepare(() => {
    const ids = listOf('ids');
    const isSeenPin = (message: Pinnable) =>
      and(
        isNotNull(message.pinnedAt),
        gt(notByIndex(message.seq), members.clearedSeq),
        isUnhidden(members.userId, message),
      );
    const other = alias(messages, 'other');
    const newest = select({ seq: other.seq })
      .from(other)
      .where(and(eq(other.chatId, ids.value), isSeenPin(other)))
      .orderBy(desc(other.pinnedAt), desc(other.seq))
      .limit(1);
    return select({ chatId: ids.value, pins: count(), pin: aggregate(newest) })
      .from(ids.rows)
      .crossJoin(ownRowIn(ids.value))
      .crossJoin(messages)
      .where(
        and(
          eq(members.chatId, ids.value),
          eq(members.userId, p('userId')),
          eq(messages.chatId, members.chatId),
          isSeenPin(messages),
        ),
      )
      .groupBy(ids.value, members.userId, members.clearedSeq);
  });

  return {
    /** Deletes messages for this person alone. Returns how many of them were visible until now. */
    *hide(chatId: string, userId: string, seqs: readonly number[]): Tx<number> {
      const asked = { chatId, userId, seqs: JSON.stringify(seqs) };
      yield* run(forget, asked);
      return yield* run(hide, asked);
    },
    /** What this person has hidden above what they have cleared, oldest first. */
    *hidden(chatId: string, userId: string): Tx<number[]> {
      return (yield* all(hiddenNow, { chatId, userId })).map(({ seq }) => seq);
    },
    /** Counts a change of this person's own settings of the chat. */
    *nextMemberRev(chatId: string, userId: string): Tx<number> {
      return (yield* one(next, { chatId, userId }))?.memberRev ?? 0;
    },
    /** The newest pin that this person sees and how many there are, of each chat that has any. */
    pinHeads: (userId: string, chatIds: readonly string[]) =>
      all(pinHeads, { userId, ids: JSON.stringify(chatIds) }),
  };
}

function mentionsStore() {
  const mention = prepare(
    () => insertInto(mentions).values(paramsOf(mentions)).onConflictDoNothing(),
    'kept',
  );
  const ofPerson = and(eq(mentions.chatId, p('chatId')), eq(mentions.userId, p('userId')));
  const unmention = prepare(
    () => deleteFrom(mentions).where(and(ofPerson, eq(mentions.seq, p('seq')))),
    'kept',
  );
  const among = prepare(() =>
    select({ id: members.userId })
      .from(members)
      .where(
        and(
          eq(members.chatId, p('chatId')),
          isNull(members.leftAt),
          isAmong(members.userId, 'ids'),
        ),
      ),
  );

  const sender = prepare(() =>
    select({ id: messages.senderId })
      .from(messages)
      .where(
        and(
          eq(messages.chatId, p('chatId')),
          eq(messages.seq, p('seq')),
          eq(messages.kind, 'text'),
        ),
      ),
  );

  return {
    /** The person who is addressed by a reply to the message; none for a system message. */
    *senderOf(chatId: string, seq: number): Tx<string | undefined> {
      return (yield* one(sender, { chatId, seq }))?.id;
    },
    mention: (chatId: string, userId: string, seq: number) => run(mention, { chatId, userId, seq }),
    unmention: (chatId: string, userId: string, seq: number) =>
      run(unmention, { chatId, userId, seq }),
    /** Returns those of `ids` who are in the chat. */
    *membersAmong(chatId: string, ids: readonly string[]): Tx<string[]> {
      if (ids.length === 0) return [];
      const rows = yield* all(among, { chatId, ids: JSON.stringify(ids) });
      return rows.map(({ id }) => id);
    },
  };
}

import { type AnyColumn, eq, gt, notExists, type SQL } from 'drizzle-orm';
import { and, rowsOf, select } from '../engine/builder.ts';
import type { Expression } from '../engine/dialect.ts';
import { p } from '../engine/query.ts';
import { hidden, members, messages } from '../schema.ts';

type Place = { chatId: AnyColumn; seq: AnyColumn };

/** Whether a person has not deleted a message for themselves. */
export const isUnhidden = (userId: Expression, { chatId, seq }: Place): SQL =>
  notExists(
    rowsOf(hidden).where(
      and(eq(hidden.chatId, chatId), eq(hidden.userId, userId), eq(hidden.seq, seq)),
    ),
  );

/**
 * Whether a message of the chat that is asked for is one that the asker has neither cleared nor deleted for themselves.
 * `seq` says how it is compared.
 */
export function isShown(seq: Expression = messages.seq): SQL {
  const cleared = select({ seq: members.clearedSeq })
    .from(members)
    .where(and(eq(members.chatId, p('chatId')), eq(members.userId, p('userId'))));
  const asked = and(
    eq(hidden.chatId, p('chatId')),
    eq(hidden.userId, p('userId')),
    eq(hidden.seq, messages.seq),
  );
  return and(gt(seq as SQL, cleared), notExists(rowsOf(hidden).where(asked)));
}

import { eq, isNull, lte, ne, type SQL, sql } from 'drizzle-orm';
import { and, type RowOfFields, select } from '../engine/builder.ts';
import { p } from '../engine/query.ts';
import { chats, members } from '../schema.ts';
import { shownReceipt } from './membership-flags.ts';

/** Messages from before a member joined do not count as read by them, though they are not unread either. */
function receipt(seq: 'deliveredSeq' | 'readSeq'): SQL<number> {
  const isFromBefore = and(ne(members.userId, p('userId')), lte(members[seq], members.joinedSeq));
  return sql`case when ${isFromBefore} then 0 else ${shownReceipt(seq, p('userId'))} end`;
}

/** What is read of `members` and `chats`, as the asker (`userId`) may see it. */
export const MEMBER = {
  chatId: members.chatId,
  userId: members.userId,
  role: members.role,
  delivered: receipt('deliveredSeq'),
  read: receipt('readSeq'),
};
export type MemberRow = RowOfFields<typeof MEMBER>;

/** Members who are in a chat now. */
export const membersWhere = (...conditions: SQL[]) =>
  select(MEMBER)
    .from(members)
    .innerJoin(chats, eq(chats.id, members.chatId))
    .where(and(isNull(members.leftAt), ...conditions));

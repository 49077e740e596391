import { sql } from 'drizzle-orm';
import { p } from '../engine/query.ts';
import { shownMark } from './membership-flags.ts';

export type MemberRow = {
  chatId: string;
  userId: string;
  role: string;
  delivered: number;
  read: number;
};

/** Messages from before a member joined do not count as read by them, though they are not unread either. */
const mark = (column: 'delivered_seq' | 'read_seq') =>
  sql`case when o.user_id <> ${p('userId')} and o.${sql.raw(column)} <= o.joined_seq then 0
    else ${shownMark(column, p('userId'))} end`;

/** Columns of `members o join chats c`, as the asker (`userId`) may see them. */
export const MEMBER_COLUMNS = sql`o.chat_id as "chatId", o.user_id as "userId", o.role,
  ${mark('delivered_seq')} as delivered, ${mark('read_seq')} as "read"`;
export const MEMBER = sql`select ${MEMBER_COLUMNS}
  from members o join chats c on c.id = o.chat_id where o.left_at is null`;

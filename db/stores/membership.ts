import { eq } from 'drizzle-orm';
import { and } from '../engine/builder.ts';
import { p } from '../engine/query.ts';
import { members } from '../schema.ts';

/** Whether a row of `members` is of the chat that is asked for. */
export const isOfChat = eq(members.chatId, p('chatId'));
/** Whether it is the asker's in that chat. */
export const isMember = and(isOfChat, eq(members.userId, p('userId')));

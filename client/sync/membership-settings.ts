import type { Message } from '../../protocol/messages.ts';
import type { Batch } from './batch.ts';

/** Unread counts it. */
export function counts(message: Message, me: string): boolean {
  return message.kind === 'text' && message.senderId !== me && message.deletedAt === null;
}

/** It mentions this person or answers them. What is forwarded was said to others; a note is said by nobody. */
export function addresses(
  message: Pick<Message, 'senderId' | 'entities' | 'forward'>,
  answered: Message | undefined,
  me: string,
): boolean {
  if (message.senderId === me) return false;
  const mentioned = !message.forward && message.entities?.some(({ userId }) => userId === me);
  const mine = answered?.kind === 'text' && answered.senderId === me;
  return mine || Boolean(mentioned);
}

/** 1: it is for this person. Undefined: the device does not have what it answers, and only the server knows whose it was. */
export function callOf(batch: Batch, message: Message): 0 | 1 | undefined {
  const { chatId, replyTo } = message;
  const answered = replyTo === undefined ? undefined : batch.held(chatId, replyTo);
  if (addresses(message, answered, batch.me)) return 1;
  return replyTo !== undefined && !answered ? undefined : 0;
}

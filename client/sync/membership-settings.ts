import type { Message } from '../../protocol/messages.ts';
import type { Batch } from './batch.ts';

/** Unread counts it. */
export function counts(message: Message, me: string): boolean {
  return message.kind === 'text' && message.senderId !== me && message.deletedAt === null;
}

/**
 * Whether the message mentions this person or replies to them. The mentions of a forwarded text were meant for others,
 * and a system message has no author to reply to.
 */
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

/**
 * 1: the message is addressed to this person. Undefined: the device does not hold the message that it replies to, and
 * only the server knows who wrote that.
 */
export function callOf(batch: Batch, message: Message): 0 | 1 | undefined {
  const { chatId, replyTo } = message;
  const answered = replyTo === undefined ? undefined : batch.held(chatId, replyTo);
  if (addresses(message, answered, batch.me)) return 1;
  return replyTo !== undefined && !answered ? undefined : 0;
}

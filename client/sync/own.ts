import type { Message } from '../../protocol/messages.ts';

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

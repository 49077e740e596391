import type { Entity } from '../../protocol/entities.ts';
import type { Message } from '../../protocol/messages.ts';

/** Unread counts it. */
export function counts(message: Message, me: string): boolean {
  return message.kind === 'text' && message.senderId !== me && message.deletedAt === null;
}

export function addresses(
  message: { senderId: string; entities?: Entity[] },
  answered: Message | undefined,
  me: string,
): boolean {
  if (message.senderId === me) return false;
  return answered?.senderId === me || Boolean(message.entities?.some((e) => e.userId === me));
}

import type { Message } from '../../protocol/messages.ts';
import { addresseesOf } from '../../protocol/rules/messages.ts';
import type { Batch } from './batch.ts';

/**
 * 1: the message is addressed to this person. Undefined: the device does not hold the message that it replies to, and
 * only the server knows who wrote that.
 */
export function callOf(batch: Batch, message: Message): 0 | 1 | undefined {
  const { chatId, replyTo } = message;
  const answered = replyTo === undefined ? undefined : batch.held(chatId, replyTo);
  const answers = answered?.kind === 'text' ? answered.senderId : undefined;
  if (addresseesOf(message, answers).includes(batch.me)) return 1;
  return replyTo !== undefined && !answered ? undefined : 0;
}

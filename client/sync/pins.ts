import type { Message } from '../../protocol/messages.ts';
import { isHidden } from '../../protocol/rules/chat-settings.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';

/** The chat after a change of one message; where the device cannot know which pin is the newest now, it asks. */
export function withPin(
  chat: ChatRecord,
  known: Message | undefined,
  { seq, pinnedAt }: Message,
): ChatRecord {
  if (isHidden(chat.own, seq)) return chat;
  const is = pinnedAt !== undefined;
  if (!known) {
    const certain = is ? chat.pin === seq : chat.pins === 0;
    return certain ? chat : { ...chat, unsure: true };
  }
  if ((known.pinnedAt !== undefined) === is) return chat;
  if (is) return { ...chat, pin: seq, pins: chat.pins + 1 };
  const pins = Math.max(0, chat.pins - 1);
  if (chat.pin !== seq) return { ...chat, pins };
  return pins === 0 ? { ...chat, pin: null, pins } : { ...chat, pin: null, pins, unsure: true };
}

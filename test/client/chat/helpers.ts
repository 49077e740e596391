import type { TimelineMessage } from '../../../client/core/services.ts';
import { fakeMessage } from '../../../client/dev/fake-message.ts';

/** Makes a message of Ali's in a chat, with what a test cares about. */
export function line(change: Partial<TimelineMessage> & { seq: number }): TimelineMessage {
  return fakeMessage({
    chatId: 'chatAAAAAAA',
    senderId: change.mine ? 'me' : 'ali',
    text: `پیام ${change.seq}`,
    createdAt: 1_790_000_000_000 + change.seq * 1000,
    state: 'sent',
    ...change,
  });
}

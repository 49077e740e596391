import type { TimelineMessage } from '../../../client/core/services.ts';

/** A message of Ali's in a chat, with what a test cares about. */
export function line(change: Partial<TimelineMessage> & { seq: number }): TimelineMessage {
  return {
    chatId: 'chatAAAAAAA',
    senderId: change.mine ? 'me' : 'ali',
    clientId: `00000000-0000-7000-8000-${String(change.seq).padStart(12, '0')}`,
    kind: 'text',
    text: `پیام ${change.seq}`,
    createdAt: 1_790_000_000_000 + change.seq * 1000,
    editedAt: null,
    deletedAt: null,
    rev: 0,
    mine: false,
    state: 'sent',
    error: null,
    ...change,
  };
}

import type { TimelineMessage } from '../core/services.ts';

/** Makes a message with what matters of it; one without a `seq` has not been sent. */
export function fakeMessage(
  change: Partial<TimelineMessage> & Pick<TimelineMessage, 'chatId' | 'senderId'>,
): TimelineMessage {
  const { seq = 0 } = change;
  return {
    seq,
    clientId:
      seq > 0 ? `00000000-0000-7000-8000-${String(seq).padStart(12, '0')}` : crypto.randomUUID(),
    kind: change.system ? 'system' : 'text',
    text: '',
    createdAt: Date.now(),
    editedAt: null,
    deletedAt: null,
    rev: 0,
    mine: false,
    state: 'read',
    error: null,
    ...change,
  };
}

/** Returns the message in the shape that the server sends. */
export function toWire({ mine: _, ...message }: TimelineMessage) {
  return message;
}

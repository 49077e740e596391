import { expect, test } from 'bun:test';
import type { TimelineMessage, TimelineView } from '../../../client/core/services.ts';
import { DrawnWindow } from '../../../client/messages/timeline/drawn-window.ts';
import { line } from './helpers.ts';

const sent = (seq: number, change: Partial<TimelineMessage> = {}) => line({ seq, ...change });

const OPENED = { seq: 2, unread: 0 };
const view = (messages: TimelineMessage[]): TimelineView => ({
  messages,
  hasOlder: false,
  hasNewer: false,
  loading: null,
  unreadAfter: 0,
  focus: null,
});

function opened(...messages: TimelineMessage[]) {
  const drawn = new DrawnWindow();
  const show = (list: TimelineMessage[]) => drawn.take(view(list), { kind: 'end' }, OPENED, 60);
  show(messages);
  return { drawn, show, heard: () => drawn.heard.map(({ seq }) => seq) };
}

test('each message that comes is read aloud once: two that say the same, and three at once', () => {
  const chat = [sent(1), sent(2)];
  const { show, heard } = opened(...chat);
  expect(heard()).toEqual([]);
  show([...chat, sent(3, { text: 'بله' })]);
  show([...chat, sent(3, { text: 'بله' }), sent(4, { text: 'بله' })]);
  show([...chat, ...[3, 4, 5, 6, 7].map((seq) => sent(seq, { text: 'بله' }))]);
  expect(heard()).toEqual([3, 4, 5, 6, 7]);
});

test('history that is loaded, and what one wrote oneself, is not', () => {
  const { show, heard } = opened(sent(5), sent(6));
  show([sent(3), sent(4), sent(5), sent(6)]);
  show([sent(3), sent(4), sent(5), sent(6), sent(7, { mine: true })]);
  expect(heard()).toEqual([]);
});

import { expect, test } from 'bun:test';
import type { TimelineMessage, TimelineView } from '../../../client/core/services.ts';
import { DrawnWindow } from '../../../client/messages/timeline/drawn-window.ts';
import { line } from './helpers.ts';

const sentLine = (seq: number, change: Partial<TimelineMessage> = {}) => line({ seq, ...change });

const OPENED = { seq: 2, unread: 0 };
const view = (messages: TimelineMessage[]): TimelineView => ({
  messages,
  hasOlder: false,
  hasNewer: false,
  loading: null,
  unreadAfter: 0,
  focus: null,
});

function openWith(...messages: TimelineMessage[]) {
  const drawn = new DrawnWindow();
  const show = (list: TimelineMessage[]) =>
    drawn.applyView(view(list), { kind: 'end' }, OPENED, 60);
  show(messages);
  return { drawn, show, heard: () => drawn.announced.map(({ seq }) => seq) };
}

test('each message that comes is read aloud once: two that say the same, and three at once', () => {
  const chat = [sentLine(1), sentLine(2)];
  const { show, heard } = openWith(...chat);
  expect(heard()).toEqual([]);
  show([...chat, sentLine(3, { text: 'بله' })]);
  show([...chat, sentLine(3, { text: 'بله' }), sentLine(4, { text: 'بله' })]);
  show([...chat, ...[3, 4, 5, 6, 7].map((seq) => sentLine(seq, { text: 'بله' }))]);
  expect(heard()).toEqual([3, 4, 5, 6, 7]);
});

test('history that is loaded, and what one wrote oneself, is not', () => {
  const { show, heard } = openWith(sentLine(5), sentLine(6));
  show([sentLine(3), sentLine(4), sentLine(5), sentLine(6)]);
  show([sentLine(3), sentLine(4), sentLine(5), sentLine(6), sentLine(7, { mine: true })]);
  expect(heard()).toEqual([]);
});

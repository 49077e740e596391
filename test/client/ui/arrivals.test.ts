import { beforeEach, expect, test } from 'bun:test';
import { Arrivals } from '../../../client/app/arrivals/arrivals.ts';
import type { ChatRow } from '../../../client/core/services.ts';
import { fakeRows } from '../../../client/dev/fake-chats.ts';

const ME = 'me';
let now: number;
let told: string[];
let arrivals: Arrivals;
let rows: ChatRow[];
beforeEach(() => {
  now = 1_000_000;
  told = [];
  arrivals = new Arrivals({
    me: () => ME,
    now: () => now,
    onArrival: ({ chat }) => told.push(`${chat.id} ${chat.lastSeq}`),
  });
  const [first, second] = fakeRows().filter(({ chat }) => chat.kind === 'direct');
  if (!first || !second) throw new Error('two direct chats are needed');
  rows = [first, second].map((row, n) => quiet(row, `chat${n}`));
});

function quiet(row: ChatRow, id: string): ChatRow {
  const settings = { ...row.settings, mutedUntil: null, request: false };
  return { ...row, settings, unread: 0, chat: { ...row.chat, id, lastSeq: 5, lastAt: 0 } };
}
type More = {
  from?: string;
  settings?: Partial<ChatRow['settings']>;
  kind?: 'system';
  read?: boolean;
  at?: number;
};
function receive(n: number, { from = 'ali', settings, kind, read, at = 1 }: More = {}): void {
  rows = rows.map((row, i) => {
    if (i !== n) return row;
    const seq = row.chat.lastSeq + 1;
    const last = { ...row.chat.last, seq, senderId: from, kind: kind ?? 'text', deletedAt: null };
    const chat = { ...row.chat, lastSeq: seq, lastAt: at, last } as ChatRow['chat'];
    return {
      ...row,
      chat,
      settings: { ...row.settings, ...settings },
      unread: read ? 0 : row.unread + 1,
    };
  });
}
const look = (online = true): void => arrivals.compareRows(rows, online);
function passSettling(): void {
  look();
  now += 5_000;
  look();
}

test('a message that comes is told once', () => {
  passSettling();
  receive(0);
  look();
  look();
  expect(told).toEqual(['chat0 6']);
});

test('what came while nobody was here is told to nobody', () => {
  look(false);
  receive(0);
  look(false);
  receive(0);
  look();
  now += 1_000;
  receive(1);
  look();
  expect(told).toEqual([]);
  now += 5_000;
  receive(1);
  look();
  expect(told).toEqual(['chat1 7']);
});

test.each<[string, More]>([
  ['of one’s own', { from: ME }],
  ['in a muted chat', { settings: { mutedUntil: Number.MAX_SAFE_INTEGER } }],
  ['of a stranger whose request waits', { settings: { request: true } }],
  ['that is a system message', { kind: 'system' }],
  ['that another device has read', { read: true }],
])('a message %s is not told', (_, more) => {
  passSettling();
  receive(0, more);
  look();
  expect(told).toEqual([]);
  receive(1);
  look();
  expect(told).toEqual(['chat1 6']);
});

test('a mute that is over mutes nothing', () => {
  passSettling();
  receive(0, { settings: { mutedUntil: now } });
  look();
  expect(told).toHaveLength(1);
});

test('of several that come together the newest is told', () => {
  passSettling();
  receive(0, { at: 9 });
  receive(1, { at: 8 });
  receive(1, { at: 8 });
  look();
  expect(told).toEqual(['chat0 6']);
});

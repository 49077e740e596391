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
    arrived: ({ chat }) => told.push(`${chat.id} ${chat.lastSeq}`),
  });
  const [first, second] = fakeRows().filter(({ chat }) => chat.kind === 'direct');
  if (!first || !second) throw new Error('two direct chats are needed');
  rows = [first, second].map((row, n) => quiet(row, `chat${n}`));
});

function quiet(row: ChatRow, id: string): ChatRow {
  const own = { ...row.own, mutedUntil: null, request: false };
  return { ...row, own, unread: 0, chat: { ...row.chat, id, lastSeq: 5, lastAt: 0 } };
}
type More = {
  from?: string;
  own?: Partial<ChatRow['own']>;
  kind?: 'note';
  read?: boolean;
  at?: number;
};
function receive(n: number, { from = 'ali', own, kind, read, at = 1 }: More = {}): void {
  rows = rows.map((row, i) => {
    if (i !== n) return row;
    const seq = row.chat.lastSeq + 1;
    const last = { ...row.chat.last, seq, senderId: from, kind: kind ?? 'text', deletedAt: null };
    const chat = { ...row.chat, lastSeq: seq, lastAt: at, last } as ChatRow['chat'];
    return { ...row, chat, own: { ...row.own, ...own }, unread: read ? 0 : row.unread + 1 };
  });
}
const look = (online = true): void => arrivals.look(rows, online);
function settled(): void {
  look();
  now += 5_000;
  look();
}

test('a message that comes is told once', () => {
  settled();
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
  ['in a muted chat', { own: { mutedUntil: Number.MAX_SAFE_INTEGER } }],
  ['of a stranger whose request waits', { own: { request: true } }],
  ['that is a note', { kind: 'note' }],
  ['that another device has read', { read: true }],
])('a message %s is not told', (_, more) => {
  settled();
  receive(0, more);
  look();
  expect(told).toEqual([]);
  receive(1);
  look();
  expect(told).toEqual(['chat1 6']);
});

test('a mute that is over mutes nothing', () => {
  settled();
  receive(0, { own: { mutedUntil: now } });
  look();
  expect(told).toHaveLength(1);
});

test('of several that come together the newest is told', () => {
  settled();
  receive(0, { at: 9 });
  receive(1, { at: 8 });
  receive(1, { at: 8 });
  look();
  expect(told).toEqual(['chat0 6']);
});

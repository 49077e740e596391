import { expect, test } from 'bun:test';
import { shownRows } from '../../../client/chats/filters.ts';
import { changeOf, isMuted, rowItems } from '../../../client/chats/row-acts.ts';
import type { ChatRow } from '../../../client/core/services.ts';
import { fakeRows } from '../../../client/dev/fake-chats.ts';
import { memberActs } from '../../../client/groups/rights.ts';

const NOW = 1_000_000;
const rows = fakeRows();

function rowOf(kind: ChatRow['chat']['kind'], own: Partial<ChatRow['own']> = {}): ChatRow {
  const row = rows.find(({ chat }) => chat.kind === kind);
  if (!row) throw new Error(`no ${kind} among the made-up rows`);
  return { ...row, unread: 0, own: { ...row.own, archived: false, unreadMark: false, ...own } };
}

test('what is archived shows in the archive alone, whatever the filter', () => {
  const kept = rowOf('direct', { archived: true, unreadMark: true });
  expect(shownRows([kept], 'all', null)).toEqual([]);
  expect(shownRows([kept], 'unread', null)).toEqual([]);
  expect(shownRows([kept], 'groups', 'archive')).toEqual([kept]);
});

test('a stranger’s request stands among the requests alone, archived or not', () => {
  const asks = rowOf('direct', { request: true, archived: true });
  expect(shownRows([asks], 'all', null)).toEqual([]);
  expect(shownRows([asks], 'people', null)).toEqual([]);
  expect(shownRows([asks], 'all', 'archive')).toEqual([]);
  expect(shownRows([asks], 'all', 'requests')).toEqual([asks]);
});

test('a filter shows its own kind, and a mark by hand counts as unread', () => {
  const [direct, group, self] = [
    rowOf('direct'),
    rowOf('group', { unreadMark: true }),
    rowOf('self'),
  ];
  const all = [direct, group, self];
  expect(shownRows(all, 'all', null)).toEqual(all);
  expect(shownRows(all, 'people', null)).toEqual([direct]);
  expect(shownRows(all, 'groups', null)).toEqual([group]);
  expect(shownRows(all, 'unread', null)).toEqual([group]);
});

test('a mute ends by the clock, or never', () => {
  expect(changeOf('muteHour', [], NOW)).toEqual({ mutedUntil: NOW + 3_600_000 });
  expect(changeOf('muteForEver', [], NOW)).toEqual({ mutedUntil: Number.MAX_SAFE_INTEGER });
  expect(isMuted(rowOf('direct', { mutedUntil: NOW }), NOW)).toBe(false);
  expect(isMuted(rowOf('direct', { mutedUntil: NOW + 1 }), NOW)).toBe(true);
});

test('a new pin comes after those that are there, the first begins', () => {
  expect(changeOf('pin', [rowOf('self')], NOW)).toEqual({ pinned: 0 });
  expect(changeOf('pin', [rowOf('self', { pinned: 4 })], NOW)).toEqual({ pinned: 5 });
});

test('a menu offers the way back from what was done', () => {
  const done = rowOf('direct', {
    pinned: 1,
    archived: true,
    unreadMark: true,
    mutedUntil: NOW + 1,
  });
  expect(rowItems(done, NOW).map(({ id }) => id)).toEqual([
    'unpin',
    'unmute',
    'fromArchive',
    'clear',
    'remove',
  ]);
});

test('nobody is offered what the server would refuse them in a group', () => {
  expect(memberActs('member', 'member', false)).toEqual([]);
  expect(memberActs('admin', 'admin', false)).toEqual([]);
  expect(memberActs('admin', 'member', false)).toEqual(['remove']);
  expect(memberActs('owner', 'owner', true)).toEqual([]);
  expect(memberActs('owner', 'admin', false)).toEqual(['takeAdmin', 'handOver', 'remove']);
});

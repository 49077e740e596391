import { expect, test } from 'bun:test';
import { filterRows } from '../../../client/chats/filters.ts';
import { movePin, pinnedRows } from '../../../client/chats/pin-order.ts';
import { changeOf, isMuted, listRowItems } from '../../../client/chats/row-actions.ts';
import type { ChatRow } from '../../../client/core/services.ts';
import { fakeRows } from '../../../client/dev/fake-chats.ts';
import { listMemberActions } from '../../../client/groups/rights.ts';

const NOW = 1_000_000;
const rows = fakeRows();

function rowOf(kind: ChatRow['chat']['kind'], own: Partial<ChatRow['settings']> = {}): ChatRow {
  const row = rows.find(({ chat }) => chat.kind === kind);
  if (!row) throw new Error(`no ${kind} among the made-up rows`);
  return {
    ...row,
    unread: 0,
    settings: { ...row.settings, archived: false, unreadMark: false, ...own },
  };
}

function pinnedAt(pinned: number, id = `chat${pinned}`): ChatRow {
  const row = rowOf('direct', { pinned, request: false });
  return { ...row, chat: { ...row.chat, id } };
}

test('what is archived shows in the archive alone, whatever the filter', () => {
  const kept = rowOf('direct', { archived: true, unreadMark: true });
  expect(filterRows([kept], 'all', null)).toEqual([]);
  expect(filterRows([kept], 'unread', null)).toEqual([]);
  expect(filterRows([kept], 'groups', 'archive')).toEqual([kept]);
});

test('a stranger’s request stands among the requests alone, archived or not', () => {
  const asks = rowOf('direct', { request: true, archived: true });
  expect(filterRows([asks], 'all', null)).toEqual([]);
  expect(filterRows([asks], 'people', null)).toEqual([]);
  expect(filterRows([asks], 'all', 'archive')).toEqual([]);
  expect(filterRows([asks], 'all', 'requests')).toEqual([asks]);
});

test('a filter shows its own kind, and a mark by hand counts as unread', () => {
  const [direct, group, self] = [
    rowOf('direct'),
    rowOf('group', { unreadMark: true }),
    rowOf('self'),
  ];
  const all = [direct, group, self];
  expect(filterRows(all, 'all', null)).toEqual(all);
  expect(filterRows(all, 'people', null)).toEqual([direct]);
  expect(filterRows(all, 'groups', null)).toEqual([group]);
  expect(filterRows(all, 'unread', null)).toEqual([group]);
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
  expect(listRowItems(done, NOW).map(({ id }) => id)).toEqual([
    'unpin',
    'unmute',
    'fromArchive',
    'markRead',
    'block',
    'clear',
    'remove',
  ]);
});

test('a pinned row moves up and down among the pinned ones, as far as there is a place', () => {
  const pins = [0, 1, 2].map((pinned) => pinnedAt(pinned));
  const moves = (n: number) =>
    listRowItems(pins[n] as ChatRow, NOW, pins).flatMap(({ id }) =>
      id.startsWith('move') ? [id] : [],
    );
  expect([moves(0), moves(1), moves(2)]).toEqual([
    ['moveDown'],
    ['moveUp', 'moveDown'],
    ['moveUp'],
  ]);
});

test('moving writes the rows between, and all of them where two had the same place', () => {
  const pins = [3, 5, 9, 10].map((pinned) => pinnedAt(pinned));
  expect(movePin(pins, 2, 0)).toEqual([
    { chatId: 'chat9', pinned: 3 },
    { chatId: 'chat3', pinned: 5 },
    { chatId: 'chat5', pinned: 9 },
  ]);
  expect(movePin(pins, 0, 0)).toEqual([]);
  expect(movePin(pins, 0, -1)).toEqual([]);
  expect(movePin(pins, 3, 4)).toEqual([]);
  const [a, b] = [pinnedAt(2, 'a'), pinnedAt(2, 'b')];
  expect(movePin([a, b], 1, 0)).toEqual([
    { chatId: 'b', pinned: 0 },
    { chatId: 'a', pinned: 1 },
  ]);
});

test('the archive and the requests keep no places among the pinned', () => {
  const all = [pinnedAt(1), rowOf('direct', { pinned: 2, archived: true }), rowOf('group')];
  expect(pinnedRows(all)).toEqual([all[0] as ChatRow]);
});

test('a group is left from its row, unless its owner would leave others behind; a request, and a group that one is out of, are only deleted', () => {
  const items = (row: ChatRow) => listRowItems(row, NOW).map(({ id }) => id);
  const group = rowOf('group', { role: 'member' });
  expect(items(group)).toContain('leave');
  expect(items({ ...group, settings: { ...group.settings, role: 'owner' } })).not.toContain(
    'leave',
  );
  expect(items(rowOf('direct'))).not.toContain('leave');
  expect(items(rowOf('direct', { request: true }))).toEqual(['remove']);
  expect(items({ ...group, chat: { ...group.chat, left: true } })).toEqual(['remove']);
});

test('nobody is offered what the server would refuse them in a group', () => {
  expect(listMemberActions('member', 'member', false)).toEqual([]);
  expect(listMemberActions('admin', 'admin', false)).toEqual([]);
  expect(listMemberActions('admin', 'member', false)).toEqual(['remove']);
  expect(listMemberActions('owner', 'owner', true)).toEqual([]);
  expect(listMemberActions('owner', 'admin', false)).toEqual(['takeAdmin', 'handOver', 'remove']);
});

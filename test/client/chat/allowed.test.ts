import { describe, expect, test } from 'bun:test';
import type { ChatRow } from '../../../client/core/services.ts';
import { PEOPLE } from '../../../client/dev/fake-data.ts';
import { fakeRow, OWN } from '../../../client/dev/fake-row.ts';
import {
  checkWritePermission,
  listAllowedActions,
  waitsForAnswer,
} from '../../../client/messages/allowed-actions.ts';
import type { Chat, ChatSettings } from '../../../protocol/chats.ts';
import { line } from './helpers.ts';

const HOUR = 3_600_000;
const NOW = line({ seq: 1 }).createdAt + HOUR;
const ALL = { addPeople: true, changeInfo: true, pin: true, write: true };

function room(kind: Chat['kind'], change: Partial<ChatSettings> = {}, rights = ALL): ChatRow {
  const { chat, ...row } = fakeRow('chatAAAAAAA', PEOPLE.reza, null, {
    settings: { ...OWN, ...change },
  });
  return { ...row, chat: { ...chat, kind, rights } };
}

const acts = (...args: Parameters<typeof listAllowedActions>) => [...listAllowedActions(...args)];

describe('the menu of a message offers', () => {
  test('edit and delete for everyone of one’s own, for 48 hours', () => {
    const mine = line({ seq: 1, mine: true });
    expect(acts(mine, room('direct'), NOW)).toContain('edit');
    expect(acts(mine, room('direct'), NOW)).toContain('deleteForAll');
    const last = mine.createdAt + 48 * HOUR;
    expect(acts(mine, room('direct'), last)).toContain('edit');
    expect(acts(mine, room('direct'), last)).toContain('deleteForAll');
    const late = last + 1;
    expect(acts(mine, room('direct'), late)).not.toContain('edit');
    expect(acts(mine, room('direct'), late)).not.toContain('deleteForAll');
    expect(acts(mine, room('direct'), late)).toContain('delete');
  });

  test('nothing that needs words of what has none: calls, sealed words, files', () => {
    const wordy = ['edit', 'copy', 'forward'];
    const mine = { seq: 1, mine: true, text: '' };
    const sealed = acts(line({ ...mine, sealed: true }), room('direct'), NOW);
    const call = acts(
      line({ ...mine, kind: 'call', call: { media: 'audio', seconds: 1 } }),
      room('direct'),
      NOW,
    );
    for (const offered of [sealed, call]) {
      expect(offered.filter((act) => wordy.includes(act))).toEqual([]);
      expect(offered).toContain('delete');
    }
    expect(acts(line({ seq: 1, mine: true }), room('direct'), NOW)).toEqual(
      expect.arrayContaining(wordy),
    );
    expect(call).not.toContain('react');
  });

  test('to save what has files, once it is sent', () => {
    const file = { id: 'x', name: 'x.png', size: 1, mime: 'image/png' };
    expect(acts(line({ seq: 1, files: [file] }), room('direct'), NOW)).toContain('save');
    expect(acts(line({ seq: 1 }), room('direct'), NOW)).not.toContain('save');
    const queued = line({ seq: 0, mine: true, state: 'queued', files: [file] });
    expect(acts(queued, room('direct'), NOW)).not.toContain('save');
  });

  test('others’ messages to an owner and an admin to delete, to a member not', () => {
    const theirs = line({ seq: 1 });
    for (const role of ['owner', 'admin'] as const) {
      expect(acts(theirs, room('group', { role }), NOW + 90 * HOUR)).toContain('deleteForAll');
    }
    expect(acts(theirs, room('group'), NOW)).not.toContain('deleteForAll');
    expect(acts(theirs, room('direct'), NOW)).not.toContain('deleteForAll');
    expect(acts(theirs, room('group', { role: 'owner' }), NOW)).not.toContain('edit');
  });

  test('pinning and writing to members only where the group lets them', () => {
    const closed = { ...ALL, pin: false, write: false };
    const found = acts(line({ seq: 1, mine: true }), room('group', {}, closed), NOW);
    for (const act of ['pin', 'reply', 'edit'] as const) expect(found).not.toContain(act);
    expect(found).toContain('react');
    const admin = acts(line({ seq: 1 }), room('group', { role: 'admin' }, closed), NOW);
    expect(admin).toContain('pin');
    expect(admin).toContain('reply');
  });

  test('no edit of what was forwarded', () => {
    const forward = { userId: null, at: 1 };
    expect(acts(line({ seq: 1, mine: true, forward }), room('direct'), NOW)).not.toContain('edit');
  });

  test('little for a tombstone, a system message and what is still on its way', () => {
    expect(acts(line({ seq: 1, deletedAt: 5 }), room('direct'), NOW)).toEqual(['select', 'delete']);
    expect(acts(line({ seq: 1, kind: 'system' }), room('group'), NOW)).toEqual(['delete']);
    expect(acts(line({ seq: 0, state: 'queued' }), room('direct'), NOW)).toEqual([
      'copy',
      'discard',
    ]);
    expect(acts(line({ seq: 0, state: 'failed' }), room('direct'), NOW)).toContain('retry');
  });

  test('what waits where there is no composer any more is copied, and never taken back into nowhere', () => {
    const { chat, ...group } = room('group');
    const left: ChatRow = { ...group, chat: { ...chat, left: true } };
    const closed = room('group', {}, { ...ALL, write: false });
    for (const row of [left, closed, room('direct', { blocked: true })])
      for (const state of ['queued', 'failed'] as const)
        expect(acts(line({ seq: 0, state }), row, NOW)).toEqual(['copy', 'drop']);
  });
});

test('one writes neither to whom one has blocked nor to who is gone', () => {
  expect(checkWritePermission(room('direct'))).toBe('yes');
  expect(checkWritePermission(room('direct', { blocked: true }))).toBe('blocked');
  expect(checkWritePermission({ ...room('direct'), peer: PEOPLE.gone })).toBe('gone');
  expect(checkWritePermission(room('group', {}, { ...ALL, write: false }))).toBe('closed');
});

test('one writes in no group that one is out of; a direct chat that was deleted comes back with a text', () => {
  const outside = (kind: Chat['kind']): ChatRow => {
    const row = room(kind);
    return { ...row, chat: { ...row.chat, left: true } };
  };
  expect(checkWritePermission(outside('group'))).toBe('outside');
  expect(checkWritePermission(outside('direct'))).toBe('yes');
});

test('a stranger’s message asks to be answered until it is accepted, or its writer blocked', () => {
  expect(waitsForAnswer(room('direct', { request: true }))).toBe(true);
  expect(waitsForAnswer(room('direct', { request: true, blocked: true }))).toBe(false);
  expect(waitsForAnswer(room('direct'))).toBe(false);
});

import { expect, test } from 'bun:test';
import type { ChatRecord } from '../../../client/core/local-db/schema.ts';
import { addRange, cutBefore, runs } from '../../../client/core/ranges.ts';
import { mergeChat } from '../../../client/sync/merge.ts';
import type { Chat } from '../../../protocol/chats.ts';
import { FakeClock } from './support/clock.ts';
import { FakeServer } from './support/server.ts';

const server = new FakeServer(new FakeClock());
const sara = server.addUser('sara');
const view = server.addChat(sara, server.addUser('ali')).view(sara.id);
const members = [{ userId: sara.id, role: 'member' as const, delivered: 6, read: 6 }];

function chat(counters: Partial<Chat>): Chat {
  const held = { lastSeq: 10, rev: 10, marks: 5, list: 1, unread: 4, members };
  return { ...view, ...held, ...counters };
}

const held = (counters: Partial<Chat>): ChatRecord => ({
  ...chat(counters),
  ranges: [],
  localRead: 0,
  version: 1,
});

test('a picture newer in messages and older in marks leaves the marks to be asked for again', () => {
  const merged = mergeChat(
    held({ rev: 10, marks: 7 }),
    chat({ rev: 12, marks: 5 }),
    sara.id,
    [],
    true,
  );
  expect([merged.rev, merged.marks]).toEqual([12, 5]);
  const other = mergeChat(
    held({ rev: 12, marks: 5 }),
    chat({ rev: 10, marks: 7 }),
    sara.id,
    [],
    true,
  );
  expect([other.rev, other.marks]).toEqual([12, 5]);
});

test('marks never go back, whichever picture is newer', () => {
  const lower = [{ userId: sara.id, role: 'member' as const, delivered: 2, read: 2 }];
  for (const rev of [9, 10, 11]) {
    const merged = mergeChat(held({}), chat({ rev, members: lower }), sara.id, [], true);
    expect(merged.members[0]).toMatchObject({ delivered: 6, read: 6 });
  }
});

test('a picture from before somebody left does not bring back how far they were', () => {
  const after = held({ rev: 12, marks: 7, reached: { delivered: 0, read: 0 } });
  const before = { rev: 11, reached: { delivered: 9, read: 9 } };
  for (const whole of [true, false]) {
    const older = mergeChat(after, chat({ ...before, marks: 6 }), sara.id, [], whole);
    expect([older.reached.delivered, older.unsure]).toEqual([0, undefined]);
    // Who has come further may be somebody who is still there.
    const mixed = mergeChat(after, chat({ ...before, marks: 8 }), sara.id, [], whole);
    expect([mixed.reached.delivered, mixed.unsure]).toEqual([9, true]);
  }
});

test('a picture that is older in one counter settles no question', () => {
  const asked = { ...held({ marks: 7 }), unsure: true as const };
  expect(mergeChat(asked, chat({ marks: 6, list: 2 }), sara.id, [], true).unsure).toBe(true);
  expect(mergeChat(asked, chat({ marks: 7, list: 2 }), sara.id, [], true).unsure).toBeUndefined();
});

test('what was read here counts before the server has heard of it', () => {
  const read = { ...held({}), localRead: 9 };
  expect(mergeChat(read, chat({ unread: 4 }), sara.id, [], true).unread).toBe(1);
});

test('a picture without its messages moves no cursor', () => {
  const merged = mergeChat(held({}), chat({ rev: 12, lastSeq: 12, list: 3 }), sara.id, [], false);
  expect([merged.lastSeq, merged.rev, merged.list]).toEqual([10, 10, 3]);
});

test('ranges join where they touch and stay apart where they do not', () => {
  expect(
    addRange(
      [
        [1, 3],
        [8, 9],
      ],
      4,
      7,
    ),
  ).toEqual([[1, 9]]);
  expect(
    addRange(
      [
        [1, 3],
        [8, 9],
      ],
      5,
      6,
    ),
  ).toEqual([
    [1, 3],
    [5, 6],
    [8, 9],
  ]);
  expect(addRange([[1, 9]], 3, 4)).toEqual([[1, 9]]);
  expect(runs([4, 5, 9])).toEqual([
    [4, 5],
    [9, 9],
  ]);
  expect(
    cutBefore(
      [
        [1, 3],
        [5, 9],
      ],
      6,
    ),
  ).toEqual([[6, 9]]);
});

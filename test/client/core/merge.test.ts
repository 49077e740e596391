import { expect, test } from 'bun:test';
import type { ChatRecord } from '../../../client/core/local-db/schema.ts';
import { addRange, cutBefore, toRuns } from '../../../client/core/ranges.ts';
import { mergeChat } from '../../../client/sync/merge.ts';
import type { Chat } from '../../../protocol/chats.ts';
import { world } from './support/world.ts';

const { sara, chat: talk } = await world();
const view = await talk.seenBy(sara);
const members = [{ userId: sara.id, role: 'member' as const, delivered: 6, read: 6 }];

function chat(counters: Partial<Chat>): Chat {
  const held = { lastSeq: 10, rev: 10, receiptRev: 5, memberRev: 1, unread: 4, members };
  return { ...view, ...held, ...counters };
}

const held = (counters: Partial<Chat>): ChatRecord => ({
  ...chat(counters),
  ranges: [],
  localRead: 0,
  version: 1,
});

test('two pictures of which each is newer in one counter hold up nothing, and the answer is taken whole', () => {
  const merged = mergeChat(
    held({ rev: 10, receiptRev: 7 }),
    chat({ rev: 12, receiptRev: 5 }),
    sara.id,
    [],
    true,
  );
  expect([merged.rev, merged.receiptRev, merged.needsRefresh]).toEqual([12, 7, true]);
  const other = mergeChat(
    held({ rev: 12, receiptRev: 5 }),
    chat({ rev: 10, receiptRev: 7 }),
    sara.id,
    [],
    true,
  );
  expect([other.rev, other.receiptRev, other.needsRefresh]).toEqual([12, 7, true]);
  const answer = chat({ rev: 12, receiptRev: 7, unread: 2, pinCount: 3, pinnedSeq: 9 });
  for (const asked of [merged, other]) {
    const { needsRefresh, ...after } = mergeChat(asked, answer, sara.id, [], false);
    expect([needsRefresh, after.unread, after.pinCount]).toEqual([undefined, 2, 3]);
  }
});

test('marks never go back, whichever picture is newer', () => {
  const lower = [{ userId: sara.id, role: 'member' as const, delivered: 2, read: 2 }];
  for (const rev of [9, 10, 11]) {
    const merged = mergeChat(held({}), chat({ rev, members: lower }), sara.id, [], true);
    expect(merged.members[0]).toMatchObject({ delivered: 6, read: 6 });
  }
});

test('a picture from before somebody left does not bring back how far they were', () => {
  const after = held({ rev: 12, receiptRev: 7, othersReceipts: { delivered: 0, read: 0 } });
  const before = { rev: 11, othersReceipts: { delivered: 9, read: 9 } };
  for (const whole of [true, false]) {
    const older = mergeChat(after, chat({ ...before, receiptRev: 6 }), sara.id, [], whole);
    expect([older.othersReceipts.delivered, older.needsRefresh]).toEqual([0, undefined]);
    // The person who has read furthest may be one who is still a member.
    const mixed = mergeChat(after, chat({ ...before, receiptRev: 8 }), sara.id, [], whole);
    expect(mixed.needsRefresh).toBe(true);
    const { othersReceipts } = before;
    const answer = chat({ rev: 12, receiptRev: 8, othersReceipts });
    const told = mergeChat(mixed, answer, sara.id, [], whole);
    expect([told.othersReceipts.delivered, told.needsRefresh]).toEqual([9, undefined]);
  }
});

test('a picture that is older in one counter settles no question', () => {
  const asked = { ...held({ receiptRev: 7 }), needsRefresh: true as const };
  expect(
    mergeChat(asked, chat({ receiptRev: 6, memberRev: 2 }), sara.id, [], true).needsRefresh,
  ).toBe(true);
  expect(
    mergeChat(asked, chat({ receiptRev: 7, memberRev: 2 }), sara.id, [], true).needsRefresh,
  ).toBeUndefined();
});

test('what was read here counts before the server has heard of it', () => {
  const read = { ...held({}), localRead: 9 };
  expect(mergeChat(read, chat({ unread: 4 }), sara.id, [], true).unread).toBe(1);
});

test('a picture without its messages moves no cursor', () => {
  const merged = mergeChat(
    held({}),
    chat({ rev: 12, lastSeq: 12, memberRev: 3 }),
    sara.id,
    [],
    false,
  );
  expect([merged.lastSeq, merged.rev, merged.memberRev]).toEqual([10, 10, 3]);
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
  expect(toRuns([4, 5, 9])).toEqual([
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

import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { HistoryBody } from '../../protocol/messages.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
let started: number;
beforeAll(async () => {
  world = await makeWorld();
  chatId = await world.direct(world.sara, world.ali);
  started = world.clock.at;
  // There is one a second: the first at `started` + 1000.
  for (let i = 1; i <= 120; i++)
    await world.send(i % 3 ? world.sara : world.ali, chatId, `پیام ${i}`);
});
afterAll(() => world.close());

const seqs = async (body: Partial<HistoryBody>): Promise<number[]> => {
  const { reply } = await world.messages.history(world.ali, { chatId, ...body });
  return reply.messages.map(({ seq }) => seq);
};
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('history', () => {
  test('gives the newest page, oldest first', async () => {
    expect(await seqs({})).toEqual(range(71, 120));
    expect(await seqs({ limit: 3 })).toEqual([118, 119, 120]);
  });

  test('pages by seq in both directions, without a gap or a double', async () => {
    expect(await seqs({ before: 71, limit: 50 })).toEqual(range(21, 70));
    expect(await seqs({ before: 21, limit: 50 })).toEqual(range(1, 20));
    expect(await seqs({ before: 1 })).toEqual([]);
    expect(await seqs({ after: 100, limit: 10 })).toEqual(range(101, 110));
    expect(await seqs({ after: 0, limit: 2 })).toEqual([1, 2]);
    expect(await seqs({ after: 120 })).toEqual([]);
  });

  test('around a message has it in the middle, and fills the page near the ends', async () => {
    expect(await seqs({ around: 60, limit: 10 })).toEqual(range(55, 64));
    expect(await seqs({ around: 119, limit: 10 })).toEqual(range(111, 120));
    expect(await seqs({ around: 2, limit: 10 })).toEqual(range(1, 6));
    expect(await seqs({ around: 5000, limit: 4 })).toEqual(range(117, 120));
  });

  test('never gives more than a page, whatever is asked', async () => {
    expect(await seqs({ limit: 1_000_000 })).toHaveLength(100);
  });

  test('takes one direction at a time', async () => {
    expect(await refusalOf(seqs({ before: 5, after: 2 }))).toBe('invalid');
  });

  test('is for members: others are answered as if the chat did not exist', async () => {
    expect(await seqs({ limit: 1 })).toEqual([120]);
    const askHistory = (id: string) => world.messages.history(world.mina, { chatId: id });
    expect(await refusalOf(askHistory(chatId))).toBe('not_found');
    expect(await refusalOf(askHistory('AAAAAAAAAAA'))).toBe('not_found');
  });
});

describe('jumping to a time', () => {
  const at = async (time: number): Promise<number> =>
    (await world.messages.historyAt(world.ali, { chatId, at: time })).reply.seq;

  test('finds the first message at or after it', async () => {
    expect(await at(started + 1000)).toBe(1);
    expect(await at(started + 60_000)).toBe(60);
    expect(await at(started + 60_001)).toBe(61);
  });

  test('before the beginning is the first, after the end the last', async () => {
    expect(await at(0)).toBe(1);
    expect(await at(started + 999_999_999)).toBe(120);
  });

  test('in an empty chat is 0', async () => {
    const empty = await world.direct(world.sara, world.reza);
    const { reply } = await world.messages.historyAt(world.sara, { chatId: empty, at: started });
    expect(reply.seq).toBe(0);
  });

  test('is for members', async () => {
    const asked = world.messages.historyAt(world.mina, { chatId, at: started });
    expect(await refusalOf(asked)).toBe('not_found');
  });
});

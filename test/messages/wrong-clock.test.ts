import { afterEach, beforeEach, expect, test } from 'bun:test';
import { makeWorld } from '../helpers/world.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

let world: Awaited<ReturnType<typeof makeWorld>>;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await world.openByBoth(world.sara, world.ali);
});
afterEach(() => world.close());

const timeOf = async (seq: number): Promise<number> =>
  (await world.readAs(world.sara, chatId, seq))?.createdAt ?? Number.NaN;

/** Sends one message with the clock so far ahead; then the clock is right again. */
async function aheadBy(ms: number): Promise<number> {
  world.clock.at += ms;
  const seq = await world.sendText(world.sara, chatId, 'از فردا');
  world.clock.at -= ms;
  return seq;
}

test.each([-60 * MINUTE, DAY, 3 * DAY, 400 * DAY])(
  'after a clock that was wrong by %p ms, messages have the times at which they were sent',
  async (ms) => {
    await world.sendText(world.ali, chatId);
    await aheadBy(ms);
    for (let n = 0; n < 3; n++) {
      const seq = await world.sendText(world.ali, chatId, `${n}`);
      expect([seq, await timeOf(seq)]).toEqual([3 + n, world.clock.now()]);
    }
    const { reply } = await world.chats.list(world.sara, {});
    expect(reply.chats[0]?.last?.createdAt).toBe(world.clock.now());
  },
);

test('a small step back of the clock puts no message before its elders', async () => {
  const first = await world.sendText(world.ali, chatId);
  world.clock.at -= 5 * MINUTE;
  const second = await world.sendText(world.ali, chatId);
  expect(await timeOf(second)).toBe(await timeOf(first));
});

test('what was sent from the future cannot be changed until then; what is sent now can', async () => {
  const ahead = await aheadBy(400 * DAY);
  const now = await world.sendText(world.sara, chatId);
  const edit = (seq: number) => world.messages.edit(world.sara, { chatId, seq, text: 'دیگر' });
  await expect(edit(ahead)).rejects.toThrow('too_late');
  const everyone = { chatId, seqs: [ahead], everyone: true };
  await expect(world.messages.delete(world.sara, everyone)).rejects.toThrow('too_late');
  expect((await edit(now)).reply.message.text).toBe('دیگر');
});

test('a date is found on both sides of a message from the future', async () => {
  const began = world.clock.at;
  const days: number[] = [];
  for (let day = 1; day <= 41; day++) {
    world.clock.at = began + day * DAY;
    days.push(day === 21 ? await aheadBy(400 * DAY) : await world.sendText(world.ali, chatId));
  }
  const at = async (day: number) =>
    (await world.messages.historyAt(world.sara, { chatId, at: began + day * DAY })).reply.seq;
  expect(days[20]).toBe(21);
  for (const day of [2, 10, 20, 23, 30, 41]) expect([day, await at(day)]).toEqual([day, day]);
});

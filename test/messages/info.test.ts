import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

const DAY = 24 * 3_600_000;
let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = world.group(world.sara, world.ali, world.reza);
  await world.sendMany(world.sara, chatId, 'پیام', 3);
});
afterEach(() => world.close());

const info = async (who: Ctx, seq: number) =>
  (await world.messages.info(who, { chatId, seq })).reply;
/** The pause is longer than what the log takes for one moment. */
const later = (ms = 6000): number => {
  world.clock.at += ms;
  return world.clock.at;
};
const countLogged = (): unknown => world.sql('SELECT count(*) AS n FROM receipt_log')?.n;

describe('message info', () => {
  test('tells its sender who has received and read it and when: the first mark that reached it', async () => {
    const { sara, ali, reza } = world;
    const delivered = later();
    await world.messages.delivered(ali, { chatId, seq: 2 });
    const read = later();
    await world.messages.read(ali, { chatId, seq: 1 });
    later();
    await world.messages.read(ali, { chatId, seq: 3 });
    const { people, users } = await info(sara, 1);
    expect(people).toHaveLength(2);
    expect(people).toContainEqual({ userId: ali.userId, deliveredAt: delivered, readAt: read });
    expect(people).toContainEqual({ userId: reza.userId, deliveredAt: null, readAt: null });
    expect(users.map(({ id }) => id).sort()).toEqual([ali.userId, reza.userId].sort());
    expect((await info(sara, 2)).people).toContainEqual({
      userId: ali.userId,
      deliveredAt: delivered,
      readAt: world.clock.at,
    });
  });

  test('tells everybody who reacted, and only the sender who read', async () => {
    await world.messages.read(world.reza, { chatId, seq: 3 });
    await world.messages.react(world.ali, { chatId, seq: 1, emojis: ['👍'] });
    const reactions = [{ userId: world.ali.userId, emoji: '👍' }];
    expect(await info(world.reza, 1)).toMatchObject({ people: [], reactions });
    expect(await info(world.sara, 1)).toMatchObject({ people: [{}, {}], reactions });
  });

  test('is refused to strangers, for what is deleted and for nothing', async () => {
    await world.messages.delete(world.sara, { chatId, seqs: [1], everyone: true });
    expect(await refusalOf(info(world.mina, 2))).toBe('not_found');
    expect(await refusalOf(info(world.sara, 9))).toBe('not_found');
    expect(await refusalOf(info(world.sara, 1))).toBe('deleted');
  });

  test('leaves out who came later or has left', async () => {
    world.sql('UPDATE members SET joined_seq = 1 WHERE user_id = ?', world.ali.userId);
    world.sql('UPDATE members SET left_at = 1 WHERE user_id = ?', world.reza.userId);
    expect((await info(world.sara, 1)).people).toEqual([]);
    expect((await info(world.sara, 2)).people).toMatchObject([{ userId: world.ali.userId }]);
  });
});

describe('the log of marks', () => {
  test('has a row for each movement of each kind, and none for what does not move', async () => {
    await world.messages.delivered(world.ali, { chatId, seq: 2 });
    await world.messages.delivered(world.ali, { chatId, seq: 2 });
    await world.messages.read(world.ali, { chatId, seq: 1 });
    later();
    await world.messages.read(world.ali, { chatId, seq: 3 });
    await info(world.sara, 1);
    expect(countLogged()).toBe(4);
  });

  test('takes movements within a few seconds for one, at the time of the last', async () => {
    await world.messages.read(world.ali, { chatId, seq: 1 });
    const at = later(2000);
    await world.messages.read(world.ali, { chatId, seq: 3 });
    const { people } = await info(world.sara, 1);
    expect(people).toContainEqual({ userId: world.ali.userId, deliveredAt: at, readAt: at });
    expect(countLogged()).toBe(2);
  });

  test('is forgotten after a week: that it was read is still known, when is not', async () => {
    await world.messages.read(world.ali, { chatId, seq: 2 });
    await info(world.sara, 1);
    expect(countLogged()).toBe(2);
    later(8 * DAY);
    await world.messages.read(world.reza, { chatId, seq: 3 });
    await world.db.drain();
    await info(world.sara, 1);
    expect(countLogged()).toBe(2);
    const { people } = await info(world.sara, 1);
    expect(people).toContainEqual({ userId: world.ali.userId, deliveredAt: 0, readAt: 0 });
    const at = world.clock.at;
    expect(people).toContainEqual({ userId: world.reza.userId, deliveredAt: at, readAt: at });
  });
});

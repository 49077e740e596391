import { afterEach, beforeEach, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import { createChatSettings } from '../../server/chats/settings.ts';
import type { Ctx } from '../../server/context.ts';
import { joinedGroup } from '../groups/support.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

const statsOf = async (who: Ctx, chatId: string) =>
  (await world.chats.stats(who, { chatId })).reply;
const erase = (who: Ctx, chatId: string, seq: number, everyone: boolean) =>
  world.messages.delete(who, { chatId, seqs: [seq], everyone });
const clear = (who: Ctx, chatId: string, seq: number) =>
  createChatSettings(world.deps).clear(who, { chatId, seq, remove: false });
const NOTHING = { messages: 0, firstAt: null, more: false };

/** Adds so many messages that do not count, past the services. */
function addSystemMessages(chatId: string, by: Ctx, count: number): void {
  world.sql(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
      INSERT INTO messages (chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev)
      SELECT ?, i, ?, 'x' || i, 'system', '', 0, 1, 0 FROM n`,
    ...[count, chatId, by.userId],
  );
  world.sql('UPDATE chats SET last_seq = ? WHERE id = ?', count, chatId);
}

test('a group’s messages are counted without what it says of itself, from the first that was sent', async () => {
  const { sara, ali } = world;
  const chatId = await joinedGroup(world, sara, ali);
  expect(await statsOf(ali, chatId)).toEqual(NOTHING);
  await world.sendText(sara, chatId);
  const firstAt = world.clock.at;
  await world.sendText(ali, chatId);
  expect(await statsOf(sara, chatId)).toEqual({ messages: 2, firstAt, more: false });
  expect(await statsOf(ali, chatId)).toEqual({ messages: 2, firstAt, more: false });
});

test('a message that is deleted for everyone counts for nobody, one that is hidden or cleared not for whoever did it', async () => {
  const { sara, ali } = world;
  const chatId = world.group(sara, ali);
  const times: number[] = [];
  for (let seq = 1; seq <= 5; seq++) {
    await world.sendText(sara, chatId);
    times.push(world.clock.at);
  }
  await erase(sara, chatId, 1, true);
  expect(await statsOf(ali, chatId)).toMatchObject({ messages: 4, firstAt: times[1] });
  await erase(ali, chatId, 4, false);
  await clear(ali, chatId, 2);
  expect(await statsOf(ali, chatId)).toMatchObject({ messages: 2, firstAt: times[2] });
  expect(await statsOf(sara, chatId)).toMatchObject({ messages: 4, firstAt: times[1] });
  await clear(ali, chatId, 5);
  expect(await statsOf(ali, chatId)).toEqual(NOTHING);
});

test('is for members: others are answered as if the chat did not exist', async () => {
  const { sara, ali, mina } = world;
  const chatId = world.group(sara, ali, mina);
  await world.sendText(sara, chatId);
  expect(await statsOf(mina, chatId)).toMatchObject({ messages: 1 });
  await world.groups.removeMember(sara, { chatId, userId: mina.userId });
  expect(await statsOf(ali, chatId)).toMatchObject({ messages: 1 });
  expect(await refusalOf(statsOf(mina, chatId))).toBe('not_found');
  expect(await refusalOf(statsOf(mina, 'AAAAAAAAAAA'))).toBe('not_found');
});

test('no more messages are looked at than the limit says, whatever they are, and the answer says so', async () => {
  const { sara } = world;
  const chatId = world.group(sara);
  addSystemMessages(chatId, sara, LIMITS.counted - 2);
  await world.sendText(sara, chatId);
  const firstAt = world.clock.at;
  expect(await statsOf(sara, chatId)).toEqual({ messages: 1, firstAt, more: false });
  await world.sendText(sara, chatId);
  await world.sendText(sara, chatId);
  expect(await statsOf(sara, chatId)).toEqual({ messages: 2, firstAt, more: true });
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Caller } from '../helpers/app.ts';
import { makeFriends } from '../helpers/cast.ts';
import { type CallWorld, isOver, makeGroup, type Phone, startCallWorld } from './support.ts';

let world: CallWorld;
let sara: Caller;
let ali: Caller;
let saras: Phone;
let alis: Phone;
let chatId: string;
beforeAll(async () => {
  world = await startCallWorld();
});
beforeEach(async () => {
  [sara, ali] = [await world.person('sara'), await world.person('ali')];
  [saras, alis] = [await world.phone(sara), await world.phone(ali)];
  chatId = await makeFriends(sara, ali);
  for (const who of [sara, ali]) await who.put(`/api/chats/${chatId}/read`, { seq: 2 });
});
afterAll(() => world.stop());

const unread = async () => [await world.unread(sara, chatId), await world.unread(ali, chatId)];

test('a missed call is a line that is unread for whom it rang, until it is read', async () => {
  const call = await saras.start(chatId, { media: 'video' });
  await saras.leave(call);
  const line = await world.line(ali, chatId);
  expect(line).toMatchObject({
    ...{ seq: 3, kind: 'call', senderId: sara.user.id, text: '' },
    call: { media: 'video', seconds: null, outcome: 'cancelled', missed: [ali.user.id] },
  });
  expect(await unread()).toEqual([0, 1]);
  // Told as any message is, once, with the next `rev` of the chat.
  for (const { socket } of [saras, alis]) {
    const added = () => socket.events.filter(({ type }) => type === 'message.added');
    await socket.waitFor(() => added().some(({ body }) => body.message.seq === 3));
    expect(added().at(-1)).toMatchObject({ chat: chatId, body: { message: line } });
  }
  await ali.put(`/api/chats/${chatId}/read`, { seq: 3 });
  expect(await unread()).toEqual([0, 0]);
});

test('one that was answered, or declined, is unread for nobody', async () => {
  const call = await saras.start(chatId);
  await alis.join(call);
  world.skip(5000);
  await alis.leave(call);
  const { seconds, ...line } = (await world.line(ali, chatId)).call ?? {};
  expect(line).toEqual({ media: 'audio', outcome: 'answered' } as never);
  expect(seconds).toBeGreaterThanOrEqual(5);
  expect(await unread()).toEqual([0, 0]);
  await alis.decline(await saras.start(chatId));
  expect((await world.line(ali, chatId)).call).toEqual({
    ...{ media: 'audio', seconds: null, outcome: 'declined' },
  });
  expect(await unread()).toEqual([0, 0]);
});

test('a group’s line says who was in it, and is unread for those who missed it', async () => {
  const reza = await world.person('reza');
  await makeFriends(sara, reza);
  const group = await makeGroup(sara, ali, reza);
  const call = await saras.start(group);
  await alis.join(call);
  world.skip(LIMITS.callRingMs / 2);
  for (const phone of [saras, alis]) await phone.update(call);
  world.skip(LIMITS.callRingMs / 2);
  await saras.until(call, ({ people }) => people.some(({ state }) => state === 'missed'));
  await saras.leave(call);
  await alis.leave(call);
  await saras.until(call, isOver);
  const line = await world.line(reza, group);
  expect(line.call).toMatchObject({
    ...{ outcome: 'answered', missed: [reza.user.id] },
    people: [sara.user.id, ali.user.id],
  });
  const counts = [sara, ali, reza].map((who) => world.unread(who, group));
  const [, second, third] = await Promise.all(counts);
  expect((third ?? 0) - (second ?? 0)).toBe(1);
});

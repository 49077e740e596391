import { afterEach, beforeEach, expect, test } from 'bun:test';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, type World } from '../helpers/world.ts';
import { crowd, joinedGroup, picture } from './support.ts';

let world: World;
let people: Ctx[];
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  people = await crowd(world, 50);
  chatId = await joinedGroup(world, world.sara, ...people);
});
afterEach(() => world.close());

test('fifty members who read a message tell the group of it twice, whatever their order', async () => {
  await world.send(world.sara, chatId, 'به همه');
  const told: unknown[] = [];
  for (const who of people) {
    const { reply, changes } = await world.messages.read(who, { chatId, seq: 2 });
    expect(reply).toMatchObject({ delivered: 2, read: 2, unread: 0 });
    for (const { to } of changes) if ('chat' in to) told.push(to);
    expect(changes.some(({ to }) => !('chat' in to) && to[0] === who.userId)).toBe(true);
  }
  expect(told).toEqual([{ chat: chatId }, { chat: chatId }]);
  expect(await picture(world, world.sara, chatId)).toMatchObject({
    receiptRev: 2,
    othersReceipts: { delivered: 2, read: 2 },
  });
});

test('what the group hears suffices for everybody to know how far somebody else has come', async () => {
  const [first, second] = people as [Ctx, Ctx];
  await world.send(first, chatId, 'از اولی');
  await world.messages.read(first, { chatId, seq: 2 });
  expect((await picture(world, first, chatId)).othersReceipts.read).toBe(0);
  const { changes } = await world.messages.read(second, { chatId, seq: 2 });
  expect(changes.some(({ to }) => 'chat' in to)).toBe(true);
  expect((await picture(world, first, chatId)).othersReceipts.read).toBe(2);
});

test('a mark that the others do not hear of is found by one’s own devices that were away', async () => {
  await world.send(world.sara, chatId, 'به همه');
  const [first, second, third] = people as [Ctx, Ctx, Ctx];
  await world.messages.read(first, { chatId, seq: 2 });
  await world.messages.read(second, { chatId, seq: 2 });
  const chat = await picture(world, third, chatId);
  const cursor = { [chatId]: [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev] as Entry };
  expect((await world.sync.sync(third, { cursor })).reply.chats).toEqual([]);
  const { reply, changes } = await world.messages.read(third, { chatId, seq: 2 });
  expect(reply).toMatchObject({ receiptRev: 2, memberRev: chat.memberRev + 1 });
  expect(changes.map(({ to }) => to)).toEqual([[third.userId]]);
  const [delta] = (await world.sync.sync(third, { cursor })).reply.chats;
  expect(delta?.chat).toMatchObject({ unread: 0, receiptRev: 2, memberRev: chat.memberRev + 1 });
});

test('who has just come in has read nothing of what lay there, in what the others hear too', async () => {
  const { sara, mina } = world;
  for (const text of ['یک', 'دو', 'سه']) await world.send(sara, chatId, text);
  await world.openByBoth(sara, mina);
  await world.groups.addMembers(sara, { chatId, userIds: [mina.userId] });
  await world.send(sara, chatId, 'خوش آمدی');
  const { changes } = await world.messages.delivered(mina, { chatId, seq: 6 });
  expect(changes).toMatchObject([
    { to: { chat: chatId }, event: { body: { delivered: 6, read: 0 } } },
  ]);
  expect((await picture(world, sara, chatId)).othersReceipts).toEqual({ delivered: 6, read: 0 });
  const read = await world.messages.read(mina, { chatId, seq: 6 });
  expect(read.changes).toMatchObject([
    { to: [mina.userId], event: { body: { read: 6, unread: 0 } } },
    { to: { chat: chatId }, event: { body: { read: 6 } } },
  ]);
});

type Entry = [number, number, number, number];

test('in a group where marks come thick and fast they move together, the furthest first: two are told for many messages', async () => {
  const { sara } = world;
  const many = [...people, ...(await newcomers(60))];
  await world.send(sara, chatId, 'نخستین');
  const { lastSeq } = await picture(world, sara, chatId);
  // The first hundred make it a busy one; the clock of this world stands still.
  for (const who of many) await world.messages.delivered(who, { chatId, seq: lastSeq });
  await world.sendMany(sara, chatId, 'پیام', 10);
  const moves = many.map((who, n) =>
    world.messages.delivered(who, {
      chatId,
      seq: lastSeq + 1 + Math.floor((n * 10) / many.length),
    }),
  );
  const outcomes = await Promise.all(moves);
  const told = outcomes.flatMap(({ changes }) => changes.filter(({ to }) => 'chat' in to));
  expect(told).toHaveLength(2);
  expect(outcomes.map(({ reply }) => reply.delivered)).toEqual(
    many.map((_, n) => lastSeq + 1 + Math.floor((n * 10) / many.length)),
  );
  expect((await picture(world, sara, chatId)).othersReceipts.delivered).toBe(lastSeq + 10);
});

async function newcomers(count: number): Promise<Ctx[]> {
  const others: Ctx[] = [];
  for (let n = 0; n < count; n++) others.push(await world.person(`more${n}`, `دیگری ${n}`));
  for (let from = 0; from < count; from += 50) {
    const part = others.slice(from, from + 50);
    for (const who of part) await world.openByBoth(world.sara, who);
    const userIds = part.map(({ userId }) => userId);
    await world.groups.addMembers(world.sara, { chatId, userIds });
  }
  return others;
}

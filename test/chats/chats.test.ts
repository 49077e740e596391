import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

const listOf = async (who: Ctx): Promise<string[]> =>
  (await world.chats.list(who, {})).reply.chats.map(({ id }) => id);

describe('a direct chat', () => {
  test('is one for each pair, whoever opens it, in one turn too', async () => {
    const { sara, ali } = world;
    const ids = await Promise.all([
      world.direct(sara, ali),
      world.direct(sara, ali),
      world.direct(ali, sara),
    ]);
    expect(new Set(ids).size).toBe(1);
    expect(await world.direct(sara, world.reza)).not.toBe(ids[0]);
  });

  test('opened is told to the opener’s other devices, once', async () => {
    const { sara, ali } = world;
    const body = { kind: 'direct', userId: ali.userId } as const;
    const first = await world.chats.create(sara, body);
    expect(first.changes).toEqual([
      {
        to: [sara.userId],
        event: { type: 'chat.changed', body: first.reply },
        exceptSender: true,
      },
    ]);
    expect(first.reply.users.map(({ id }) => id).sort()).toEqual([sara.userId, ali.userId]);
    const again = await world.chats.create(sara, body);
    expect(again.reply.chat).toEqual(first.reply.chat);
    expect(again.changes).toEqual([]);
  });

  test('without a message is not seen by the other side, who opens it as their own', async () => {
    const { sara, ali } = world;
    const chatId = await world.direct(sara, ali);
    expect(await listOf(sara)).toEqual([chatId]);
    expect(await listOf(ali)).toEqual([]);
    expect(await refusalOf(world.chats.get(ali, { chatId }))).toBe('not_found');
    const clientId = Bun.randomUUIDv7();
    expect(await refusalOf(world.messages.send(ali, { chatId, clientId, text: 'x' }))).toBe(
      'not_found',
    );
    expect(await world.db.read(world.db.users.partners(ali.userId))).toEqual([]);
    expect(await world.db.read(world.db.chats.audience(sara.userId, chatId))).toEqual([
      sara.userId,
    ]);

    const opened = await world.chats.create(ali, { kind: 'direct', userId: sara.userId });
    expect(opened.reply.chat.id).toBe(chatId);
    expect(opened.changes).toHaveLength(1);
    expect(await listOf(ali)).toEqual([chatId]);
  });

  test('is seen by both from its first message on, and by nobody else', async () => {
    const { sara, ali, mina } = world;
    const chatId = await world.direct(sara, ali);
    await world.send(sara, chatId, 'سلام');
    expect(await listOf(ali)).toEqual([chatId]);
    expect(await listOf(mina)).toEqual([]);
    expect(await refusalOf(world.chats.get(mina, { chatId }))).toBe('not_found');
    expect(await world.db.read(world.db.users.partners(sara.userId))).toEqual([ali.userId]);
  });

  test('needs another person who exists', async () => {
    const create = (userId?: string) => world.chats.create(world.sara, { kind: 'direct', userId });
    expect(await refusalOf(create())).toBe('invalid');
    expect(await refusalOf(create(world.sara.userId))).toBe('invalid');
    expect(await refusalOf(create('AAAAAAAAAAA'))).toBe('not_found');
    expect(await listOf(world.sara)).toEqual([]);
  });
});

test('saved messages are one chat with oneself, where nothing is unread', async () => {
  const { sara } = world;
  const { reply } = await world.chats.create(sara, { kind: 'self' });
  expect(reply.chat).toMatchObject({ kind: 'self', members: [{ userId: sara.userId }] });
  expect((await world.chats.create(sara, { kind: 'self' })).reply.chat.id).toBe(reply.chat.id);
  await world.send(sara, reply.chat.id, 'یادداشت');
  const { chat } = (await world.chats.get(sara, { chatId: reply.chat.id })).reply;
  expect(chat).toMatchObject({ unread: 0, lastSeq: 1, last: { text: 'یادداشت' } });
});

test('the list is ordered by last activity, with the last message and the marks of all', async () => {
  const { sara, ali, reza } = world;
  const withAli = await world.direct(sara, ali);
  // He opens it too: she is no stranger whose receipts would wait for his answer.
  await world.direct(ali, sara);
  const withReza = await world.direct(sara, reza);
  await world.send(sara, withReza, 'به رضا');
  await world.send(sara, withAli, 'به علی');
  await world.messages.read(ali, { chatId: withAli, seq: 1 });
  const { reply } = await world.chats.list(sara, {});
  expect(reply.chats.map(({ id }) => id)).toEqual([withAli, withReza]);
  const [chat] = reply.chats;
  expect(chat).toMatchObject({
    lastSeq: 1,
    rev: 1,
    receiptRev: 1,
    last: { seq: 1, text: 'به علی' },
  });
  expect(chat?.members).toContainEqual({
    userId: ali.userId,
    role: 'member',
    delivered: 1,
    read: 1,
  });
  expect(reply.users.map(({ id }) => id).sort()).toEqual(
    [sara.userId, ali.userId, reza.userId].sort(),
  );
});

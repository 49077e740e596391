import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await world.openByBoth(world.sara, world.ali);
  await world.sendMany(world.sara, chatId, 'پیام', 5);
});
afterEach(() => world.close());

describe('a watermark', () => {
  test('moves forward, and both people hear where it stands', async () => {
    const { sara, ali } = world;
    const { reply, changes } = await world.messages.delivered(ali, { chatId, seq: 3 });
    expect(reply).toEqual({ delivered: 3, read: 0, receiptRev: 1, unread: undefined });
    const body = { chatId, userId: ali.userId, delivered: 3, read: 0, receiptRev: 1 };
    expect(changes).toEqual([
      {
        to: [sara.userId, ali.userId],
        event: { type: 'receipts.moved', body },
        exceptSender: true,
      },
    ]);
    expect(changes.flatMap(({ to }) => ('chat' in to ? to.chat : to))).not.toContain(
      world.mina.userId,
    );
  });

  test('that is read is delivered too; how much is unread only the reader hears', async () => {
    const { sara, ali } = world;
    const { reply, changes } = await world.messages.read(ali, { chatId, seq: 2 });
    expect(reply).toEqual({ delivered: 2, read: 2, receiptRev: 1, unread: 3, unreadAt: 5 });
    const body = { chatId, userId: ali.userId, delivered: 2, read: 2, receiptRev: 1 };
    expect(changes).toEqual([
      { to: [sara.userId], event: { type: 'receipts.moved', body } },
      {
        to: [ali.userId],
        event: { type: 'receipts.moved', body: { ...body, unread: 3, unreadAt: 5 } },
        exceptSender: true,
      },
    ]);
  });

  test('never goes back', async () => {
    await world.messages.read(world.ali, { chatId, seq: 4 });
    const { reply, changes } = await world.messages.read(world.ali, { chatId, seq: 1 });
    expect(reply).toEqual({ delivered: 4, read: 4, receiptRev: 1, unread: 1, unreadAt: 5 });
    expect(changes).toEqual([]);
    const delivered = await world.messages.delivered(world.ali, { chatId, seq: 2 });
    expect(delivered.reply).toMatchObject({ delivered: 4, read: 4, receiptRev: 1 });
  });

  test('beyond the end is the end', async () => {
    const { reply } = await world.messages.read(world.ali, { chatId, seq: 1_000_000 });
    expect(reply).toEqual({ delivered: 5, read: 5, receiptRev: 1, unread: 0, unreadAt: 5 });
  });

  test('that does not move is announced to nobody and counts no mark', async () => {
    await world.messages.delivered(world.ali, { chatId, seq: 5 });
    const { reply, changes } = await world.messages.delivered(world.ali, { chatId, seq: 5 });
    expect(reply.receiptRev).toBe(1);
    expect(changes).toEqual([]);
  });

  test('of a turn is one movement, announced once; every asker hears where it ended', async () => {
    const { ali } = world;
    const all = await Promise.all([
      world.messages.delivered(ali, { chatId, seq: 1 }),
      world.messages.delivered(ali, { chatId, seq: 3 }),
      world.messages.read(ali, { chatId, seq: 2 }),
    ]);
    const where = { delivered: 3, read: 2, receiptRev: 1 };
    for (const { reply } of all) expect(reply).toMatchObject(where);
    expect(all.map(({ changes }) => changes.length)).toEqual([2, 0, 0]);
    const later = await world.messages.delivered(ali, { chatId, seq: 5 });
    expect(later.reply).toMatchObject({ delivered: 5, receiptRev: 2 });
  });

  test('is refused to whoever is not in the chat', async () => {
    const [seq, missing] = [1, 'AAAAAAAAAAA'];
    expect(await refusalOf(world.messages.read(world.mina, { chatId, seq }))).toBe('not_found');
    expect(await refusalOf(world.messages.delivered(world.mina, { chatId, seq }))).toBe(
      'not_found',
    );
    expect(await refusalOf(world.messages.read(world.mina, { chatId: missing, seq }))).toBe(
      'not_found',
    );
  });
});

describe('unread', () => {
  const readUnread = async (): Promise<number | undefined> =>
    (await world.chats.get(world.ali, { chatId })).reply.chat.unread;

  test('counts what others sent above the mark, not what one sent oneself', async () => {
    await world.send(world.ali, chatId, 'پاسخ');
    expect(await readUnread()).toBe(5);
    await world.messages.read(world.ali, { chatId, seq: 3 });
    expect(await readUnread()).toBe(2);
  });

  test('is cleared by one mark, however many there are', async () => {
    await world.sendMany(world.sara, chatId, 'باز', 120);
    expect(await readUnread()).toBe(125);
    const { reply } = await world.messages.read(world.ali, { chatId, seq: 125 });
    expect(reply.unread).toBe(0);
    expect(await readUnread()).toBe(0);
  });

  test('is told with every mark, one at the beginning too', async () => {
    expect((await world.messages.read(world.ali, { chatId, seq: 0 })).reply.unread).toBe(5);
  });

  test('is counted up to its limit', async () => {
    const sends = Array.from({ length: LIMITS.unread + 10 }, () =>
      world.send(world.sara, chatId, 'بسیار'),
    );
    await Promise.all(sends);
    expect(await readUnread()).toBe(LIMITS.unread);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = world.group(world.sara, world.ali, world.reza);
  await world.sendMany(world.sara, chatId, 'پیام', 3);
});
afterEach(() => world.close());

const pin = (who: Ctx, seq: number, on = true) => {
  world.clock.at += 1;
  return world.messages.pin(who, { chatId, seq, on });
};
const pins = async (who: Ctx): Promise<number[]> =>
  (await world.messages.pins(who, { chatId })).reply.messages.map(({ seq }) => seq);
const chatOf = async (who: Ctx) => (await world.chats.get(who, { chatId })).reply.chat;

describe('a pin', () => {
  test('marks the message and is told to the group by a system message', async () => {
    const { reply, changes } = await pin(world.ali, 2);
    expect(reply).toMatchObject({ rev: 4, message: { seq: 2, pinnedAt: world.clock.at, rev: 4 } });
    const line = {
      ...{ chatId, seq: 4, senderId: world.ali.userId, kind: 'system', text: '', rev: 0 },
      system: { type: 'message.pinned', seq: 2 },
    };
    const to = { chat: chatId };
    expect(changes).toMatchObject([
      { to, event: { type: 'message.changed', rev: 4, body: { message: reply.message } } },
      { to, event: { type: 'message.added', rev: 5, body: { message: line } } },
    ]);
    expect(await world.readAs(world.reza, chatId, 4)).toMatchObject(line);
    expect(await chatOf(world.reza)).toMatchObject({
      pinnedSeq: 2,
      pinCount: 1,
      lastSeq: 4,
      rev: 5,
      unread: 3,
    });
  });

  test('by two devices at once is one pin and one system message', async () => {
    const both = await Promise.all([pin(world.ali, 2), pin(world.reza, 2)]);
    expect(both.map(({ changes }) => changes.length)).toEqual([2, 0]);
    expect(both[1].reply.message.pinnedAt).toBe(both[0].reply.message.pinnedAt);
    expect((await chatOf(world.sara)).lastSeq).toBe(4);
  });

  test('made in the same millisecond as another is the newer one, whatever their places', async () => {
    for (const seq of [3, 1]) await world.messages.pin(world.ali, { chatId, seq, on: true });
    expect(await pins(world.sara)).toEqual([1, 3]);
    expect((await chatOf(world.sara)).pinnedSeq).toBe(1);
  });

  test('stands before the older ones; taken off, nothing is told but the change', async () => {
    for (const seq of [3, 1, 2]) await pin(world.sara, seq);
    expect(await pins(world.ali)).toEqual([2, 1, 3]);
    const { reply, changes } = await pin(world.ali, 1, false);
    expect(reply.message.pinnedAt).toBeUndefined();
    expect(changes.map(({ event }) => event.type)).toEqual(['message.changed']);
    expect(await pins(world.ali)).toEqual([2, 3]);
    expect((await pin(world.ali, 1, false)).changes).toEqual([]);
  });

  test('is kept by an edit', async () => {
    await pin(world.sara, 1);
    await world.messages.edit(world.sara, { chatId, seq: 1, text: 'دیگر' });
    expect(await pins(world.ali)).toEqual([1]);
  });

  test('of a direct chat is either person’s, and told to the other as in a group', async () => {
    chatId = await world.direct(world.sara, world.ali);
    await world.sendText(world.sara, chatId);
    const { changes } = await pin(world.ali, 1);
    expect(changes.map(({ event }) => event.type)).toEqual(['message.changed', 'message.added']);
    expect(await pins(world.sara)).toEqual([1]);
    const line = { kind: 'system', system: { type: 'message.pinned', seq: 1 } };
    // A pin is no unread message: nothing was written.
    expect(await chatOf(world.sara)).toMatchObject({ last: line, unread: 0 });
  });

  test('in saved messages is told there', async () => {
    chatId = (await world.chats.create(world.sara, { kind: 'self' })).reply.chat.id;
    await world.sendText(world.sara, chatId);
    await pin(world.sara, 1);
    expect(await chatOf(world.sara)).toMatchObject({
      pinnedSeq: 1,
      last: { kind: 'system' },
      unread: 0,
    });
  });
});

describe('a pin is refused', () => {
  test('to members where they have no right to it; owner and admins keep it', async () => {
    world.sql('UPDATE chats SET rights = 11 WHERE id = ?', chatId);
    expect(await refusalOf(pin(world.ali, 1))).toBe('forbidden');
    expect((await pin(world.sara, 1)).changes).toHaveLength(2);
    expect(await refusalOf(pin(world.ali, 1, false))).toBe('forbidden');
    world.sql("UPDATE members SET role = 'admin' WHERE user_id = ?", world.ali.userId);
    expect((await pin(world.ali, 2)).changes).toHaveLength(2);
  });

  test('to strangers, for what is deleted, not there, or a system message', async () => {
    expect(await refusalOf(pin(world.mina, 1))).toBe('not_found');
    expect(await refusalOf(world.messages.pins(world.mina, { chatId }))).toBe('not_found');
    expect(await refusalOf(pin(world.ali, 99))).toBe('not_found');
    await pin(world.ali, 1);
    expect(await refusalOf(pin(world.ali, 4))).toBe('invalid');
    await world.messages.delete(world.sara, { chatId, seqs: [1], everyone: true });
    expect(await pins(world.ali)).toEqual([]);
    expect(await refusalOf(pin(world.ali, 1))).toBe('deleted');
  });

  test('beyond the limit', async () => {
    world.sql(
      `WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        INSERT INTO messages (chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev, pinned_at)
        SELECT ?, i, ?, i, 'text', 'x', 0, 1, 1, 1 FROM n`,
      ...[99 + LIMITS.pins, chatId, world.sara.userId],
    );
    expect(await refusalOf(pin(world.ali, 1))).toBe('limit_reached');
    expect(await pins(world.ali)).toHaveLength(LIMITS.pins);
  });
});

test('a message cannot be given the id of a system message that is to come', async () => {
  await pin(world.ali, 1);
  const clientId = String(
    world.sql("SELECT client_id FROM messages WHERE kind = 'system'")?.client_id,
  );
  const draft = { chatId, clientId: clientId.replace(/.$/, '5'), text: 'پیام' };
  expect(await refusalOf(world.messages.send(world.ali, draft))).toBe('invalid');
});

import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { Entity } from '../../protocol/entities.ts';
import type { SendBody } from '../../protocol/messages.ts';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
let first: number;
beforeEach(async () => {
  world = await makeWorld();
  chatId = world.group(world.sara, world.ali, world.reza);
  first = await world.sendText(world.sara, chatId, 'سؤال');
});
afterEach(() => world.close());

const send = async (who: Ctx, rest: Partial<SendBody>) => {
  const clientId = Bun.randomUUIDv7();
  const sent = await world.messages.send(who, { chatId, clientId, text: 'پاسخ', ...rest });
  return sent.reply.message;
};
const mentions = async (who: Ctx): Promise<number> =>
  (await world.chats.get(who, { chatId })).reply.chat.mentions;
const at = (who: Ctx): Entity => ({ type: 'mention', offset: 0, length: 4, userId: who.userId });
const counts = async () => [
  await mentions(world.sara),
  await mentions(world.ali),
  await mentions(world.reza),
];

describe('a reply', () => {
  test('says what it answers, and counts for whom it answers', async () => {
    const message = await send(world.ali, { replyTo: first });
    expect(message.replyTo).toBe(first);
    expect(await world.readAs(world.reza, chatId, message.seq)).toEqual(message);
    expect(await counts()).toEqual([1, 0, 0]);
    await world.messages.read(world.sara, { chatId, seq: message.seq });
    expect(await counts()).toEqual([0, 0, 0]);
  });

  test('to oneself counts for nobody', async () => {
    await send(world.sara, { replyTo: first });
    expect(await counts()).toEqual([0, 0, 0]);
  });

  test('to a deleted message is taken, the words would be lost with it; to none it is not', async () => {
    await world.messages.delete(world.sara, { chatId, seqs: [first], everyone: true });
    expect((await send(world.ali, { replyTo: first })).replyTo).toBe(first);
    expect((await world.readAs(world.ali, chatId, first))?.deletedAt).not.toBeNull();
    for (const replyTo of [0, 3, 2 ** 40])
      expect(await refusalOf(send(world.ali, { replyTo }))).toBe('invalid');
  });

  test('that was sent is answered as sent again, whatever became of the quoted one', async () => {
    const draft = { chatId, clientId: Bun.randomUUIDv7(), text: 'پاسخ', replyTo: first };
    const sent = await world.messages.send(world.ali, draft);
    await world.messages.delete(world.ali, { chatId, seqs: [first], everyone: false });
    world.sql('UPDATE chats SET rights = 7 WHERE id = ?', chatId);
    const { reply, changes } = await world.messages.send(world.ali, draft);
    expect(reply).toMatchObject({ retry: true, message: sent.reply.message });
    expect(changes).toEqual([]);
    expect(await refusalOf(send(world.ali, {}))).toBe('forbidden');
  });
});

describe('a mention', () => {
  test('counts for a member, once, and not for oneself', async () => {
    const entities = [at(world.ali), { ...at(world.sara), offset: 5 }];
    const message = await send(world.sara, { text: '@علی @سارا', entities, replyTo: first });
    expect(message.entities).toHaveLength(2);
    await send(world.reza, { text: '@علی', entities: [at(world.ali)], replyTo: 2 });
    expect(await counts()).toEqual([1, 2, 0]);
  });

  test('of somebody outside stays text: the sending does not fail, the id does not get in', async () => {
    const message = await send(world.sara, { text: '@مینا', entities: [at(world.mina)] });
    expect(message).toMatchObject({ text: '@مینا' });
    expect(message.entities).toBeUndefined();
    expect(world.sql('SELECT count(*) AS n FROM mentions')?.n).toBe(0);
  });

  test('follows an edit, and goes with what is deleted or hidden', async () => {
    const { seq } = await send(world.sara, { text: '@علی', entities: [at(world.ali)] });
    expect(await counts()).toEqual([0, 1, 0]);
    await world.messages.edit(world.sara, {
      chatId,
      seq,
      text: '@رضا',
      entities: [at(world.reza)],
    });
    expect(await counts()).toEqual([0, 0, 1]);
    await world.messages.delete(world.reza, { chatId, seqs: [seq], everyone: false });
    expect(await counts()).toEqual([0, 0, 0]);
    const other = await send(world.sara, { text: '@علی', entities: [at(world.ali)] });
    await world.messages.delete(world.sara, { chatId, seqs: [other.seq], everyone: true });
    expect(await counts()).toEqual([0, 0, 0]);
  });
});

describe('a forwarded message', () => {
  const forward = async (who: Ctx, seq: number, author = true) => {
    const to = await world.direct(who, world.mina);
    return send(who, { chatId: to, text: '', forward: { chatId, seq, author } });
  };

  test('holds the words, their form, who wrote them first and when', async () => {
    const entities: Entity[] = [{ type: 'bold', offset: 0, length: 2 }];
    const source = await send(world.sara, { text: 'متن', entities });
    const message = await forward(world.ali, source.seq);
    const origin = { userId: world.sara.userId, name: 'سارا', at: source.createdAt };
    expect(message).toMatchObject({
      text: 'متن',
      entities,
      forward: origin,
      senderId: world.ali.userId,
    });
    expect(await world.readAs(world.mina, message.chatId, 1)).toEqual(message);
  });

  test('without the author says when, and not who; onward it stays so', async () => {
    const message = await forward(world.ali, first, false);
    expect(message.forward).toEqual({ userId: null, at: expect.any(Number) });
    const again = { chatId: message.chatId, seq: message.seq, author: true };
    const onward = await send(world.ali, { text: '', forward: again });
    expect(onward.forward).toEqual(message.forward);
  });

  test('names nobody of the chat it came from, and counts for nobody', async () => {
    const { seq } = await send(world.sara, { text: '@رضا', entities: [at(world.reza)] });
    expect((await forward(world.ali, seq)).entities).toBeUndefined();
    const within = await send(world.ali, { text: '', forward: { chatId, seq, author: true } });
    expect(within.entities).toHaveLength(1);
    expect(await counts()).toEqual([0, 0, 1]);
  });

  test('must be one that its sender sees, not deleted and no system message', async () => {
    expect((await forward(world.ali, first)).text).toBe('سؤال');
    const stranger = world.messages.send(world.mina, {
      ...{ chatId: await world.direct(world.mina, world.ali), clientId: Bun.randomUUIDv7() },
      ...{ text: '', forward: { chatId, seq: first, author: true } },
    });
    expect(await refusalOf(stranger)).toBe('not_found');
    expect(await refusalOf(forward(world.ali, 99))).toBe('not_found');
    await world.messages.pin(world.sara, { chatId, seq: first, on: true });
    expect(await refusalOf(forward(world.ali, 2))).toBe('invalid');
    await world.messages.delete(world.sara, { chatId, seqs: [first], everyone: true });
    expect(await refusalOf(forward(world.ali, first))).toBe('deleted');
  });

  test('stays when the one it came from is deleted', async () => {
    const message = await forward(world.ali, first);
    await world.messages.delete(world.sara, { chatId, seqs: [first], everyone: true });
    expect(await world.readAs(world.mina, message.chatId, 1)).toEqual(message);
  });
});

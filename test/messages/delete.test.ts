import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import type { Ctx } from '../../server/context.ts';
import { onPostgres } from '../helpers/data.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await world.direct(world.sara, world.ali);
});
afterEach(() => world.close());

const remove = (who: Ctx, seqs: number[], everyone = true) =>
  world.messages.delete(who, { chatId, seqs, everyone });
const texts = async (who: Ctx): Promise<string[]> =>
  (await world.messages.history(who, { chatId })).reply.messages.map(({ text }) => text);
const chatOf = async (who: Ctx) => (await world.chats.get(who, { chatId })).reply.chat;
const found = async (who: Ctx, q: string): Promise<number> =>
  (await world.search.search(who, { q })).reply.hits.length;
const rows = (table: string): unknown =>
  world.sql(`SELECT count(*) AS n FROM ${table} WHERE chat_id = ?`, chatId)?.n;

describe('a message deleted for everyone', () => {
  test('leaves a tombstone, and nothing of it in text, search, reactions, pins and mentions', async () => {
    const { sara, ali } = world;
    await world.direct(ali, sara);
    const first = await world.sendText(ali, chatId, 'سؤال');
    const entities = [{ type: 'mention', offset: 0, length: 5, userId: ali.userId }] as const;
    const clientId = Bun.randomUUIDv7();
    const draft = { chatId, clientId, text: '@علی راز', entities: [...entities], replyTo: first };
    const { seq } = (await world.messages.send(sara, draft)).reply.message;
    await world.messages.react(ali, { chatId, seq, emojis: ['👍'] });
    await world.messages.pin(ali, { chatId, seq, on: true });
    expect(await found(ali, 'راز')).toBe(1);
    expect([rows('reactions'), rows('mentions')]).toEqual([1, 1]);
    expect(await chatOf(ali)).toMatchObject({
      pinCount: 1,
      pinnedSeq: seq,
      unread: 1,
      mentions: 1,
    });

    const { reply, changes } = await remove(sara, [seq]);
    const tombstone: Message = {
      ...{ chatId, seq, senderId: sara.userId, clientId, kind: 'text', text: '' },
      ...{ createdAt: world.clock.at, editedAt: null, deletedAt: world.clock.at, rev: 6 },
    };
    expect(reply).toMatchObject({ messages: [tombstone], rev: 6 });
    const body = { message: tombstone };
    const event = { type: 'message.changed', chat: chatId, rev: 6, body } as const;
    const to = [sara.userId, ali.userId];
    expect(changes).toEqual([{ to, event, exceptSender: true }]);
    expect(await world.readAs(ali, chatId, seq)).toEqual(tombstone);
    const row = world.sql('SELECT * FROM messages WHERE seq = ?', seq);
    expect(row).toMatchObject({ body: '', entities: null, reply_to: null, reactions: null });
    expect([rows('reactions'), rows('mentions'), await found(ali, 'راز')]).toEqual([0, 0, 0]);
    expect(indexed(row?.id)).toBe(0);
    expect(await chatOf(ali)).toMatchObject({
      pinCount: 0,
      pinnedSeq: null,
      unread: 0,
      mentions: 0,
    });
  });

  const INDEX_ID = onPostgres ? 'id' : 'rowid';
  const indexed = (id: unknown): unknown =>
    world.sql(`SELECT count(*) AS n FROM message_search WHERE ${INDEX_ID} = ?`, Number(id))?.n;

  test('before it was indexed never gets into the index', async () => {
    const seq = await world.sendText(world.sara, chatId, 'راز');
    await remove(world.sara, [seq]);
    expect(await found(world.ali, 'راز')).toBe(0);
    expect(world.sql('SELECT count(*) AS n FROM message_search')?.n).toBe(0);
  });

  test('is deleted by asking twice as by once', async () => {
    const seq = await world.sendText(world.sara, chatId);
    const first = await remove(world.sara, [seq]);
    world.clock.at += 1_000_000_000;
    const again = await remove(world.sara, [seq, seq]);
    expect(again).toEqual({ reply: first.reply, changes: [] });
  });

  test('goes together with the others that were selected, or none of them goes', async () => {
    const seqs = [
      await world.sendText(world.sara, chatId, 'یک'),
      await world.sendText(world.sara, chatId, 'دو'),
    ];
    const foreign = await world.sendText(world.ali, chatId, 'سه');
    expect(await refusalOf(remove(world.sara, [...seqs, foreign]))).toBe('forbidden');
    expect(await refusalOf(remove(world.sara, [...seqs, 99]))).toBe('not_found');
    expect(await texts(world.ali)).toEqual(['یک', 'دو', 'سه']);
    const { reply, changes } = await remove(world.sara, seqs.reverse());
    expect(reply.messages.map(({ seq, rev }) => [seq, rev])).toEqual([
      [1, 4],
      [2, 5],
    ]);
    expect(changes).toHaveLength(2);
    expect(await texts(world.ali)).toEqual(['', '', 'سه']);
  });

  test('is one’s own, and of the last 48 hours; a stranger finds none', async () => {
    const seq = await world.sendText(world.sara, chatId);
    expect(await refusalOf(remove(world.ali, [seq]))).toBe('forbidden');
    expect(await refusalOf(remove(world.mina, [seq]))).toBe('not_found');
    world.clock.at += LIMITS.editHours * 3_600_000 + 1;
    expect(await refusalOf(remove(world.sara, [seq]))).toBe('too_late');
    expect(await texts(world.ali)).toEqual(['پیام']);
  });

  test('in a group may be anybody’s when its owner or an admin deletes; a member may not', async () => {
    const { sara, ali, reza } = world;
    chatId = world.group(sara, ali, reza);
    const seqs = [await world.sendText(ali, chatId), await world.sendText(sara, chatId)];
    world.clock.at += LIMITS.editHours * 3_600_000 + 1;
    expect(await refusalOf(remove(reza, seqs))).toBe('forbidden');
    world.sql("UPDATE members SET role = 'admin' WHERE user_id = ?", reza.userId);
    await remove(reza, seqs.slice(1));
    await remove(sara, seqs.slice(0, 1));
    expect(await texts(ali)).toEqual(['', '']);
  });

  test('answers a retry of its sending with the tombstone, and is not sent anew', async () => {
    const draft = { chatId, clientId: Bun.randomUUIDv7(), text: 'راز' };
    await world.messages.send(world.sara, draft);
    await remove(world.sara, [1]);
    const { reply, changes } = await world.messages.send(world.sara, draft);
    expect(reply).toMatchObject({ retry: true, message: { seq: 1, text: '' } });
    expect(changes).toEqual([]);
  });
});

describe('a message deleted for oneself', () => {
  test('is gone from one’s history, search, preview, unread and pins, and from nobody else’s', async () => {
    const { sara, ali } = world;
    await world.sendText(sara, chatId, 'اول');
    const seq = await world.sendText(sara, chatId, 'راز');
    await world.messages.pin(sara, { chatId, seq, on: true });
    const before = await chatOf(ali);
    expect(before).toMatchObject({
      unread: 2,
      pinCount: 1,
      last: { kind: 'system', seq: seq + 1 },
    });

    // The system message that it was pinned is deleted with it.
    const { reply, changes } = await remove(ali, [seq, seq + 1], false);
    expect(reply).toMatchObject({ messages: [], memberRev: before.memberRev + 1 });
    expect(changes).toMatchObject([
      {
        to: [ali.userId],
        event: { type: 'chat.changed', body: { chat: { settings: { hidden: [2, 3] } } } },
      },
    ]);
    expect(await texts(ali)).toEqual(['اول']);
    expect(await found(ali, 'راز')).toBe(0);
    expect(await chatOf(ali)).toMatchObject({
      unread: 1,
      pinCount: 0,
      pinnedSeq: null,
      last: { text: 'اول' },
    });
    expect((await world.messages.pins(ali, { chatId })).reply.messages).toEqual([]);
    expect(await texts(sara)).toEqual(['اول', 'راز', '']);
    expect(await found(sara, 'راز')).toBe(1);
    expect(await chatOf(sara)).toMatchObject({
      pinCount: 1,
      rev: before.rev,
      last: { kind: 'system' },
    });
  });

  test('has an end for each chat, since all of it stands in the chat’s picture', async () => {
    world.sql(
      `WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        INSERT INTO hidden (chat_id, user_id, seq) SELECT ?, ?, i FROM n`,
      ...[99 + LIMITS.hidden - 1, chatId, world.ali.userId],
    );
    await world.sendMany(world.sara, chatId, 'پیام', 2);
    const hide = (...seqs: number[]) =>
      refusalOf(world.messages.delete(world.ali, { chatId, seqs, everyone: false }));
    expect(await hide(1, 2)).toBe('limit_reached');
    expect(await hide(1)).toBe('not refused');
    expect(await hide(1)).toBe('not refused');
    expect(await hide(2)).toBe('limit_reached');
  });

  test('can be anybody’s and however old; twice is once', async () => {
    const seq = await world.sendText(world.sara, chatId);
    world.clock.at += 1e10;
    const first = await remove(world.ali, [seq], false);
    const again = await remove(world.ali, [seq], false);
    expect(again).toEqual({ reply: first.reply, changes: [] });
    expect(await refusalOf(remove(world.ali, [seq, 9], false))).toBe('not_found');
    expect(await refusalOf(remove(world.mina, [seq], false))).toBe('not_found');
  });

  test('is not there for that person: no edit, reply, reaction or pin', async () => {
    const seq = await world.sendText(world.sara, chatId);
    await remove(world.sara, [seq], false);
    const { messages } = world;
    const reacting = messages.react(world.sara, { chatId, seq, emojis: ['👍'] });
    expect(await refusalOf(reacting)).toBe('not_found');
    const editing = messages.edit(world.sara, { chatId, seq, text: 'دیگر' });
    expect(await refusalOf(editing)).toBe('not_found');
    const clientId = Bun.randomUUIDv7();
    const reply = messages.send(world.sara, { chatId, clientId, text: 'پاسخ', replyTo: seq });
    expect(await refusalOf(reply)).toBe('invalid');
  });

  test('like a cleared history, leaves what comes later alone', async () => {
    await world.sendMany(world.sara, chatId, 'پیام', 3);
    world.sql('UPDATE members SET cleared_seq = 2 WHERE user_id = ?', world.ali.userId);
    expect(await texts(world.ali)).toEqual(['پیام 3']);
    expect(await found(world.ali, 'پیام')).toBe(1);
    expect(await chatOf(world.ali)).toMatchObject({ unread: 1 });
    world.sql('UPDATE members SET cleared_seq = 3 WHERE user_id = ?', world.ali.userId);
    expect(await chatOf(world.ali)).toMatchObject({ unread: 0, last: null });
    await world.send(world.sara, chatId, 'چهارم');
    expect(await texts(world.ali)).toEqual(['چهارم']);
    expect(await texts(world.sara)).toHaveLength(4);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Cursor, SyncReply } from '../../protocol/sync.ts';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await world.direct(world.sara, world.ali);
});
afterEach(() => world.close());

const sync = async (who: Ctx, cursor: Cursor, limit?: number): Promise<SyncReply> =>
  (await world.sync.sync(who, { cursor, limit })).reply;
/** Returns the cursor of a device that has applied `reply`. */
const advanceCursor = (cursor: Cursor, { chats }: SyncReply): Cursor => ({
  ...cursor,
  ...Object.fromEntries(
    chats.map(({ chat: { id, lastSeq, rev, receiptRev, memberRev } }) => [
      id,
      [lastSeq, rev, receiptRev, memberRev],
    ]),
  ),
});
const seqs = (reply: SyncReply): number[] | undefined =>
  reply.chats[0]?.messages.map(({ seq }) => seq);
const NOTHING: SyncReply = { chats: [], users: [], gone: [], more: false };

describe('a device that returns', () => {
  test('gets its chats, their people and messages, and then nothing until something changes', async () => {
    const { sara, ali } = world;
    await world.sendMany(sara, chatId, 'پیام', 3);
    const first = await sync(ali, {});
    expect(first).toMatchObject({ gone: [], more: false, chats: [{ reset: false }] });
    expect(seqs(first)).toEqual([1, 2, 3]);
    expect(first.users.map(({ id }) => id).sort()).toEqual([sara.userId, ali.userId]);
    const cursor = advanceCursor({}, first);
    expect(await sync(ali, cursor)).toEqual(NOTHING);

    await world.send(sara, chatId, 'چهارم');
    const second = await sync(ali, cursor);
    expect(seqs(second)).toEqual([4]);
    expect(await sync(ali, advanceCursor(cursor, second))).toEqual(NOTHING);
    expect(await sync(world.mina, {})).toEqual(NOTHING);
  });

  test('learns of marks without getting messages again', async () => {
    await world.openByBoth(world.sara, world.ali);
    await world.sendMany(world.sara, chatId, 'پیام', 2);
    const cursor = advanceCursor({}, await sync(world.sara, {}));
    await world.messages.read(world.ali, { chatId, seq: 2 });
    const reply = await sync(world.sara, cursor);
    expect(seqs(reply)).toEqual([]);
    expect(reply.chats[0]?.chat.members).toContainEqual({
      userId: world.ali.userId,
      role: 'member',
      delivered: 2,
      read: 2,
    });
  });

  test('gets the newest and `reset` when it has missed too much', async () => {
    const { syncGap, syncHead } = LIMITS;
    await world.sendMany(world.sara, chatId, 'پیام', 1);
    const cursor = advanceCursor({}, await sync(world.ali, {}));
    await world.sendMany(world.sara, chatId, 'پیام', syncGap);
    const all = await sync(world.ali, cursor);
    expect(all.chats[0]).toMatchObject({ reset: false });
    expect(seqs(all)).toHaveLength(syncGap);
    await world.sendMany(world.sara, chatId, 'پیام', 1);
    const head = await sync(world.ali, cursor);
    expect(head.chats[0]).toMatchObject({ reset: true });
    expect(seqs(head)).toHaveLength(syncHead);
    expect(seqs(head)?.at(-1)).toBe(syncGap + 2);
  });

  test('to which a long chat is new gets its head', async () => {
    await world.sendMany(world.sara, chatId, 'پیام', LIMITS.syncHead + 1);
    const reply = await sync(world.ali, {});
    expect(reply.chats[0]).toMatchObject({ reset: true });
    expect(seqs(reply)?.[0]).toBe(2);
  });

  test('that is ahead, after a backup was restored, starts that chat again', async () => {
    await world.sendMany(world.sara, chatId, 'پیام', 3);
    const reply = await sync(world.ali, { [chatId]: [9, 9, 0, 0] });
    expect(reply.chats[0]).toMatchObject({ reset: true, chat: { lastSeq: 3, rev: 3 } });
    expect(seqs(reply)).toEqual([1, 2, 3]);
  });

  test('pages by chat, newest activity first', async () => {
    const { sara, reza, mina } = world;
    await world.send(sara, chatId, 'یک');
    const second = await world.direct(sara, reza);
    await world.send(sara, second, 'دو');
    const third = await world.direct(sara, mina);
    await world.send(sara, third, 'سه');
    const got: string[] = [];
    let cursor: Cursor = {};
    for (const more of [true, true, false]) {
      const reply = await sync(sara, cursor, 1);
      expect(reply.more).toBe(more);
      got.push(...reply.chats.map(({ chat }) => chat.id));
      cursor = advanceCursor(cursor, reply);
    }
    expect(got).toEqual([third, second, chatId]);
  });

  test('forgets chats that its person is not in, and is told nothing about them', async () => {
    await world.send(world.sara, chatId, 'سلام');
    const entry: Cursor[string] = [0, 0, 0, 0];
    const own = await sync(world.ali, { [chatId]: entry });
    expect(own).toMatchObject({ gone: [], chats: [{ chat: { id: chatId } }] });
    const foreign = await sync(world.mina, { [chatId]: entry, AAAAAAAAAAA: entry });
    expect(foreign).toEqual({ ...NOTHING, gone: [chatId, 'AAAAAAAAAAA'] });
  });

  test('does not see a chat that is empty and was opened by the other side', async () => {
    expect((await sync(world.sara, {})).chats).toHaveLength(1);
    expect(await sync(world.ali, {})).toEqual(NOTHING);
    await world.send(world.sara, chatId, 'سلام');
    expect(seqs(await sync(world.ali, {}))).toEqual([1]);
  });

  test('learns that a partner is called differently now; a stranger does not', async () => {
    const { sara, ali, mina } = world;
    await world.send(sara, chatId, 'سلام');
    const cursor = advanceCursor({}, await sync(ali, {}));
    await world.db.write(() => world.db.users.update(sara.userId, { displayName: 'سارا ر.' }));
    const reply = await sync(ali, cursor);
    expect(reply.users).toContainEqual(expect.objectContaining({ displayName: 'سارا ر.' }));
    expect(await sync(ali, advanceCursor(cursor, reply))).toEqual(NOTHING);
    expect(await sync(mina, {})).toEqual(NOTHING);
  });

  test('gets older messages that were changed, among the new ones, in order', async () => {
    await world.sendMany(world.sara, chatId, 'پیام', 4);
    const cursor = advanceCursor({}, await sync(world.ali, {}));
    await world.send(world.sara, chatId, 'پنجم');
    changeFromOutside(2);
    const reply = await sync(world.ali, cursor);
    expect(seqs(reply)).toEqual([2, 5]);
    expect(await sync(world.ali, advanceCursor(cursor, reply))).toEqual(NOTHING);
  });

  /** Changes the message as an edit would: it takes the chat's next `rev`. */
  function changeFromOutside(seq: number): void {
    world.sql('UPDATE chats SET last_rev = last_rev + 1 WHERE id = ?', chatId);
    world.sql(
      'UPDATE messages SET rev = (SELECT last_rev FROM chats WHERE id = chat_id) WHERE chat_id = ? AND seq = ?',
      chatId,
      seq,
    );
  }
});

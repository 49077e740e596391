import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import type { ChatDelta, Cursor } from '../../protocol/sync.ts';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await world.direct(world.sara, world.ali);
});
afterEach(() => world.close());

/** Makes a device that does what protocol/sync.ts says, and nothing else. */
function device(who: Ctx) {
  let cursor: Cursor = {};
  const held = new Map<number, Message>();
  return {
    held,
    async sync(): Promise<ChatDelta | undefined> {
      const [delta] = (await world.sync.sync(who, { cursor })).reply.chats;
      if (!delta) return undefined;
      const { chat, messages, stale } = delta;
      if (stale) held.clear();
      for (const message of messages) held.set(message.seq, message);
      for (const seq of chat.settings.hidden) held.delete(seq);
      for (const seq of held.keys()) if (seq <= chat.settings.cleared) held.delete(seq);
      cursor = { [chat.id]: [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev] };
      return delta;
    },
  };
}

/** Expects the device to hold what the server has. */
async function expectTrue(who: Ctx, held: Map<number, Message>): Promise<void> {
  for (const [seq, message] of held)
    expect(message).toEqual((await world.readAs(who, chatId, seq)) as Message);
}

describe('an old device', () => {
  test('catches up with edits, deletions, reactions and pins, a row each however many there were', async () => {
    const { sara, ali, messages } = world;
    await world.sendMany(sara, chatId, 'پیام', 5);
    const old = device(ali);
    await old.sync();
    for (const text of ['یک', 'دو', 'سه']) await messages.edit(sara, { chatId, seq: 1, text });
    await messages.delete(sara, { chatId, seqs: [2], everyone: true });
    await messages.react(ali, { chatId, seq: 3, emojis: ['👍'] });
    await messages.pin(sara, { chatId, seq: 4, on: true });
    await world.send(sara, chatId, 'تازه');
    const delta = await old.sync();
    expect(delta).toMatchObject({ reset: false, chat: { pinnedSeq: 4, pinCount: 1 } });
    expect(delta?.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 6, 7]);
    expect(old.held.get(6)?.system).toEqual({ type: 'message.pinned', seq: 4 });
    expect(old.held.get(1)?.text).toBe('سه');
    expect(old.held.get(2)).toMatchObject({ text: '', deletedAt: world.clock.at - 1000 });
    expect(old.held.get(3)?.ownReactions).toEqual(['👍']);
    await expectTrue(ali, old.held);
    expect(await old.sync()).toBeUndefined();
  });

  test('forgets what its person hid or cleared on another one; the other person’s keeps it', async () => {
    const { sara, ali } = world;
    await world.sendMany(sara, chatId, 'پیام', 3);
    const [mine, theirs] = [device(ali), device(sara)];
    await mine.sync();
    await theirs.sync();
    await world.messages.delete(ali, { chatId, seqs: [2], everyone: false });
    expect((await mine.sync())?.messages).toEqual([]);
    expect([...mine.held.keys()]).toEqual([1, 3]);
    expect(await theirs.sync()).toBeUndefined();
    const fresh = device(ali);
    await fresh.sync();
    expect([...fresh.held.keys()]).toEqual([1, 3]);
  });

  test('that missed too many new ones still learns what of its own was changed', async () => {
    const { sara, ali, messages } = world;
    await world.sendMany(sara, chatId, 'پیام', 5);
    const old = device(ali);
    await old.sync();
    await world.sendMany(sara, chatId, 'پیام', LIMITS.syncGap + 1);
    await messages.edit(sara, { chatId, seq: 1, text: 'دیگر' });
    await messages.delete(sara, { chatId, seqs: [2], everyone: true });
    const delta = await old.sync();
    expect(delta?.reset).toBe(true);
    expect(delta?.stale).toBeUndefined();
    const seqs = delta?.messages.map(({ seq }) => seq) ?? [];
    expect(seqs.slice(0, 3)).toEqual([1, 2, 77]);
    expect(seqs).toHaveLength(2 + LIMITS.syncHead);
    expect(old.held.size).toBe(5 + LIMITS.syncHead);
    await expectTrue(ali, old.held);
  });

  test('that missed too many changes starts again, and holds nothing out of date', async () => {
    const { sara, ali, messages } = world;
    await world.sendMany(sara, chatId, 'پیام', LIMITS.syncGap + 40);
    const old = device(ali);
    await old.sync();
    const page = await messages.history(ali, { chatId, limit: LIMITS.historyPage });
    for (const message of page.reply.messages) old.held.set(message.seq, message);
    const edits = Array.from({ length: LIMITS.syncGap + 1 }, (_, i) =>
      messages.edit(sara, { chatId, seq: i + 1, text: 'دیگر' }),
    );
    await Promise.all(edits);
    expect(await old.sync()).toMatchObject({ reset: true, stale: true });
    expect(old.held.size).toBe(LIMITS.syncHead);
    await expectTrue(ali, old.held);
    expect(await old.sync()).toBeUndefined();
  });

  test('at the limit gets each change', async () => {
    const { sara, ali, messages } = world;
    await world.sendMany(sara, chatId, 'پیام', LIMITS.syncGap);
    const old = device(ali);
    await old.sync();
    for (let seq = 1; seq <= LIMITS.syncGap; seq++)
      await messages.edit(sara, { chatId, seq, text: 'دیگر' });
    expect(await old.sync()).toMatchObject({ reset: false });
    await expectTrue(ali, old.held);
  });
});

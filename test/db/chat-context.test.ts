import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import { ChatContextCache } from '../../db/stores/chat-context-cache.ts';
import { randomFrom } from '../../scripts/random.ts';
import { createChatSettings } from '../../server/chats/settings.ts';
import type { Ctx, Outcome } from '../../server/context.ts';
import { createPeople } from '../../server/people/service.ts';
import { createUsers } from '../../server/users/service.ts';
import { onPostgres } from '../helpers/data.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** Reads what the writer has: its cache, where it holds the chat. */
const readAsWriter = (who: Ctx, chatId: string): Promise<ChatContext | undefined> =>
  world.db.write(() => world.db.chats.context(who.userId, chatId));
/** Reads what stands in the file: the reading connection caches nothing. */
const readStored = (who: Ctx, chatId: string): Promise<ChatContext | undefined> =>
  world.db.read(world.db.chats.context(who.userId, chatId));

describe('the remembered head of a chat', () => {
  test('is the stored one, whatever people do in it, whoever puts the file right by hand', async () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
    const random = randomFrom(seed);
    const { sara, ali, reza } = world;
    const people = [sara, ali, reza];
    const group = world.group(sara, ali, reza);
    const chats = [group, await world.direct(sara, ali), await world.direct(reza, sara)];
    const services = { own: createChatSettings(world.deps), people: createPeople(world.deps) };
    const users = createUsers(world.deps, { release() {} });
    const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
    const yes = (): boolean => random() < 0.5;
    const seq = (): number => 1 + Math.floor(random() * 12);
    const acts: ((who: Ctx, chatId: string) => Promise<unknown>)[] = [
      (who, chatId) => world.send(who, chatId, 'سلام'),
      (who, chatId) => world.send(who, chatId, 'سلام'),
      (who, chatId) => world.messages.delivered(who, { chatId, seq: seq() }),
      (who, chatId) => world.messages.read(who, { chatId, seq: seq() }),
      (who, chatId) =>
        world.messages.react(who, { chatId, seq: seq(), emojis: yes() ? ['👍'] : [] }),
      (who, chatId) => world.messages.pin(who, { chatId, seq: seq(), on: yes() }),
      (who, chatId) => world.messages.edit(who, { chatId, seq: seq(), text: `نو ${random()}` }),
      (who, chatId) => world.messages.delete(who, { chatId, seqs: [seq()], everyone: yes() }),
      (who, chatId) => services.own.own(who, { chatId, draft: yes() ? { text: 'نیمه' } : null }),
      (who, chatId) => services.own.own(who, { chatId, unreadMark: yes() }),
      (who, chatId) => services.own.clear(who, { chatId, seq: seq(), remove: yes() }),
      (who, chatId) => services.own.accept(who, { chatId }),
      (who) => services.people.block(who, { userId: one(people).userId, on: random() < 0.3 }),
      (who) => users.meUpdate(who, { privacy: { whoWrites: yes() ? 'nobody' : 'everyone' } }),
      (who) => users.meUpdate(who, { displayName: `نام ${Math.floor(random() * 9)}` }),
      () =>
        world.groups.updateMember(sara, {
          chatId: group,
          userId: one([ali, reza]).userId,
          role: yes() ? 'admin' : 'member',
        }),
      () => world.groups.update(sara, { chatId: group, rights: { write: yes(), pin: yes() } }),
      () => world.groups.removeMember(sara, { chatId: group, userId: one([ali, reza]).userId }),
      () => world.groups.addMembers(sara, { chatId: group, userIds: [ali.userId, reza.userId] }),
      (who, chatId) => failing(who, chatId),
      async (who, chatId) =>
        world.sql(
          'UPDATE members SET member_rev = member_rev + 1 WHERE chat_id = ? AND user_id = ?',
          ...[chatId, who.userId],
        ),
    ];
    const steps = onPostgres ? 150 : 600;
    for (let step = 0; step < steps; step++) {
      world.clock.at += 500;
      const doing = [one(acts), one(acts)].map((act) => act(one(people), one(chats)));
      // A command that ends in an error tests as much: what it has half written is undone.
      await Promise.allSettled(doing);
      for (const who of people) {
        for (const chatId of chats) {
          const [kept, fresh] = [await readAsWriter(who, chatId), await readStored(who, chatId)];
          if (!Bun.deepEquals(kept, fresh))
            expect({ seed, step, head: kept }).toEqual({ seed, step, head: fresh });
        }
      }
    }
    expect(world.db.stats().replays).toBeGreaterThan(0);
  });

  /** Writes something that is then undone with the whole batch. */
  function failing(who: Ctx, chatId: string): Promise<Outcome<never>> {
    return world.db.write(function* () {
      const head = yield* world.db.chats.context(who.userId, chatId);
      if (head) yield* world.db.chats.advance(chatId, { ...head, lastRev: head.lastRev + 1000 });
      throw new Error('changed its mind');
    });
  }

  test('is asked for again by whoever was removed in the same turn of the event loop', async () => {
    const { sara, ali } = world;
    const chatId = world.group(sara, ali);
    await world.send(ali, chatId, 'هستم');
    expect((await readAsWriter(ali, chatId))?.lastSeq).toBe(1);
    const removed = world.groups.removeMember(sara, { chatId, userId: ali.userId });
    const late = refusalOf(world.send(ali, chatId, 'هنوز هستم'));
    await removed;
    expect(await late).toBe('not_found');
    expect((await readAsWriter(sara, chatId))?.lastSeq).toBe(2);
  });
});

describe('the memo', () => {
  const head: ChatContext = {
    ...{
      kind: 'direct',
      rights: 15,
      lastSeq: 5,
      lastRev: 7,
      lastAt: 1,
      receiptRev: 2,
      role: 'member',
    },
    ...{ memberRev: 1, delivered: 3, read: 2, joined: 0, flags: 0, audience: ['a', 'b'] },
  };

  test('gives copies, so that counting on in one does not reach the next asker', () => {
    const memo = new ChatContextCache();
    memo.keep('chat', 'a', head);
    const first = memo.find('chat', 'a');
    if (first) first.lastRev += 1;
    expect(first?.lastRev).toBe(8);
    expect(memo.find('chat', 'a')).toEqual(head);
  });

  test('holds so many members at most', () => {
    const memo = new ChatContextCache(3);
    for (const userId of ['a', 'b', 'c']) memo.keep('chat', userId, head);
    expect(memo.find('chat', 'a')).toEqual(head);
    memo.keep('chat', 'd', head);
    expect(memo.find('chat', 'a')).toBeUndefined();
    expect(memo.find('chat', 'd')).toEqual(head);
  });

  test('keeps no chat without messages: the first one changes who sees it', () => {
    const memo = new ChatContextCache();
    memo.keep('chat', 'a', { ...head, lastSeq: 0 });
    expect(memo.find('chat', 'a')).toBeUndefined();
  });
});

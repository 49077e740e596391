import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';
import { crowd, groupOf, notesOf, picture } from './support.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await groupOf(world, world.sara, world.ali);
});
afterEach(() => world.close());

describe('adding people', () => {
  test('puts them on the topic and says who was added; what was written before is theirs to read', async () => {
    const { sara, ali, reza } = world;
    await world.sendMany(sara, chatId, 'قدیمی', 3);
    const { reply, changes } = await world.groups.addMembers(ali, {
      chatId,
      userIds: [reza.userId],
    });
    expect(reply.chat.memberCount).toBe(3);
    expect(changes).toMatchObject([
      { to: { chat: chatId }, topic: { chat: chatId, enter: [reza.userId] } },
    ]);
    expect((await notesOf(world, reza, chatId)).at(-1)).toEqual({
      type: 'members.added',
      userIds: [reza.userId],
    });
    const { messages } = (await world.messages.history(reza, { chatId })).reply;
    expect(messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect((await picture(world, reza, chatId)).unread).toBe(0);
  });

  test('twice is harmless', async () => {
    const { sara, ali, reza } = world;
    const body = { chatId, userIds: [reza.userId, reza.userId, ali.userId, sara.userId] };
    expect((await world.groups.addMembers(sara, body)).reply.chat.memberCount).toBe(3);
    const again = await world.groups.addMembers(sara, body);
    expect(again.changes).toEqual([]);
    expect(again.reply.chat).toMatchObject({ memberCount: 3, rev: 2 });
    expect((await picture(world, sara, chatId)).settings.role).toBe('owner');
  });

  test('needs the right to it, people who exist, and room', async () => {
    const { sara, ali, reza, mina } = world;
    const add = (who: typeof sara, ...userIds: string[]) =>
      refusalOf(world.groups.addMembers(who, { chatId, userIds }));
    expect(await add(mina, reza.userId)).toBe('not_found');
    expect(await add(sara, reza.userId, 'AAAAAAAAAAA')).toBe('not_found');
    await world.groups.update(sara, { chatId, rights: { addPeople: false } });
    expect(await add(ali, reza.userId)).toBe('forbidden');
    world.deps.config.groupMembers = 3;
    expect(await add(sara, reza.userId, mina.userId)).toBe('group_full');
    expect((await picture(world, sara, chatId)).memberCount).toBe(2);
    expect(await add(sara, reza.userId)).toBe('not refused');
  });

  test('leaves out whom only contacts write to, as if they had blocked the asker; a contact can', async () => {
    const { sara, ali, reza, mina } = world;
    world.sql("UPDATE users SET who_writes = 'nobody' WHERE id = ?", reza.userId);
    const add = (by: typeof sara, ...ids: string[]) =>
      refusalOf(world.groups.addMembers(by, { chatId, userIds: ids }));
    expect(await add(sara, reza.userId)).toBe('forbidden');
    expect(await add(sara, reza.userId, mina.userId)).toBe('not refused');
    expect((await picture(world, sara, chatId)).memberCount).toBe(3);
    expect(await refusalOf(world.chats.get(reza, { chatId }))).toBe('not_found');
    // A chat that only the stranger has opened makes them no contact; one that he has opened does.
    await world.direct(sara, reza);
    expect(await add(sara, reza.userId)).toBe('forbidden');
    await world.direct(reza, ali);
    expect(await add(ali, reza.userId)).toBe('not refused');
    expect((await picture(world, reza, chatId)).memberCount).toBe(4);
    expect(await add(sara, reza.userId)).toBe('not refused');
  });

  test('says so when the only one asked for has blocked the asker; their own step in is theirs', async () => {
    const { sara, reza } = world;
    world.sql(
      'insert into blocks (user_id, blocked_id, created_at) values (?, ?, 1)',
      ...[reza.userId, sara.userId],
    );
    const userIds = [reza.userId];
    expect(await refusalOf(world.groups.addMembers(sara, { chatId, userIds }))).toBe('forbidden');
    const { reply } = await world.groups.createInvite(sara, { chatId, approval: true });
    await world.groups.join(reza, { code: reply.invite.code });
    await world.groups.answerJoin(sara, { chatId, userId: reza.userId, accept: true });
    expect((await picture(world, reza, chatId)).memberCount).toBe(3);
  });

  test('leaves out whoever has blocked the asker, without a word', async () => {
    const { sara, reza, mina } = world;
    world.sql(
      'insert into blocks (user_id, blocked_id, created_at) values (?, ?, 1)',
      reza.userId,
      sara.userId,
    );
    const userIds = [reza.userId, mina.userId];
    const { reply } = await world.groups.addMembers(sara, { chatId, userIds });
    expect(reply.chat.memberCount).toBe(3);
    expect(await refusalOf(world.chats.get(reza, { chatId }))).toBe('not_found');
    expect((await picture(world, mina, chatId)).memberCount).toBe(3);
  });

  test('does not count as their having read what was there before', async () => {
    const { sara, reza } = world;
    await world.send(sara, chatId, 'هنوز نخوانده');
    await world.openByBoth(sara, reza);
    await world.groups.addMembers(sara, { chatId, userIds: [reza.userId] });
    const chat = await picture(world, sara, chatId);
    expect(chat.othersReceipts).toEqual({ delivered: 0, read: 0 });
    expect(chat.members).toContainEqual({
      userId: reza.userId,
      role: 'member',
      delivered: 0,
      read: 0,
    });
    await world.messages.read(reza, { chatId, seq: 3 });
    expect((await picture(world, sara, chatId)).othersReceipts).toEqual({ delivered: 3, read: 3 });
    expect((await picture(world, reza, chatId)).othersReceipts).toEqual({ delivered: 0, read: 0 });
  });
});

describe('the list of members', () => {
  test('has the owner, then admins, then the others by name, in pages', async () => {
    const { sara, ali } = world;
    const people = await crowd(world, 25);
    await world.groups.addMembers(sara, { chatId, userIds: people.map(({ userId }) => userId) });
    const admin = people.at(-1) ?? ali;
    await world.groups.updateMember(sara, { chatId, userId: admin.userId, role: 'admin' });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { reply } = await world.groups.members(ali, { chatId, after, limit: 10 });
      seen.push(...reply.members.map(({ userId }) => userId));
      expect(reply.users.map(({ id }) => id).sort()).toEqual(
        reply.members.map(({ userId }) => userId).sort(),
      );
      after = reply.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toHaveLength(27);
    expect(new Set(seen).size).toBe(27);
    expect(seen.slice(0, 2)).toEqual([sara.userId, admin.userId]);
  });

  test('is searched by name and username as people write them', async () => {
    const found = async (q: string) =>
      (await world.groups.members(world.sara, { chatId, q })).reply.users.map(
        ({ username }) => username,
      );
    expect(await found('علي')).toEqual(['ali']);
    expect(await found('@AL')).toEqual(['ali']);
    expect(await found('مینا')).toEqual([]);
  });

  test('names the senders of messages, those too who have left, and nobody else', async () => {
    const { sara, ali, mina } = world;
    await world.groups.leave(ali, { chatId });
    const userIds = [sara.userId, ali.userId, mina.userId];
    const { reply } = await world.groups.members(sara, { chatId, userIds });
    expect(reply.members.map(({ userId }) => userId)).toEqual([sara.userId]);
    expect(reply.users.map(({ id }) => id).sort()).toEqual([sara.userId, ali.userId].sort());
  });

  test('is refused to whoever is not in it', async () => {
    const list = () => refusalOf(world.groups.members(world.mina, { chatId }));
    expect(await list()).toBe('not_found');
    await world.groups.addMembers(world.sara, { chatId, userIds: [world.mina.userId] });
    expect(await list()).toBe('not refused');
  });
});

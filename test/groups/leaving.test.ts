import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';
import { groupOf, notesOf, picture } from './support.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await groupOf(world, world.sara, world.ali, world.reza);
});
afterEach(() => world.close());

const remove = (by: Ctx, who: Ctx) => world.groups.removeMember(by, { chatId, userId: who.userId });
const makeAdmin = (who: Ctx) =>
  world.groups.updateMember(world.sara, { chatId, userId: who.userId, role: 'admin' });

describe('removing somebody', () => {
  test('takes their access and their place on the topic; the others are told', async () => {
    const { sara, ali } = world;
    const before = (await picture(world, ali, chatId)).memberRev;
    const { changes } = await remove(sara, ali);
    expect(changes).toMatchObject([
      {
        to: [ali.userId],
        event: { type: 'chat.gone', body: { chatId, memberRev: before + 1 } },
        topic: { chat: chatId, leave: [ali.userId] },
      },
      { to: { chat: chatId }, event: { type: 'message.added' } },
    ]);
    expect(await refusalOf(world.chats.get(ali, { chatId }))).toBe('not_found');
    expect(await refusalOf(world.messages.history(ali, { chatId }))).toBe('not_found');
    expect((await notesOf(world, sara, chatId)).at(-1)).toEqual({
      type: 'member.removed',
      userIds: [ali.userId],
    });
  });

  test('leaves a device of theirs that was away with `gone`, and their outbox with a refusal', async () => {
    const { sara, ali } = world;
    await world.send(ali, chatId, 'پیش از آن');
    const cursor = { [chatId]: [2, 2, 0, 1] as [number, number, number, number] };
    expect((await world.sync.sync(ali, { cursor })).reply.gone).toEqual([]);
    await remove(sara, ali);
    await world.send(sara, chatId, 'بی او');
    const { reply } = await world.sync.sync(ali, { cursor });
    expect(reply).toMatchObject({ chats: [], gone: [chatId], users: [] });
    expect(await refusalOf(world.send(ali, chatId, 'از صف'))).toBe('not_found');
    expect((await picture(world, sara, chatId)).last?.text).toBe('بی او');
  });

  test('is for those who lead: admins remove members, the owner admins too, nobody the owner', async () => {
    const { sara, ali, reza, mina } = world;
    expect(await refusalOf(remove(ali, reza))).toBe('forbidden');
    expect(await refusalOf(remove(mina, reza))).toBe('not_found');
    await makeAdmin(ali);
    await makeAdmin(reza);
    expect(await refusalOf(remove(ali, reza))).toBe('forbidden');
    expect(await refusalOf(remove(ali, sara))).toBe('forbidden');
    expect(await refusalOf(remove(sara, reza))).toBe('not refused');
  });

  test('who is not there changes nothing and tells nobody', async () => {
    expect((await remove(world.sara, world.mina)).changes).toEqual([]);
    await remove(world.sara, world.ali);
    expect((await remove(world.sara, world.ali)).changes).toEqual([]);
    expect((await picture(world, world.sara, chatId)).rev).toBe(2);
  });

  test('closes the links that they have made', async () => {
    const { sara, ali } = world;
    const { code } = (await world.groups.createInvite(ali, { chatId })).reply.invite;
    expect(await refusalOf(world.groups.invite(ali, { code }))).toBe('not refused');
    await remove(sara, ali);
    expect(await refusalOf(world.groups.join(ali, { code }))).toBe('invite_invalid');
  });

  test('is not undone by any link, nor by asking; whoever has left by themselves may return by one', async () => {
    const { sara, ali, reza } = world;
    const link = async (approval: boolean) =>
      (await world.groups.createInvite(sara, { chatId, approval })).reply.invite.code;
    const [open, asking] = [await link(false), await link(true)];
    await remove(sara, ali);
    await world.groups.leave(reza, { chatId });
    for (const code of [open, asking, await link(false)]) {
      expect(await refusalOf(world.groups.join(ali, { code }))).toBe('forbidden');
      expect(await refusalOf(world.groups.invite(ali, { code }))).toBe('forbidden');
    }
    expect((await world.groups.joinRequests(sara, { chatId })).reply.requests).toEqual([]);
    expect((await world.groups.join(reza, { code: open })).reply.chatId).toBe(chatId);
    await world.groups.addMembers(sara, { chatId, userIds: [ali.userId] });
    await world.groups.leave(ali, { chatId });
    expect((await world.groups.join(ali, { code: open })).reply.chatId).toBe(chatId);
  });

  test('can be taken back: they return as a member and see what they have missed', async () => {
    const { sara, ali } = world;
    await makeAdmin(ali);
    await remove(sara, ali);
    await world.send(sara, chatId, 'در نبود او');
    await world.groups.addMembers(sara, { chatId, userIds: [ali.userId] });
    const chat = await picture(world, ali, chatId);
    expect(chat).toMatchObject({ unread: 0, settings: { role: 'member' }, memberCount: 3 });
    expect(chat.memberRev).toBe(4);
    const { messages } = (await world.messages.history(ali, { chatId })).reply;
    expect(messages.map(({ text }) => text)).toContain('در نبود او');
  });
});

describe('leaving', () => {
  test('is told to one’s devices and, as a system message, to those who stay', async () => {
    const { sara, ali } = world;
    const { changes } = await world.groups.leave(ali, { chatId });
    expect(changes.map(({ to }) => to)).toEqual([[ali.userId], { chat: chatId }]);
    expect(await refusalOf(world.chats.get(ali, { chatId }))).toBe('not_found');
    expect((await picture(world, sara, chatId)).memberCount).toBe(2);
    expect(await refusalOf(world.groups.leave(ali, { chatId }))).toBe('not_found');
  });

  test('is what removing oneself does', async () => {
    await remove(world.ali, world.ali);
    expect((await notesOf(world, world.sara, chatId)).at(-1)?.type).toBe('member.left');
  });

  test('of the owner waits until the group is handed over, unless nobody else is in it', async () => {
    const { sara, ali, reza } = world;
    expect(await refusalOf(world.groups.leave(sara, { chatId }))).toBe('last_owner');
    expect(await refusalOf(remove(sara, sara))).toBe('last_owner');
    await remove(sara, ali);
    await remove(sara, reza);
    expect(await refusalOf(world.groups.leave(sara, { chatId }))).toBe('not refused');
    expect((await world.chats.list(sara, {})).reply.chats).toEqual([]);
  });
});

describe('a role', () => {
  test('is given by the owner, said in a system message, and on the person’s devices one’s own', async () => {
    const { sara, ali } = world;
    const { changes } = await makeAdmin(ali);
    expect(changes.map(({ to }) => to)).toEqual([{ chat: chatId }, [ali.userId]]);
    expect(changes[1]?.event).toMatchObject({
      type: 'chat.changed',
      body: { chat: { memberRev: 2, settings: { role: 'admin' } } },
    });
    expect((await notesOf(world, sara, chatId)).at(-1)).toEqual({
      type: 'role.changed',
      userIds: [ali.userId],
      role: 'admin',
    });
    expect((await makeAdmin(ali)).changes).toEqual([]);
  });

  test('is not for members to give, nor for admins; an admin may step down', async () => {
    const { ali, reza, mina } = world;
    const give = (by: Ctx, who: Ctx, role: 'owner' | 'admin' | 'member') =>
      refusalOf(world.groups.updateMember(by, { chatId, userId: who.userId, role }));
    expect(await give(ali, ali, 'admin')).toBe('forbidden');
    expect(await give(mina, ali, 'admin')).toBe('not_found');
    expect(await give(world.sara, mina, 'admin')).toBe('not_found');
    await makeAdmin(ali);
    expect(await give(ali, reza, 'admin')).toBe('forbidden');
    expect(await give(ali, ali, 'owner')).toBe('forbidden');
    expect(await give(ali, ali, 'member')).toBe('not refused');
    expect((await picture(world, ali, chatId)).settings.role).toBe('member');
  });

  test('of owner is handed over: there is always one, and the last one cannot step down', async () => {
    const { sara, ali } = world;
    const update = (by: Ctx, who: Ctx, role: 'owner' | 'member') =>
      world.groups.updateMember(by, { chatId, userId: who.userId, role });
    expect(await refusalOf(update(sara, sara, 'member'))).toBe('last_owner');
    const { reply, changes } = await update(sara, ali, 'owner');
    expect(reply.chat.settings.role).toBe('admin');
    expect(changes.map(({ to }) => to)).toEqual([{ chat: chatId }, [ali.userId], [sara.userId]]);
    const roles = (await picture(world, ali, chatId)).members.map(({ role }) => role).sort();
    expect(roles).toEqual(['admin', 'member', 'owner']);
    expect(await refusalOf(update(sara, sara, 'owner'))).toBe('forbidden');
    expect(await refusalOf(world.groups.leave(sara, { chatId }))).toBe('not refused');
  });
});

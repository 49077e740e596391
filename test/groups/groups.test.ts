import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';
import { crowd, groupOf, notesOf, picture } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

describe('a group', () => {
  test('is made with a title and members, and all of them see it', async () => {
    const { sara, ali, reza, mina } = world;
    const chatId = await groupOf(world, sara, ali, reza);
    const chat = await picture(world, ali, chatId);
    expect(chat).toMatchObject({ kind: 'group', title: 'خانواده', about: '', memberCount: 3 });
    expect(chat.rights).toEqual({ addPeople: true, changeInfo: true, pin: true, write: true });
    expect(chat.settings.role).toBe('member');
    expect((await picture(world, sara, chatId)).settings.role).toBe('owner');
    expect(chat.last?.system).toEqual({ type: 'group.created', text: 'خانواده' });
    expect(await refusalOf(world.chats.get(mina, { chatId }))).toBe('not_found');
  });

  test('is told to its members by its topic, which they all enter', async () => {
    const { sara, ali } = world;
    const userIds = [ali.userId];
    const { reply, changes } = await world.groups.create(sara, {
      kind: 'group',
      title: 'کار',
      userIds,
    });
    const { id } = reply.chat;
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      to: { chat: id },
      topic: { chat: id, enter: [sara.userId, ali.userId] },
      event: { type: 'message.added', rev: 1, body: { message: { seq: 1, kind: 'system' } } },
    });
  });

  test('of a retry is the first one, told to nobody again', async () => {
    const { sara, ali } = world;
    const clientId = Bun.randomUUIDv7();
    const body = { kind: 'group', title: 'کار', userIds: [ali.userId], clientId } as const;
    const make = () => world.groups.create(sara, { ...body, userIds: [...body.userIds] });
    const [first, again] = await Promise.all([make(), make()]);
    expect(again.reply.chat.id).toBe(first.reply.chat.id);
    expect(again.changes).toEqual([]);
    const other = await world.groups.create(ali, { ...body, userIds: [] });
    expect(other.reply.chat.id).not.toBe(first.reply.chat.id);
  });

  test('counts each member once, the maker too, however often they are named', async () => {
    const { sara, ali } = world;
    const userIds = [ali.userId, ali.userId, sara.userId];
    const { reply } = await world.groups.create(sara, { kind: 'group', title: 'کار', userIds });
    expect(reply.chat.memberCount).toBe(2);
    expect(reply.chat.settings.role).toBe('owner');
  });

  test('with somebody who does not exist is not made at all', async () => {
    const body = { kind: 'group', title: 'کار', userIds: ['AAAAAAAAAAA'] } as const;
    const making = world.groups.create(world.sara, { ...body, userIds: [...body.userIds] });
    expect(await refusalOf(making)).toBe('not_found');
    expect((await world.chats.list(world.sara, {})).reply.chats).toEqual([]);
  });

  test('title is a name like a person’s: it may not be empty, long, or turn the text around it', async () => {
    const make = (title?: string) => world.groups.create(world.sara, { kind: 'group', title });
    for (const title of [undefined, '', ' '])
      expect(await refusalOf(make(title))).toBe('name_empty');
    expect(await refusalOf(make('x'.repeat(65)))).toBe('name_long');
    for (const title of [' \u200b ', 'الف\u202eب', 'a\nb'])
      expect(await refusalOf(make(title))).toBe('name_invalid');
    expect((await make('  خانه‌ی ما  ')).reply.chat.title).toBe('خانه‌ی ما');
  });

  test('of many shows thirty members, the asker always among them, and counts all', async () => {
    const people = await crowd(world, 40);
    const chatId = await groupOf(world, world.sara, ...people);
    const last = people.at(-1) ?? world.mina;
    const chat = await picture(world, last, chatId);
    expect(chat.memberCount).toBe(41);
    expect(chat.members).toHaveLength(30);
    const shown = chat.members.map(({ userId }) => userId);
    expect(shown.slice(0, 2)).toEqual([last.userId, world.sara.userId]);
  });
});

describe('a change of a group', () => {
  test('is a system message, and the snapshot has it; asked again it changes nothing', async () => {
    const { sara, ali } = world;
    const chatId = await groupOf(world, sara, ali);
    const body = { chatId, title: 'خانوادهٔ بزرگ', about: 'همه', rights: { addPeople: false } };
    const { reply, changes } = await world.groups.update(sara, body);
    expect(reply.chat).toMatchObject({ title: 'خانوادهٔ بزرگ', about: 'همه', rev: 4 });
    expect(reply.chat.rights.addPeople).toBe(false);
    expect(changes.map(({ to }) => to)).toEqual(changes.map(() => ({ chat: chatId })));
    expect((await notesOf(world, ali, chatId)).slice(1)).toEqual([
      { type: 'title.changed', text: 'خانوادهٔ بزرگ' },
      { type: 'about.changed', text: 'همه' },
      { type: 'rights.changed', text: 'changeInfo pin write' },
    ]);
    expect((await world.groups.update(sara, body)).changes).toEqual([]);
    expect((await picture(world, ali, chatId)).rev).toBe(4);
  });

  test('is for those who have the right to it; rights are for those who lead', async () => {
    const { sara, ali, mina } = world;
    const chatId = await groupOf(world, sara, ali);
    const title = 'نام تازه';
    expect((await world.groups.update(ali, { chatId, title })).reply.chat.title).toBe(title);
    const rights = { changeInfo: false };
    expect(await refusalOf(world.groups.update(ali, { chatId, rights }))).toBe('forbidden');
    await world.groups.update(sara, { chatId, rights });
    expect(await refusalOf(world.groups.update(ali, { chatId, about: 'x' }))).toBe('forbidden');
    expect(await refusalOf(world.groups.update(mina, { chatId, title }))).toBe('not_found');
    await world.groups.updateMember(sara, { chatId, userId: ali.userId, role: 'admin' });
    expect(
      (await world.groups.update(ali, { chatId, rights: { pin: false } })).changes,
    ).toHaveLength(1);
  });

  test('of the right to write leaves it to those who lead', async () => {
    const { sara, ali } = world;
    const chatId = await groupOf(world, sara, ali);
    await world.send(ali, chatId, 'پیش از آن');
    await world.groups.update(sara, { chatId, rights: { write: false } });
    expect(await refusalOf(world.send(ali, chatId, 'پس از آن'))).toBe('forbidden');
    expect((await world.send(sara, chatId, 'اعلان')).reply.message.text).toBe('اعلان');
  });

  test('is refused for a chat that is no group, as for one that does not exist', async () => {
    const { sara, ali } = world;
    const chatId = await world.direct(sara, ali);
    expect(await refusalOf(world.groups.update(sara, { chatId, title: 'x' }))).toBe('not_found');
    expect(await refusalOf(world.groups.leave(sara, { chatId }))).toBe('not_found');
    expect(await refusalOf(world.groups.createInvite(sara, { chatId }))).toBe('not_found');
  });
});

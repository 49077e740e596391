import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';
import { groupOf, notesOf, picture } from './support.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await groupOf(world, world.sara, world.ali);
});
afterEach(() => world.close());

type Terms = { expiresAt?: number; uses?: number; approval?: boolean };
const linkBy = async (who: Ctx, terms: Terms = {}): Promise<string> =>
  (await world.groups.createInvite(who, { chatId, ...terms })).reply.invite.code;
const join = async (who: Ctx, code: string) =>
  (await world.groups.join(who, { code })).reply.chatId;
const waiting = async () =>
  (await world.groups.joinRequests(world.sara, { chatId })).reply.requests;

describe('a link', () => {
  test('tells whoever holds it what the group is, and lets them in, once', async () => {
    const { sara, reza } = world;
    const code = await linkBy(sara);
    expect(code).toMatch(/^[A-Za-z0-9_-]{22}$/);
    const look = async () => (await world.groups.invite(reza, { code })).reply;
    const seen = { title: 'خانواده', about: '', memberCount: 2, approval: false, avatar: null };
    expect(await look()).toEqual({ ...seen, chatId: null });
    const { reply, changes } = await world.groups.join(reza, { code });
    expect(reply).toEqual({ chatId });
    expect(changes).toMatchObject([
      { to: { chat: chatId }, topic: { chat: chatId, enter: [reza.userId] } },
    ]);
    expect(await look()).toEqual({ ...seen, memberCount: 3, chatId });
    expect((await world.groups.join(reza, { code })).changes).toEqual([]);
    expect((await notesOf(world, reza, chatId)).at(-1)?.type).toBe('member.joined');
    expect((await world.groups.invites(sara, { chatId })).reply.invites).toMatchObject([
      { code, uses: 1, usesLeft: null },
    ]);
  });

  test('with one use left lets exactly one of two in who come at the same moment', async () => {
    const { sara, reza, mina } = world;
    const code = await linkBy(sara, { uses: 1 });
    const ends = await Promise.all([refusalOf(join(reza, code)), refusalOf(join(mina, code))]);
    expect(ends.sort()).toEqual(['invite_invalid', 'not refused']);
    expect((await picture(world, sara, chatId)).memberCount).toBe(3);
  });

  test('opens until it expires, and not when it is made to have expired', async () => {
    const { sara, reza } = world;
    const code = await linkBy(sara, { expiresAt: world.clock.at + 1000 });
    world.clock.at += 999;
    expect(await refusalOf(world.groups.invite(reza, { code }))).toBe('not refused');
    world.clock.at += 1;
    expect(await refusalOf(world.groups.invite(reza, { code }))).toBe('invite_invalid');
    expect(await refusalOf(join(reza, code))).toBe('invite_invalid');
    expect(await refusalOf(linkBy(sara, { expiresAt: world.clock.at }))).toBe('invalid');
  });

  test('that is revoked, used up or unknown is answered alike', async () => {
    const { sara, reza, mina } = world;
    const code = await linkBy(sara);
    await world.groups.revokeInvite(sara, { chatId, code });
    const once = await linkBy(sara, { uses: 1 });
    await join(mina, once);
    for (const dead of [code, once, 'A'.repeat(22)]) {
      expect(await refusalOf(join(reza, dead))).toBe('invite_invalid');
      expect(await refusalOf(world.groups.invite(reza, { code: dead }))).toBe('invite_invalid');
    }
    expect((await world.groups.invites(sara, { chatId })).reply.invites).toEqual([]);
  });

  test('is made by whoever may add people, seen and taken back by its maker and those who lead', async () => {
    const { sara, ali, reza, mina } = world;
    const his = await linkBy(ali);
    const hers = await linkBy(sara);
    const seenBy = async (who: Ctx) =>
      (await world.groups.invites(who, { chatId })).reply.invites.map(({ code }) => code).sort();
    expect(await seenBy(ali)).toEqual([his]);
    expect(await seenBy(sara)).toEqual([his, hers].sort());
    const revoke = (who: Ctx, code: string) =>
      refusalOf(world.groups.revokeInvite(who, { chatId, code }));
    expect(await revoke(ali, hers)).toBe('not_found');
    expect(await revoke(mina, his)).toBe('not_found');
    expect(await revoke(sara, his)).toBe('not refused');
    expect(await refusalOf(linkBy(reza))).toBe('not_found');
    expect(await refusalOf(world.groups.invites(reza, { chatId }))).toBe('not_found');
    await world.groups.update(sara, { chatId, rights: { addPeople: false } });
    expect(await refusalOf(linkBy(ali))).toBe('forbidden');
  });

  test('is one of so many that a group has open at a time; one taken back makes room', async () => {
    const { sara } = world;
    const first = await linkBy(sara);
    for (let n = 1; n < LIMITS.invites; n++) await linkBy(sara);
    expect(await refusalOf(linkBy(sara))).toBe('limit_reached');
    await world.groups.revokeInvite(sara, { chatId, code: first });
    expect(await refusalOf(linkBy(sara))).toBe('not refused');
  });

  test('into a full group lets nobody in, and its use is not spent', async () => {
    const { sara, reza } = world;
    const code = await linkBy(sara, { uses: 1 });
    world.deps.config.groupMembers = 2;
    expect(await refusalOf(join(reza, code))).toBe('group_full');
    world.deps.config.groupMembers = 3;
    expect(await join(reza, code)).toBe(chatId);
  });
});

describe('a link that asks', () => {
  test('lets nobody in before the owner or an admin has said yes, who hear how many wait', async () => {
    const { sara, ali, reza } = world;
    const code = await linkBy(sara, { approval: true });
    const { reply, changes } = await world.groups.join(reza, { code });
    expect(reply).toEqual({ chatId: null });
    const event = { type: 'join.requested', body: { chatId, count: 1 } } as const;
    expect(changes).toEqual([{ to: [sara.userId], event }]);
    expect((await world.groups.join(reza, { code })).changes).toEqual([]);
    expect(await refusalOf(world.chats.get(reza, { chatId }))).toBe('not_found');
    expect((await waiting()).map(({ user }) => user.id)).toEqual([reza.userId]);
    const answer = { chatId, userId: reza.userId, accept: true };
    expect(await refusalOf(world.groups.joinRequests(ali, { chatId }))).toBe('forbidden');
    expect(await refusalOf(world.groups.answerJoin(ali, answer))).toBe('forbidden');
    expect(await refusalOf(world.groups.answerJoin(reza, answer))).toBe('not_found');
    await world.groups.answerJoin(sara, answer);
    expect((await picture(world, reza, chatId)).memberCount).toBe(3);
    expect(await waiting()).toEqual([]);
    expect((await world.groups.answerJoin(sara, answer)).changes).toEqual([]);
  });

  test('can be answered no; who never asked cannot be let in this way', async () => {
    const { sara, reza, mina } = world;
    await join(reza, await linkBy(sara, { approval: true }));
    await world.groups.answerJoin(sara, { chatId, userId: reza.userId, accept: false });
    expect(await waiting()).toEqual([]);
    expect(await refusalOf(world.chats.get(reza, { chatId }))).toBe('not_found');
    const answer = { chatId, userId: mina.userId, accept: true };
    expect(await refusalOf(world.groups.answerJoin(sara, answer))).toBe('not_found');
  });

  test('is settled when the person is added otherwise', async () => {
    const { sara, reza } = world;
    await join(reza, await linkBy(sara, { approval: true }));
    expect(await waiting()).toHaveLength(1);
    await world.groups.addMembers(sara, { chatId, userIds: [reza.userId] });
    expect(await waiting()).toEqual([]);
  });
});

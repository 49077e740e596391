import { afterEach, beforeEach, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Ctx } from '../../server/context.ts';
import { createPeople } from '../../server/people/service.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

/** Makes so many groups of this person, past the services. */
function insertGroups(by: Ctx, count: number, members: readonly Ctx[]): void {
  world.sql(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
      INSERT INTO chats (id, kind, title, last_seq, last_rev, receipt_rev, last_at, created_by, created_at)
      SELECT 'g' || substr('0000000000' || i, -10), 'group', 'x', 0, 0, 0, 1, ?, 1 FROM n`,
    ...[count, by.userId],
  );
  for (const { userId } of members)
    world.sql(
      `INSERT INTO members (chat_id, user_id, role, delivered_seq, read_seq, joined_seq, member_rev)
        SELECT id, ?, 'member', 0, 0, 0, 1 FROM chats WHERE id LIKE 'g%'`,
      userId,
    );
}
const newGroup = (by: Ctx, ...others: Ctx[]) =>
  world.groups.create(by, {
    ...{ kind: 'group', title: 'گروه', clientId: Bun.randomUUIDv7() },
    userIds: others.map(({ userId }) => userId),
  });

test('whoever has made as many chats as anybody may makes no other, of neither kind; others do', async () => {
  const { sara, ali, reza } = world;
  insertGroups(sara, LIMITS.chatsMade - 1, []);
  await newGroup(sara);
  expect(await refusalOf(newGroup(sara))).toBe('limit_reached');
  expect(await refusalOf(world.direct(sara, ali))).toBe('limit_reached');
  await newGroup(ali);
  // A chat that is there is opened as before.
  await world.direct(ali, reza);
  await world.direct(reza, ali);
});

test('whoever is in as many chats as anybody may is left out of further groups, and can join none', async () => {
  const { sara, ali, reza } = world;
  insertGroups(sara, LIMITS.chatsIn, [ali]);
  const { chat } = (await newGroup(reza, ali, sara)).reply;
  expect(chat.members.map(({ userId }) => userId).toSorted()).toEqual(
    [reza.userId, sara.userId].toSorted(),
  );
  const { invite } = (await world.groups.createInvite(reza, { chatId: chat.id })).reply;
  expect(await refusalOf(world.groups.join(ali, { code: invite.code }))).toBe('limit_reached');
  expect((await world.groups.join(world.mina, { code: invite.code })).reply.chatId).toBe(chat.id);
});

test('so many people can be blocked and no more; to unblock one makes room', async () => {
  const { sara, ali, reza } = world;
  const people = createPeople(world.deps);
  world.sql(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
      INSERT INTO blocks (user_id, blocked_id, created_at) SELECT ?, 'nobody' || i, 1 FROM n`,
    ...[LIMITS.blocks - 1, sara.userId],
  );
  await people.block(sara, { userId: ali.userId, on: true });
  const another = people.block(sara, { userId: reza.userId, on: true });
  expect(await refusalOf(another)).toBe('limit_reached');
  await people.block(sara, { userId: ali.userId, on: false });
  await people.block(sara, { userId: reza.userId, on: true });
});

test('links that open no longer go when another is made', async () => {
  const { sara } = world;
  const chatId = world.group(sara);
  for (let n = 0; n < 5; n++) {
    const { code } = (await world.groups.createInvite(sara, { chatId })).reply.invite;
    await world.groups.revokeInvite(sara, { chatId, code });
  }
  expect(world.sql('SELECT count(*) AS n FROM group_invites')).toEqual({ n: 1 });
});

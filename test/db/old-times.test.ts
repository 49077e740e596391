import { afterEach, beforeEach, expect, test } from 'bun:test';
import { openDb } from '../../db/database.ts';
import { makeEarlier } from '../helpers/earlier.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

test('a link that an earlier release took with a time beyond any calendar ends never; others keep theirs', async () => {
  const chatId = world.group(world.sara);
  const { invite } = (await world.groups.createInvite(world.sara, { chatId })).reply;
  for (const [code, end] of [
    ['A', 9e15],
    ['B', 8.64e15],
  ] as const)
    world.sql(
      `INSERT INTO group_invites SELECT ?, chat_id, created_by, created_at, ?, uses_left, uses, approval, revoked_at
        FROM group_invites WHERE code = ?`,
      ...[code, end, invite.code],
    );
  await world.db.close();
  makeEarlier(world.path, 4);
  const db = openDb({ path: world.path });
  const links = await db.read(db.invites.ofChat(chatId, 0));
  expect(links.map(({ code, expiresAt }) => [code, expiresAt]).toSorted()).toEqual(
    [
      ['A', null],
      ['B', 8.64e15],
      [invite.code, null],
    ].toSorted(),
  );
  await db.close();
});

import { afterEach, beforeEach, expect, test } from 'bun:test';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

/** In the alphabet of a language `a` comes before `B`, and by their bytes after it. */
const IDS = ['aaaaaaaaaaa', 'BBBBBBBBBBB'] as const;

async function person(userId: string): Promise<Ctx> {
  await world.db.write(() =>
    world.db.users.create({
      ...{ id: userId, username: userId, usernameKey: userId.toLowerCase(), displayName: userId },
      ...{ about: '', credentialKind: 'password', credentialHash: 'none', role: 'user' },
      createdAt: 1,
    }),
  );
  return { userId, sessionId: userId, connection: 1 };
}

test('the direct chat of two people is found by both ids, whichever comes first in a language', async () => {
  const [one, other] = [await person(IDS[0]), await person(IDS[1])];
  const mina = world.mina.userId;
  expect(await world.db.read(world.db.blocks.seen(one.userId, [other.userId, mina]))).toEqual([]);
  const chatId = await world.openByBoth(one, other);
  await world.sendText(other, chatId);
  expect(await world.db.read(world.db.blocks.seen(one.userId, [other.userId, mina]))).toEqual([
    other.userId,
  ]);
  // Whoever has a direct chat with a person adds them to a group without a request.
  const group = world.group(one);
  await world.db.write(() =>
    world.db.groups.enter(group, [other.userId, mina], {
      ...{ seq: 0, by: one.userId, requests: true },
    }),
  );
  const settings = await Promise.all(
    [other.userId, mina].map((userId) => world.db.read(world.db.chatSettings.of(userId, [group]))),
  );
  expect(settings.map(([row]) => row?.request)).toEqual([0, 1]);
});

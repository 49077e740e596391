import { afterEach, beforeEach, expect, test } from 'bun:test';
import { blockKey } from '../../server/messages/index-words.ts';
import { createSearch } from '../../server/search/service.ts';
import { openData } from '../helpers/data.ts';
import { until } from '../helpers/until.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await world.direct(world.sara, world.ali);
});
afterEach(() => world.close());

/** Rows of the index with the word; one that is there twice counts twice. */
async function countIndexed(): Promise<number> {
  const word = `${blockKey(chatId, 0)}پیام`;
  const { db } = world;
  return (await db.read(db.search.candidates({ word }, Number.MAX_SAFE_INTEGER, 1000))).length;
}

test('sending does not index; the first idle tick does', async () => {
  const { lease } = world.db;
  lease.seek();
  await until(() => lease.term() !== undefined, true);
  await world.sendMany(world.sara, chatId, 'پیام', 3);
  expect(await countIndexed()).toBe(0);
  await world.search.tick();
  expect(await countIndexed()).toBe(0);
  await world.search.tick();
  expect(await countIndexed()).toBe(3);
});

test('a question first catches up with what is committed, in as many slices as it takes', async () => {
  await Promise.all(
    Array.from({ length: 450 }, (_, i) => world.send(world.sara, chatId, `پیام ${i}`)),
  );
  const { reply } = await world.search.search(world.ali, { q: 'پیام 449' });
  expect(reply.hits).toHaveLength(1);
  expect(await countIndexed()).toBe(450);
});

test('nothing is indexed twice, by two questions at once or after a restart', async () => {
  await world.sendMany(world.sara, chatId, 'پیام', 5);
  await Promise.all([world.search.catchUp(), world.search.catchUp()]);
  await world.db.close();
  world.db = await openData({ path: world.path });
  await createSearch({ ...world.deps, db: world.db }).catchUp();
  expect(await countIndexed()).toBe(5);
});

test('what is sealed or deleted has no words for the index', async () => {
  await world.sendMany(world.sara, chatId, 'پیام', 3);
  world.sql('UPDATE messages SET sealed = 1 WHERE seq = 1');
  world.sql('UPDATE messages SET deleted_at = 1 WHERE seq = 2');
  await world.search.catchUp();
  expect(await countIndexed()).toBe(1);
});

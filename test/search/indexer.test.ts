import { afterEach, beforeEach, expect, test } from 'bun:test';
import { openDb } from '../../db/database.ts';
import { blockKey } from '../../server/messages/index-words.ts';
import { createSearch } from '../../server/search/service.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await world.direct(world.sara, world.ali);
});
afterEach(() => world.close());

const indexed = (): number =>
  Number(
    world.sql(
      'SELECT count(*) AS n FROM message_search WHERE message_search MATCH ?',
      `"${blockKey(chatId, 0)}پیام"`,
    )?.n,
  );

test('sending does not index; the first idle tick does', async () => {
  await world.sendMany(world.sara, chatId, 'پیام', 3);
  expect(indexed()).toBe(0);
  await world.search.tick();
  expect(indexed()).toBe(0);
  await world.search.tick();
  expect(indexed()).toBe(3);
});

test('a question first catches up with what is committed, in as many slices as it takes', async () => {
  await Promise.all(
    Array.from({ length: 450 }, (_, i) => world.send(world.sara, chatId, `پیام ${i}`)),
  );
  const { reply } = await world.search.search(world.ali, { q: 'پیام 449' });
  expect(reply.hits).toHaveLength(1);
  expect(indexed()).toBe(450);
});

test('nothing is indexed twice, by two questions at once or after a restart', async () => {
  await world.sendMany(world.sara, chatId, 'پیام', 5);
  await Promise.all([world.search.catchUp(), world.search.catchUp()]);
  await world.db.close();
  const db = openDb({ path: world.path });
  await createSearch({ ...world.deps, db }).catchUp();
  expect(indexed()).toBe(5);
  await db.close();
});

test('what is sealed or deleted has no words for the index', async () => {
  await world.sendMany(world.sara, chatId, 'پیام', 3);
  world.sql('UPDATE messages SET sealed = 1 WHERE seq = 1');
  world.sql('UPDATE messages SET deleted_at = 1 WHERE seq = 2');
  await world.search.catchUp();
  expect(indexed()).toBe(1);
});

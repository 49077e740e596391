import { afterEach, beforeEach, expect, test } from 'bun:test';
import { openDb } from '../../db/database.ts';
import { madeEarlier } from '../helpers/earlier.ts';
import { makeWorld, type World } from '../helpers/world.ts';

let world: World;
beforeEach(async () => {
  world = await makeWorld();
});
afterEach(() => world.close());

test('what an earlier release has set for its server, and written down of that, is there by its new name', async () => {
  world.sql("INSERT INTO settings (key, value) VALUES ('house.registration', 'invite')");
  world.sql(
    "INSERT INTO audit (at, actor_id, act, details) VALUES (1, NULL, 'house.update', '{}'), (2, NULL, 'setup', '{}')",
  );
  await world.db.close();
  madeEarlier(world.path, 8);
  const db = openDb({ path: world.path });
  expect(await db.read(db.settings.get('instance.registration'))).toBe('invite');
  expect(await db.read(db.settings.get('house.registration'))).toBeUndefined();
  const entries = await db.read(db.audit.page(Number.MAX_SAFE_INTEGER, 9));
  expect(entries.map(({ act }) => act)).toEqual(['setup', 'server.update']);
  await db.close();
});

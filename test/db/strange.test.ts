import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { strangeIn } from '../../db/engine/check.ts';
import { makeWorld } from '../helpers/world.ts';

test('triggers and views are none of ours: a schema of ours has none, and one that was added is named', async () => {
  const world = await makeWorld();
  const database = new Database(world.path);
  expect(strangeIn(database)).toEqual([]);
  database.run(
    "CREATE TRIGGER added AFTER INSERT ON users BEGIN UPDATE users SET role = 'admin'; END",
  );
  database.run('CREATE VIEW seen AS SELECT 1');
  expect(strangeIn(database).sort()).toEqual(['trigger added', 'view seen']);
  database.close();
  world.close();
});

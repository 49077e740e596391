import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { openReader } from '../../db/engine/open.ts';
import { makeWorld, type World } from '../helpers/world.ts';
import { firstQuery, HOT } from './hot-statements.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

describe('a hot query goes by an index, sorts nothing and is prepared once:', () => {
  test.each(HOT)('%s', (_, make, words) => {
    const { sql } = firstQuery(make(world.db)).textFor('sqlite');
    const plan = planOf(sql);
    expect(plan.join('\n')).toMatch(new RegExp(words.map(RegExp.escape).join('[^]*')));
    expect(
      plan.filter((line) =>
        /TEMP B-TREE FOR ORDER|^SCAN (?!j |CONSTANT |json_each|message_search VIRTUAL|found$|member$)/.test(
          line,
        ),
      ),
    ).toEqual([]);
    // SQLite prepares a query again at each execution when it has planned by a bound value; `+?` keeps it from that.
    expect(sql.match(/(?<!\+)\?/g)).toBeNull();
  });
});

function planOf(sql: string): string[] {
  const database = openReader(world.path);
  const rows = database.prepare<{ detail: string }, []>(`EXPLAIN QUERY PLAN ${sql}`).all();
  database.close();
  return rows.map(({ detail }) => detail);
}

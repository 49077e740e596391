/** A move that is killed anywhere goes on, and there are never two places to which people write. */

import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SQL } from 'bun';
import { openDb } from '../../db/database.ts';
import { runProgram, spawn, tempDir } from '../helpers/program.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { until } from '../helpers/until.ts';
import { makeFilled, rowsOf } from './filled.ts';

const ROWS = 4000;
let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

test('killed on the way to PostgreSQL, and on the way back', async () => {
  using home = tempDir();
  const path = join(home.path, 'payambar.db');
  await makeFilled(path, ROWS);
  const url = await postgres.createDatabase('killed');
  const env = { DATA_DIR: home.path };
  const there = ['move', '--to', url];
  await using sql = new SQL(url, { max: 1 });
  const countOf = async (table: string): Promise<number> => {
    const [{ made }] = await sql`select to_regclass(${table}) is not null as made`;
    return made ? Number((await sql.unsafe(`select count(*) as n from ${table}`))[0].n) : 0;
  };
  for (const table of ['users', 'members', 'reactions', 'imported']) {
    const moving = spawn(there, env, home.path);
    await until(async () => (await countOf(table)) > 0, true);
    moving.kill('SIGKILL');
    await moving.exited;
    const half = await runProgram(['user', 'list'], { ...env, DATABASE_URL: url });
    expect([half.code, half.out]).toEqual([1, '']);
    expect(half.err).toContain('interrupted');
    // People go on where they were.
    await openDb({ path }).close();
  }
  // A server that starts makes the keys that it sorts by: the source is not what it was, and that comes along.
  const before = rowsOf(path);
  // Somebody else's data does not go into the half of this one.
  using other = tempDir();
  await makeFilled(join(other.path, 'payambar.db'), 2);
  const foreign = await runProgram(there, { DATA_DIR: other.path });
  expect(foreign.code).toBe(5);
  expect(foreign.err).toContain('unfinished move of other data');

  expect((await runProgram(there, env)).code).toBe(0);
  expect((await runProgram(there, env)).code).toBe(5);

  using returned = tempDir();
  const to = join(returned.path, 'payambar.db');
  const backEnv = { DATA_DIR: returned.path, DATABASE_URL: url };
  const back = spawn(['move', '--to', 'sqlite'], backEnv, returned.path);
  await until(() => existsSync(`${to}.moving`) && Bun.file(`${to}.moving`).size > 1_000_000, true);
  back.kill('SIGKILL');
  await back.exited;
  expect(existsSync(to)).toBe(false);
  // The one that was killed keeps the others out for a minute at most.
  await sql`update payambar_writer set closed = now() - interval '1 second' where closed < 'infinity'`;
  expect((await runProgram(['move', '--to', 'sqlite'], backEnv)).code).toBe(0);
  expect(rowsOf(to)).toEqual(before);
});

test('what changes between a move that was killed and the next comes along', async () => {
  using home = tempDir();
  const path = join(home.path, 'payambar.db');
  await makeFilled(path, ROWS);
  const url = await postgres.createDatabase('changed');
  const env = { DATA_DIR: home.path };
  await using sql = new SQL(url, { max: 1 });
  const moving = spawn(['move', '--to', url], env, home.path);
  await until(async () => {
    const [{ made }] = await sql`select to_regclass('members') is not null as made`;
    return made && Number((await sql`select count(*) as n from members`)[0].n) > 0;
  }, true);
  moving.kill('SIGKILL');
  await moving.exited;
  const database = new Database(path);
  database.run("update users set display_name = 'نام تازه' where id = 'id-000007'");
  database.run("delete from settings where key = 'test.3'");
  database.close();
  const before = rowsOf(path);
  expect((await runProgram(['move', '--to', url], env)).code).toBe(0);
  using returned = tempDir();
  const backEnv = { DATA_DIR: returned.path, DATABASE_URL: url };
  expect((await runProgram(['move', '--to', 'sqlite'], backEnv)).code).toBe(0);
  expect(rowsOf(join(returned.path, 'payambar.db'))).toEqual(before);
});

/** What moves to PostgreSQL and back is the same, row by row. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SQL } from 'bun';
import { makeEarlier } from '../helpers/earlier.ts';
import { runProgram, tempDir } from '../helpers/program.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { makeFilled, rowsOf } from './filled.ts';

const ROWS = 1500;
let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const SECRET = 'a secret of forty characters, or a bit more';

test('every table, there and back', async () => {
  using home = tempDir();
  const path = join(home.path, 'payambar.db');
  await makeFilled(path, ROWS);
  writeFileSync(join(home.path, 'secret'), `${SECRET}\n`);
  const before = rowsOf(path);
  for (const [table, rows] of Object.entries(before))
    expect([table, rows.length]).toEqual([table, table === 'settings' ? ROWS + 1 : ROWS]);

  const url = await postgres.createDatabase('there');
  const place = join(home.path, 'place');
  writeFileSync(place, `${url}\n`);
  const there = await runProgram(['move', '--to-file', place, '--json'], { DATA_DIR: home.path });
  expect(there.code).toBe(0);
  const moved = JSON.parse(there.out);
  expect(moved.tables.map((one: { rows: number }) => one.rows)).toEqual(
    Object.values(before).map((rows) => rows.length),
  );
  expect(there.out).not.toContain('pass%20word');
  await using sql = new SQL(url, { max: 1 });
  const [kept] = await sql`select value from settings where key = 'auth.secret'`;
  expect(kept.value).toBe(SECRET);
  const [next] =
    await sql`insert into audit (at, action, details) values (1, 'x', '') returning id`;
  expect(Number(next.id)).toBe(ROWS + 1);
  await sql`delete from audit where action = 'x'`;
  const [keys] =
    await sql`select count(*)::int as n from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`;
  expect(keys.n).toBeGreaterThan(30);

  // The source is marked: nothing starts on it.
  const started = await runProgram(['serve'], { DATA_DIR: home.path, PORT: '0' });
  expect(started.code).toBe(1);
  expect(started.err).toContain('was moved to');
  const persian = await runProgram(['serve'], {
    DATA_DIR: home.path,
    PORT: '0',
    LANG: 'fa_IR.UTF-8',
  });
  expect(persian.err).toContain('منتقل شده');

  // Back, into another folder.
  using other = tempDir();
  const env = { DATA_DIR: other.path, DATABASE_URL: url };
  const back = await runProgram(['move', '--to', 'sqlite'], env);
  expect(back.code).toBe(0);
  expect(back.out).toContain('same hash');
  expect(rowsOf(join(other.path, 'payambar.db'))).toEqual(before);
  expect(readFileSync(join(other.path, 'secret'), 'utf8').trim()).toBe(SECRET);
  expect(existsSync(join(other.path, 'payambar.db.moving'))).toBe(false);
  const closed = await runProgram(['user', 'list'], env);
  expect(closed.err).toContain('was moved to');

  // And back over the copy that was left: it is put aside.
  const reopened = await runProgram(['move', '--reopen'], env);
  expect(reopened.out).toContain('again');
  const home2 = await runProgram(['move', '--to', 'sqlite'], {
    DATA_DIR: home.path,
    DATABASE_URL: url,
  });
  expect(home2.code).toBe(0);
  expect(rowsOf(path)).toEqual(before);
});

test('data of an earlier version is brought up to date first', async () => {
  using home = tempDir();
  const path = join(home.path, 'payambar.db');
  await makeFilled(path, 20);
  const { users } = rowsOf(path);
  makeEarlier(path, 14);
  const url = await postgres.createDatabase('earlier');
  expect((await runProgram(['move', '--to', url], { DATA_DIR: home.path })).code).toBe(0);
  await using sql = new SQL(url, { max: 1 });
  const found = await sql`select id from users order by id`;
  expect(found.map(({ id }: { id: string }) => id)).toEqual(
    users?.map((row) => JSON.parse(row)[0]) ?? [],
  );
});

test('people who are there stay, and a wrong address is a sentence', async () => {
  using home = tempDir();
  const path = join(home.path, 'payambar.db');
  await makeFilled(path, 3);
  const before = rowsOf(path);
  const url = await postgres.createDatabase('taken');
  const env = { DATA_DIR: home.path };
  expect((await runProgram(['move', '--to', url], env)).code).toBe(0);
  using other = tempDir();
  await makeFilled(join(other.path, 'payambar.db'), 4);
  const kept = rowsOf(join(other.path, 'payambar.db'));
  const taken = await runProgram(['move', '--to', url], { DATA_DIR: other.path });
  expect([taken.code, taken.out]).toEqual([5, '']);
  expect(taken.err).toContain('holds the data of people already');
  const over = await runProgram(['move', '--to', 'sqlite'], {
    DATA_DIR: other.path,
    DATABASE_URL: url,
  });
  expect(over.code).toBe(5);
  expect(rowsOf(join(other.path, 'payambar.db'))).toEqual(kept);
  expect(rowsOf(path)).toEqual(before);
  const at = (to: string) => runProgram(['move', '--to', to], { DATA_DIR: other.path });
  const wrong = url.replace('pass%20word', 'wrong');
  const said = await Promise.all(
    [
      wrong,
      url.replace('/taken', '/none'),
      'postgres://a@127.0.0.1:1/x',
      'mysql://a/b',
      '',
      'sqlite',
    ].map(at),
  );
  expect(said.map(({ code }) => code)).toEqual([1, 1, 1, 2, 2, 5]);
  for (const { err, out } of said) {
    expect(err.trim().split('\n').length).toBe(1);
    expect(err + out).not.toContain('wrong%3A');
    expect(err + out).not.toContain('word%2Fof');
  }
  expect(rowsOf(join(other.path, 'payambar.db'))).toEqual(kept);
});

/** A backup of PostgreSQL is one as any other: verified, and restored on either engine. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openInstance, textsAt, textsIn } from '../backup/instance.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { makeFilled, rowsOf } from './filled.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

test('while a node runs: backup, verify, restore into SQLite and into PostgreSQL', async () => {
  using home = tempDir();
  const url = await postgres.createDatabase('backed');
  const env = { DATA_DIR: home.path, DATABASE_URL: url };
  const { program, sara, chatId } = await openInstance(home.path, { DATABASE_URL: url });
  const said = await sara.post(`/api/chats/${chatId}/messages`, {
    clientId: Bun.randomUUIDv7(),
    text: 'پیش از پشتیبان',
  });
  expect(said.status).toBe(201);
  const out = join(home.path, 'made.tar.zst');
  const made = await runProgram(['backup', '--output', out, '--json'], env);
  expect(made.code).toBe(0);
  expect(JSON.parse(made.out).counts).toMatchObject({ users: 2, chats: 1, messages: 1 });
  const verified = await runProgram(['verify'], env);
  expect(verified.code).toBe(0);
  expect(verified.out).toContain('/backed: no problems found');
  expect(verified.out).not.toContain('word');
  expect((await runProgram(['verify', out], env)).code).toBe(0);
  expect(readdirSync(home.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);

  // Not beneath a node that runs.
  const beneath = await runProgram(['restore', out, '--replace'], env);
  expect([beneath.code, beneath.out]).toEqual([5, '']);
  expect(beneath.err).toContain('A server runs on');
  await sara.post(`/api/chats/${chatId}/messages`, {
    clientId: Bun.randomUUIDv7(),
    text: 'پس از آن',
  });
  await program.stop();

  using sqlite = tempDir();
  const intoSqlite = await runProgram(['restore', out], { DATA_DIR: sqlite.path });
  expect(intoSqlite.code).toBe(0);
  expect(textsIn(sqlite.path)).toEqual(['پیش از پشتیبان']);
  expect(existsSync(join(sqlite.path, 'secret'))).toBe(true);
  const alone = await startProgram([], { DATA_DIR: sqlite.path });
  expect(await textsAt(alone.url, sara.token, chatId)).toEqual(['پیش از پشتیبان']);
  await alone.stop();

  const refused = await runProgram(['restore', out], env);
  expect(refused.code).toBe(5);
  const replaced = await runProgram(['restore', out, '--replace', '--json'], env);
  expect(replaced.code).toBe(0);
  expect(textsIn(JSON.parse(replaced.out).aside).sort()).toEqual(['پس از آن', 'پیش از پشتیبان']);
  const node = await startProgram([], { ...env, REGISTRATION: 'open' });
  expect(await textsAt(node.url, sara.token, chatId)).toEqual(['پیش از پشتیبان']);
  await node.stop();
});

test('every row of a backup is restored into PostgreSQL, and comes out of it as it was', async () => {
  using home = tempDir();
  await makeFilled(join(home.path, 'payambar.db'), 100);
  const url = await postgres.createDatabase('rows');
  const moved = await runProgram(['move', '--to', url], { DATA_DIR: home.path });
  expect(moved.code).toBe(0);
  using node = tempDir();
  const env = { DATA_DIR: node.path, DATABASE_URL: url };
  const file = join(home.path, 'b.tar.zst');
  const made = await runProgram(['backup', '--output', file, '--json'], env);
  // The rows name files that are not there, which it says.
  expect(made.code).toBe(4);
  const fresh = await postgres.createDatabase('fresh');
  const restored = await runProgram(['restore', file], { ...env, DATABASE_URL: fresh });
  expect(restored.code).toBe(0);
  using back = tempDir();
  const out = await runProgram(['move', '--to', 'sqlite'], {
    DATA_DIR: back.path,
    DATABASE_URL: fresh,
  });
  expect(out.code).toBe(0);
  // A restore moves the counters of changes on, and nothing else.
  const { chats, ...rest } = rowsOf(join(back.path, 'payambar.db'));
  const { chats: before, ...wanted } = rowsOf(join(home.path, 'payambar.db'));
  expect(rest).toEqual(wanted);
  expect(chats?.length).toBe(before?.length ?? 0);
});

test('a server does not begin anew beside data of people that was not moved', async () => {
  using home = tempDir();
  await makeFilled(join(home.path, 'payambar.db'), 3);
  const url = await postgres.createDatabase('forgotten');
  const env = { DATA_DIR: home.path, DATABASE_URL: url, PORT: '0', HOST: '127.0.0.1' };
  const [en, fa, old] = await Promise.all([
    runProgram(['serve'], env),
    runProgram(['serve'], { ...env, LANG: 'fa_IR.UTF-8' }),
    runProgram(['import', home.path], env),
  ]);
  expect(en.code).toBe(1);
  expect(en.err).toContain('payambar move');
  expect(fa.err).toContain('منتقل');
  expect(old.code).toBe(5);
  expect(old.err).toContain('DATABASE_URL');
});

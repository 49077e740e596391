import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openDb } from '../../db/database.ts';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf } from '../helpers/caller.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { Socket } from '../helpers/socket.ts';

const folder = tempDir();
const dataDir = join(folder.path, 'data');
const env = { DATA_DIR: dataDir, PUBLIC_URL: 'https://chat.example.org' };
const passwords = join(folder.path, 'password');

const run = (...args: string[]) => runProgram(args, env);
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out);
const login = (url: string, username: string, password = PASSWORD) =>
  answerOf(url, 'POST', '/api/auth/login', { username, password });

beforeAll(() => Bun.write(passwords, `${PASSWORD}\nanother line\n`));
afterAll(() => folder[Symbol.dispose]());

test('without data there is nothing to act on, and the sentence says so', async () => {
  const { code, out, err } = await run('user', 'list');
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^There is no data in .+data\. .+\n$/);
  expect(existsSync(dataDir)).toBe(false);
});

test('the first start prints a link that makes the administrator; it is not printed again once there is one', async () => {
  const first = await startProgram([], env);
  const { link } = await json('user', 'setup-link');
  expect(await first.stop()).toBe(0);
  const said = first.told().split('\n');
  const line = said.find((text) => /^https:\/\/chat\.example\.org\/setup#[\w-]{22}$/.test(text));
  expect(line).toBeDefined();
  expect(link.url).toMatch(/^https:\/\/chat\.example\.org\/setup#[\w-]{22}$/);
  expect(link.url).not.toBe(line);
  const second = await startProgram([], env);
  const secret = link.url.split('#')[1];
  const body = { secret, username: 'boss', password: PASSWORD };
  expect((await answerOf(second.url, 'POST', '/api/setup', body)).status).toBe(410);
  const printed = await json('user', 'setup-link');
  const setUp = { ...body, secret: printed.link.url.split('#')[1] };
  expect((await answerOf(second.url, 'POST', '/api/setup', setUp)).status).toBe(201);
  expect((await run('user', 'setup-link')).code).toBe(5);
  await second.stop();
  const third = await startProgram([], env);
  await third.stop();
  expect(third.told()).toBe('');
});

test('on a live server: what a command does holds at once, sockets included, and stays', async () => {
  const program = await startProgram([], env);
  const socketFile = statSync(join(dataDir, 'control.sock'));
  expect([socketFile.isSocket(), socketFile.mode & 0o777]).toEqual([true, 0o600]);
  const made = await json('user', 'create', 'Sara', '--name', 'سارا', '--password-file', passwords);
  expect(made).toMatchObject({ account: { username: 'sara', role: 'user' }, link: null });
  const { token } = (await login(program.url, 'sara')).body;
  const socket = await Socket.open(program.url, token);
  expect((await run('user', 'disable', 'sara')).code).toBe(0);
  expect(await socket.closed).toBe(4001);
  expect((await login(program.url, 'sara')).body.error.code).toBe('account_disabled');
  await run('user', 'enable', 'SARA');
  expect((await login(program.url, 'sara')).status).toBe(200);
  const { invite, url } = await json('invite', 'create', '--uses', '2', '--label', 'همسایه');
  expect(url).toBe(`https://chat.example.org/i#${invite.code}`);
  expect((await json('invite', 'list')).invites).toMatchObject([{ usesLeft: 2, by: null }]);
  expect((await run('invite', 'revoke', url)).code).toBe(0);
  expect((await json('invite', 'list')).invites).toEqual([]);
  expect((await json('invite', 'list', '--all')).invites).toHaveLength(1);
  expect((await run('invite', 'list', '--all')).out).toContain('  revoked  همسایه');
  const { accounts } = await json('user', 'list');
  expect(accounts.map(({ username }: { username: string }) => username)).toEqual(['sara', 'boss']);
  expect(await program.stop()).toBe(0);
  expect(existsSync(join(dataDir, 'control.sock'))).toBe(false);
});

test('what is asked over its socket is read as strictly as on the network, and names the field that is wrong', async () => {
  const program = await startProgram([], env);
  const ask = (body: string | Blob) =>
    fetch('http://payambar/user.list', {
      unix: join(dataDir, 'control.sock'),
      method: 'POST',
      body,
    });
  expect((await ask('{"q":"sara"}')).status).toBe(200);
  const wrong: [string | Blob, string][] = [
    [new Blob(['{"q":"', Uint8Array.of(0xff), '"}']), 'body'],
    ['[]', 'body'],
    ['{"q":7}', 'q'],
  ];
  for (const [body, field] of wrong) {
    const answer = await ask(body);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: { code: 'invalid', field } },
    ]);
  }
  await program.stop();
});

test('with no server running the same commands act on the data, and the next start finds it so', async () => {
  const { link } = await json('user', 'create', 'ali', '--admin');
  expect(link.url).toMatch(/^https:\/\/chat\.example\.org\/reset#[\w-]{22}$/);
  expect((await run('user', 'role', 'boss', 'user')).code).toBe(0);
  expect((await run('user', 'role', 'ali', 'user')).code).toBe(5);
  const fresh = 'یک گذرواژهٔ تازه';
  await Bun.write(passwords, `${fresh}\n`);
  expect((await run('user', 'password', 'sara', '--password-file', passwords)).code).toBe(0);
  expect((await run('user', 'delete', 'boss', '--yes', '--erase')).code).toBe(0);
  const program = await startProgram([], env);
  expect((await login(program.url, 'sara', fresh)).status).toBe(200);
  expect((await login(program.url, 'boss')).status).toBe(401);
  const reset = { secret: link.url.split('#')[1], password: fresh };
  expect((await answerOf(program.url, 'POST', '/api/auth/reset', reset)).status).toBe(200);
  await program.stop('SIGKILL');
  // A socket that a crash has left is no server.
  expect(existsSync(join(dataDir, 'control.sock'))).toBe(true);
  expect((await json('user', 'list')).accounts).toHaveLength(2);
});

test('an order to erase that a crash left undone is carried out after the next start', async () => {
  await run('user', 'create', 'nima', '--password-file', passwords);
  const first = await startProgram([], env);
  const password = (await Bun.file(passwords).text()).trim();
  const { token, user } = (await login(first.url, 'nima', password)).body;
  const headers = { authorization: `Bearer ${token}` };
  const made = await answerOf(first.url, 'POST', '/api/chats', { kind: 'self' }, headers);
  const path = `/api/chats/${made.body.chat.id}/messages`;
  const message = { clientId: Bun.randomUUIDv7(), text: 'رمز گاوصندوق' };
  expect((await answerOf(first.url, 'POST', path, message, headers)).status).toBe(201);
  await first.stop('SIGKILL');
  const db = openDb({ path: join(dataDir, 'payambar.db') });
  const left = { kind: 'erase-account', key: user.id, body: 'keep', orderedAt: 1 };
  await db.write(() => db.jobs.order(left));
  await db.close();
  const second = await startProgram([], env);
  const textOf = async () =>
    (await answerOf(second.url, 'GET', path, undefined, headers)).body.messages[0].text;
  while ((await textOf()) !== '');
  await second.stop();
});

test.each([
  [['user', 'create', 'x'], 1, /3 to 32/],
  [['user', 'create', 'SARA'], 1, /taken/],
  [['user', 'role', 'nobody_here', 'admin'], 1, /no account with that name/],
  [['user', 'role', 'sara', 'king'], 2, /admin or user/],
  [['user', 'password', 'sara'], 2, /--password-file or --link/],
  [['user', 'create', 'nima', '--ask'], 2, /leave out --ask/],
  [['user', 'password', 'sara', '--password-file', '/nowhere'], 2, /cannot be read/],
  [['user', 'delete', 'sara'], 2, /--yes/],
  [['invite', 'create', '--uses', '0'], 2, /1 to 10000/],
  [['invite', 'create', '--expires', 'soon'], 2, /12h/],
  [['invite', 'revoke', 'A'.repeat(22)], 1, /no invite link with that code/],
])('%j ends with %d and one sentence', async (args, code, sentence) => {
  const ended = await run(...args);
  expect([ended.code, ended.out]).toEqual([code, '']);
  expect(ended.err).toMatch(sentence);
  expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
});

test('in Persian where the locale is', async () => {
  const { out } = await runProgram(['user', 'list'], { ...env, LANG: 'fa_IR.UTF-8' });
  expect(out).toContain('مدیر سرور');
  const refused = await runProgram(['user', 'role', 'ali', 'user'], {
    ...env,
    LANG: 'fa_IR.UTF-8',
  });
  expect([refused.code, refused.err]).toEqual([5, expect.stringContaining('این تنها مدیری است')]);
});

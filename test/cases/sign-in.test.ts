import { afterAll, beforeAll, expect, test } from 'bun:test';
import { answerOf } from '../helpers/caller.ts';
import { startProgram, tempDir } from '../helpers/program.ts';

const PASSWORD = 'a long password';
const folder = tempDir();
let program: Awaited<ReturnType<typeof startProgram>>;
beforeAll(async () => {
  program = await startProgram([], { DATA_DIR: folder.path, AUTH_LIMIT: '4' });
});
afterAll(async () => {
  await program.stop();
  folder[Symbol.dispose]();
});

type Way = { address: string; password?: string; cookie?: string };
const login = (username: string, { address, password = PASSWORD, cookie }: Way) =>
  answerOf(
    program.url,
    'POST',
    '/api/auth/login',
    { username, password },
    {
      'x-forwarded-for': address,
      'x-payambar-client': 'web',
      ...(cookie === undefined ? {} : { cookie }),
    },
  );

async function register(username: string, address: string): Promise<string> {
  const answer = await answerOf(
    program.url,
    'POST',
    '/api/auth/register',
    { username, password: PASSWORD },
    {
      'x-forwarded-for': address,
      'x-payambar-client': 'web',
    },
  );
  expect(answer.status).toBe(201);
  const device = answer.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('payambar-device='));
  return device?.split(';')[0] ?? '';
}

/** Guesses from so many addresses that no limit of one address is reached, until the account's own is. */
async function guess(username: string): Promise<void> {
  const answers = [];
  for (let n = 0; n < 14; n++)
    answers.push(login(username, { address: `203.0.${n % 200}.${n}`, password: 'a wrong guess' }));
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(statuses).toContain(429);
}

test('guesses of strangers are bounded, and lock out neither the address nor the browser of before', async () => {
  const device = await register('sara', '198.51.100.7');
  await guess('sara');
  // The premise: a stranger is refused now, also with the right password.
  expect((await login('sara', { address: '198.51.100.99' })).status).toBe(429);
  expect((await login('sara', { address: '198.51.100.7' })).status).toBe(200);
  expect((await login('sara', { address: '198.51.100.99', cookie: device })).status).toBe(200);
});

test('who has guessed from the same address does not shut out the browser of before', async () => {
  const device = await register('ali', '198.51.100.20');
  for (let n = 0; n < 6; n++)
    await login('nobody_here', { address: '198.51.100.20', password: 'x' });
  expect((await login('ali', { address: '198.51.100.20' })).status).toBe(429);
  expect((await login('ali', { address: '198.51.100.20', cookie: device })).status).toBe(200);
});

test('what a browser keeps is good for its own account, and not without end', async () => {
  const [mine, other] = [
    await register('reza', '198.51.100.30'),
    await register('mina', '198.51.100.31'),
  ];
  await guess('reza');
  const from = { address: '198.51.100.98' };
  expect((await login('reza', { ...from, cookie: other })).status).toBe(429);
  expect((await login('reza', { ...from, cookie: `${mine}x` })).status).toBe(429);
  expect((await login('reza', { ...from, cookie: 'payambar-device=.' })).status).toBe(429);
  const tried = [];
  for (let n = 0; n < 14; n++)
    tried.push((await login('reza', { ...from, cookie: mine, password: 'a wrong guess' })).status);
  expect([tried[0], tried.at(-1)]).toEqual([401, 429]);
});

test('signing out leaves the browser known; what it keeps says nothing of whose it is', async () => {
  const device = await register('nima', '198.51.100.40');
  expect(device).toMatch(/^payambar-device=[\w-]{22}\.[\w-]{43}$/);
  const again = await login('nima', { address: '198.51.100.40', cookie: device });
  const set = again.headers.getSetCookie().map((cookie) => cookie.split('=')[0]);
  expect(set).toEqual(['payambar', 'payambar-refresh']);
});

import { afterEach, beforeEach, expect, test } from 'bun:test';
import { join } from 'node:path';
import { PASSWORD, type Server, startServer } from '../helpers/app.ts';
import { onPostgres, runOutside } from '../helpers/data.ts';

let server: Server;
let now = Date.now();
beforeEach(async () => {
  now = Date.now();
  server = await startServer({ now: () => now, given: [] });
});
afterEach(() => server.stop());

const setUp = (secret: string, username: string, more: object = {}) =>
  server.ask('POST', '/api/setup', { secret, username, password: PASSWORD, ...more });
const look = (secret: string) => server.ask('POST', '/api/setup/look', { secret });
const info = async () => (await server.ask('GET', '/api/server')).body;

test('the link makes the administrator, signs them in and takes what they choose for the instance', async () => {
  expect(await info()).toMatchObject({
    ...{ setup: true, registration: 'closed', colour: 'turquoise' },
  });
  const secret = await server.setupSecret();
  expect((await look(secret)).body.server.fixed).toEqual([]);
  const instance = { name: 'خانهٔ ما', colour: 'lapis', registration: 'invite', inviteQuota: 3 };
  const { status, body } = await setUp(secret, 'Boss', {
    displayName: 'مدیر سرور',
    server: instance,
  });
  expect(status).toBe(201);
  expect(body.user).toMatchObject({ username: 'boss', displayName: 'مدیر سرور', role: 'admin' });
  const headers = { authorization: `Bearer ${body.token}` };
  const seen = await server.ask('GET', '/api/admin/server', undefined, headers);
  const sizes = { fileMaxBytes: 2e9, userQuotaBytes: null, serverQuotaBytes: null };
  expect(seen.body).toEqual({ ...instance, ...sizes, fixed: [] });
  expect(await info()).toMatchObject({
    ...{ name: 'خانهٔ ما', colour: 'lapis', registration: 'invite', setup: false },
  });
});

test('of many who come with one link at once, one is the administrator', async () => {
  const secret = await server.setupSecret();
  const all = await Promise.all(['one', 'two', 'three', 'four'].map((name) => setUp(secret, name)));
  expect(all.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410]);
  const refused = all.filter(({ status }) => status === 410);
  expect(new Set(refused.map(({ body }) => body.error.code))).toEqual(new Set(['link_invalid']));
  const names = await Promise.all(
    ['one', 'two', 'three', 'four'].map((name) => server.ask('GET', `/api/users/${name}`)),
  );
  expect(names.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('a taken name leaves the link as it was, and nothing else behind', async () => {
  await server.stop();
  server = await startServer();
  await server.register('sara');
  const secret = await server.setupSecret();
  const refused = await setUp(secret, 'sara', { server: { colour: 'lapis' } });
  expect([refused.status, refused.body.error.code]).toEqual([409, 'username_taken']);
  expect((await info()).colour).toBe('turquoise');
  expect((await setUp(secret, 'boss')).status).toBe(201);
});

test('it opens once, for a day, and not beside a newer one; its secret is nowhere in the data or the log', async () => {
  const [old, secret] = [await server.setupSecret(), await server.setupSecret()];
  for (const wrong of [old, `${secret.slice(0, -1)}~`, 'A'.repeat(22)]) {
    expect((await look(wrong)).body.error.code).toBe('link_invalid');
  }
  expect((await look(secret)).status).toBe(200);
  now += 24 * 3_600_000 + 1;
  expect((await look(secret)).body.error.code).toBe('link_invalid');
  expect((await setUp(secret, 'boss')).body.error.code).toBe('link_invalid');
  const fresh = await server.setupSecret();
  server.deps.db.checkpoint();
  const path = join(server.dataDir, 'payambar.db');
  const hashes = "select string_agg(hash, ' ') as stored from one_time_links";
  const data = onPostgres ? runOutside(path, hashes, [])?.stored : await Bun.file(path).text();
  expect(data).toBeString();
  expect(data).not.toContain(fresh);
  expect((await setUp(fresh, 'boss')).status).toBe(201);
  expect((await look(fresh)).body.error.code).toBe('link_invalid');
  expect(await server.setupSecret()).toBe('there is an administrator');
  for (const one of [old, secret, fresh]) expect(server.lines.join('\n')).not.toContain(one);
});

test('a foreign page sets nothing up', async () => {
  const secret = await server.setupSecret();
  const body = { secret, username: 'boss', password: PASSWORD };
  const headers = { origin: 'https://evil.example' };
  const refused = await server.ask('POST', '/api/setup', body, headers);
  expect([refused.status, refused.body.error.code]).toEqual([403, 'origin_forbidden']);
  expect((await info()).setup).toBe(true);
});

test('until somebody runs the instance nobody registers by themselves, and then as its settings say', async () => {
  const register = async (username: string, more: object = {}): Promise<string | undefined> => {
    const body = { username, password: PASSWORD, ...more };
    return (await server.ask('POST', '/api/auth/register', body)).body.error?.code;
  };
  expect(await register('first')).toBe('registration_closed');
  expect(await register('first', { invite: 'A'.repeat(22) })).toBe('invite_invalid');
  expect((await server.ask('GET', '/api/users/first')).status).toBe(401);
  await setUp(await server.setupSecret(), 'boss');
  expect((await info()).registration).toBe('open');
  expect(await register('second')).toBeUndefined();
  expect((await server.ask('GET', '/api/users/second')).status).toBe(200);
});

test('where it was said at the start who may register, that holds before anybody runs the instance', async () => {
  await server.stop();
  server = await startServer({ given: ['registration'], registration: 'open' });
  expect(await info()).toMatchObject({ setup: true, registration: 'open' });
  expect((await server.register('first')).user.username).toBe('first');
});

test.each(['invite', 'closed'] as const)(
  'where registration is %s a profile is shown to members, and strangers are told the same of every name',
  async (registration) => {
    const member = await server.setUp('boss', { registration });
    const asked = async (username: string) => {
      const { status, body } = await server.ask('GET', `/api/users/${username}`);
      return [status, body.error?.code];
    };
    expect(await asked('boss')).toEqual([401, 'unauthorized']);
    expect(await asked('nobody')).toEqual(await asked('boss'));
    expect((await member.get('/api/users/boss')).body.user.username).toBe('boss');
    expect((await member.get('/api/users/nobody')).status).toBe(404);
  },
);

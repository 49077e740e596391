import { afterAll, beforeAll, expect, spyOn, test } from 'bun:test';
import { PASSWORD, type Server, startServer } from '../helpers/app.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
  await server.register('sara');
});
afterAll(() => server.stop());

const login = (username: unknown, password: unknown, on = server) =>
  on.ask('POST', '/api/auth/login', { username, password });

test('the right password opens a session of its own each time', async () => {
  const [one, two] = await Promise.all([server.login('sara'), server.login('SARA')]);
  expect(one.sessionId).not.toBe(two.sessionId);
  expect((await one.get('/api/me')).body.user.username).toBe('sara');
});

test('an unknown person and a wrong password get the same answer', async () => {
  const answers = await Promise.all([
    login('sara', 'wrong password'),
    login('nobody_here', 'wrong password'),
    login('not a username!', 'wrong password'),
    login('', ''),
  ]);
  for (const { status, body } of answers) {
    expect([status, body]).toEqual([401, { error: { code: 'credentials_wrong' } }]);
  }
});

test('an unknown person costs the same work as a wrong password', async () => {
  const verify = spyOn(Bun.password, 'verify');
  const work = async (username: string) => {
    verify.mockClear();
    await login(username, 'wrong password');
    return verify.mock.calls.map(([, hash]) => /^\$\w+\$v=\d+\$[^$]+/.exec(String(hash))?.[0]);
  };
  const known = await work('sara');
  expect(known).toEqual(['$argon2id$v=19$m=19456,t=2,p=1']);
  expect(await work('nobody_here')).toEqual(known);
  verify.mockRestore();
});

test('a bcrypt hash of the original opens, and is argon2id after it', async () => {
  const { db } = server.deps;
  const old = await server.register('from_original');
  const bcrypt = await Bun.password.hash(PASSWORD, { algorithm: 'bcrypt', cost: 10 });
  await db.write(() => db.users.setPassword(old.user.id, bcrypt));
  expect((await login('from_original', 'wrong password')).status).toBe(401);
  expect((await login('from_original', PASSWORD)).status).toBe(200);
  const renewed = await db.read(db.users.credentials('from_original'));
  expect(renewed?.hash).toStartWith('$argon2id$v=19$m=19456,t=2,p=1$');
  expect((await login('from_original', PASSWORD)).status).toBe(200);
});

test('guesses are limited for an account and for an address, saying when to return', async () => {
  const strict = await startServer({ authLimit: 3, trustedProxies: ['loopback'] });
  const from = (address: string, username: string, password: string) =>
    strict.ask('POST', '/api/auth/login', { username, password }, { 'x-forwarded-for': address });
  await strict.register('sara');
  for (let n = 0; n < 3; n++) expect((await from('5.5.5.5', 'sara', 'guess')).status).toBe(401);
  const limited = await from('5.5.5.5', 'sara', 'guess');
  expect([limited.status, limited.body.error.code]).toEqual([429, 'rate_limited']);
  expect(limited.body.error.retryAfterMs).toBeWithin(1, 20_001);
  expect(limited.headers.get('retry-after')).toMatch(/^\d+$/);
  // One address cannot lock her out: elsewhere she still gets in.
  expect((await from('6.6.6.6', 'sara', PASSWORD)).status).toBe(200);
  for (let n = 0; n < 3; n++) await from('7.7.7.7', 'sara', 'guess');
  expect((await from('8.8.8.8', 'sara', 'guess')).status).toBe(429);
  await strict.stop();
});

test('people behind one trusted proxy do not share a limit; a stranger’s header is not believed', async () => {
  const attempt = async (on: Server, address: string) =>
    (await on.ask('POST', '/api/auth/login', BOTH, { 'x-forwarded-for': address })).status;
  const BOTH = { username: 'nobody_here', password: 'x' };
  const behind = await startServer({ authLimit: 2, trustedProxies: ['loopback'] });
  expect([await attempt(behind, '5.5.5.5'), await attempt(behind, '5.5.5.5')]).toEqual([401, 401]);
  expect(await attempt(behind, '5.5.5.5')).toBe(429);
  expect(await attempt(behind, '6.6.6.6')).toBe(401);
  // A client that invents a hop is still known by what the proxy itself appended.
  expect(await attempt(behind, '9.9.9.9, 5.5.5.5')).toBe(429);
  await behind.stop();
  const open = await startServer({ authLimit: 2, trustedProxies: [] });
  expect([await attempt(open, '5.5.5.5'), await attempt(open, '6.6.6.6')]).toEqual([401, 401]);
  expect(await attempt(open, '7.7.7.7')).toBe(429);
  await open.stop();
});

test('neither password nor token nor query stands in the log', async () => {
  const person = await server.register('logged');
  await login('logged', 'a very wrong password');
  await person.get('/api/users?q=secretquery');
  const log = server.lines.join('');
  expect(log).toContain('/api/auth/login');
  for (const secret of [PASSWORD, 'a very wrong password', person.token, 'secretquery']) {
    expect(log).not.toContain(secret);
  }
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PASSWORD, type Server, startServer } from '../helpers/app.ts';
import { Browser } from '../helpers/browser.ts';
import { Socket } from '../helpers/socket.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let now = Date.now();
let server: Server;
beforeAll(async () => {
  server = await startServer({ now: () => now });
  await server.register('sara');
});
afterAll(() => server.stop());

const FORM = { username: 'sara', password: PASSWORD };
async function signedIn(headers: Record<string, string> = {}): Promise<Browser> {
  const browser = new Browser(server.url, headers);
  expect((await browser.ask('POST', '/api/auth/login', FORM)).status).toBe(200);
  return browser;
}

test('a browser gets HttpOnly cookies only, and no token that a script could read', async () => {
  const browser = new Browser(server.url);
  const { body } = await browser.ask('POST', '/api/auth/login', FORM);
  expect(body.token).toBe('');
  expect([...browser.jar.keys()]).toEqual(['payambar', 'payambar-refresh', 'payambar-device']);
  for (const line of browser.lastCookies) {
    expect(line).toContain('; HttpOnly');
    expect(line).toContain('; SameSite=Lax');
    expect(line).toContain('; Path=/');
    expect(line).not.toContain('Domain');
  }
  expect((await browser.ask('GET', '/api/me')).body.user.username).toBe('sara');
});

test('over https, told by a trusted proxy, the cookies are Secure and __Host-', async () => {
  const browser = await signedIn({ 'x-forwarded-proto': 'https' });
  expect([...browser.jar.keys()]).toEqual(
    ['payambar', 'payambar-refresh', 'payambar-device'].map((name) => `__Host-${name}`),
  );
  for (const line of browser.lastCookies) expect(line).toContain('; Secure');
  expect((await browser.ask('GET', '/api/me')).status).toBe(200);
  // The plain name is not accepted there: a neighbouring subdomain could have planted it.
  const planted = { cookie: `payambar=${browser.jar.get('__Host-payambar')}` };
  const headers = { ...planted, 'x-forwarded-proto': 'https' };
  expect((await server.ask('GET', '/api/me', undefined, headers)).status).toBe(401);
});

test('a program gets the token and no cookie', async () => {
  const { body, headers } = await server.ask('POST', '/api/auth/login', FORM);
  expect(body.token).not.toBe('');
  expect(headers.getSetCookie()).toEqual([]);
});

test('a token older than an hour is replaced on the way, in the cookie', async () => {
  const browser = await signedIn();
  const first = browser.jar.get('payambar');
  now += HOUR / 2;
  await browser.ask('GET', '/api/sessions');
  expect(browser.jar.get('payambar')).toBe(first);
  now += HOUR;
  await browser.ask('GET', '/api/sessions');
  expect(browser.jar.get('payambar')).not.toBe(first);
  now += 23 * HOUR;
  expect((await browser.ask('GET', '/api/sessions')).status).toBe(200);
});

test('after weeks away the refresh cookie opens the same session, more than once, until 90 days have passed', async () => {
  const browser = await signedIn();
  now += 80 * DAY;
  expect((await browser.ask('GET', '/api/sessions')).status).toBe(401);
  // It is renewed twice: the response to the first may be lost on the way.
  expect((await browser.ask('POST', '/api/auth/renew', {})).status).toBe(200);
  const renewed = await browser.ask('POST', '/api/auth/renew', {});
  expect(renewed.body).toMatchObject({ token: '', user: { username: 'sara' } });
  expect((await browser.ask('GET', '/api/sessions')).status).toBe(200);
  now += 89 * DAY;
  expect((await browser.ask('POST', '/api/auth/renew', {})).status).toBe(200);
  now += 91 * DAY;
  expect((await browser.ask('POST', '/api/auth/renew', {})).status).toBe(401);
});

test('the refresh secret is stored only as a hash, and is nothing but a refresh secret', async () => {
  const browser = await signedIn();
  const secret = browser.jar.get('payambar-refresh') ?? '';
  expect(secret).toHaveLength(44);
  const { db } = server.deps;
  const me = await browser.ask('GET', '/api/me');
  const rows = await db.read(db.sessions.ofUser(me.body.user.id, now));
  expect(JSON.stringify(rows)).not.toContain(secret);
  const headers = { authorization: `Bearer ${secret}` };
  expect((await server.ask('GET', '/api/me', undefined, headers)).status).toBe(401);
});

test('signing out ends the session and takes its cookies away; the browser stays known', async () => {
  const browser = await signedIn();
  const kept = Object.fromEntries(browser.jar);
  expect((await browser.ask('POST', '/api/auth/logout', {})).status).toBe(200);
  expect([...browser.jar.keys()]).toEqual(['payambar-device']);
  for (const [name, value] of Object.entries(kept)) browser.jar.set(name, value);
  expect((await browser.ask('GET', '/api/me')).status).toBe(401);
  expect((await browser.ask('POST', '/api/auth/renew', {})).status).toBe(401);
});

const ACTS: [string, string, unknown][] = [
  ['POST', '/api/auth/logout', {}],
  ['POST', '/api/auth/renew', {}],
  ['POST', '/api/auth/password', { current: PASSWORD, next: PASSWORD }],
  ['DELETE', '/api/sessions', undefined],
  ['DELETE', '/api/sessions/AAAAAAAAAAA', undefined],
  ['PATCH', '/api/me', { about: 'x' }],
  ['POST', '/api/auth/login', FORM],
  ['POST', '/api/auth/register', { username: 'foreign', password: PASSWORD }],
];

test.each(ACTS)(
  '%s %s from a foreign page is refused, from our own it is not',
  async (method, path, body) => {
    const own = await signedIn();
    const foreign = { origin: 'https://evil.example' };
    const refused = await own.ask(method, path, body, foreign);
    expect([refused.status, refused.body.error?.code]).toEqual([403, 'origin_forbidden']);
    expect((await own.ask(method, path, body, { origin: 'null' })).status).toBe(403);
    expect((await own.ask(method, path, body)).status).toBeOneOf([200, 201, 404]);
  },
);

test('a cookie without an Origin changes nothing; a Bearer token may', async () => {
  const browser = await signedIn();
  const cookie = `payambar=${browser.jar.get('payambar')}`;
  const answer = await server.ask('PATCH', '/api/me', { about: 'x' }, { cookie });
  expect(answer.body.error.code).toBe('origin_forbidden');
  const program = await server.login('sara');
  expect((await program.patch('/api/me', { about: 'x' })).status).toBe(200);
});

test('a socket by cookie opens from our own page only', async () => {
  const browser = await signedIn();
  const cookie = `payambar=${browser.jar.get('payambar')}`;
  const open = (headers: Record<string, string>) =>
    Socket.open(server.url, '', { cookie, ...headers });
  (await open({ origin: server.url })).close();
  await expect(open({ origin: 'https://evil.example' })).rejects.toThrow();
  await expect(open({})).rejects.toThrow();
});

test('behind a proxy that rewrites Host, X-Forwarded-Host or Sec-Fetch-Site tells our own page', async () => {
  const page = { origin: 'https://chat.example.org', 'x-forwarded-proto': 'https' };
  const ask = (headers: object) =>
    new Browser(server.url, { ...page, ...headers }).ask('POST', '/api/auth/login', FORM);
  expect((await ask({})).status).toBe(403);
  expect((await ask({ 'x-forwarded-host': 'chat.example.org' })).status).toBe(200);
  expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  expect((await ask({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
});

test('a page of whoever has no session is told so without an error; a program, or a dead session, is refused', async () => {
  const ask = (headers: Record<string, string>) =>
    server.ask('POST', '/api/auth/renew', {}, headers);
  const web = { 'x-payambar-client': 'web' };
  const nobody = await ask(web);
  expect([nobody.status, nobody.body.user]).toEqual([200, null]);
  expect((await ask({})).status).toBe(401);
  expect((await ask({ ...web, cookie: 'payambar-refresh=gone' })).status).not.toBe(200);
  expect((await ask({ ...web, authorization: 'Bearer none' })).status).toBe(401);
});

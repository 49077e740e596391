import { afterAll, beforeAll, expect, test } from 'bun:test';
import { type Caller, type Server, startServer } from '../helpers/app.ts';

let server: Server;
let sara: Caller;
beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
});
afterAll(() => server.stop());

test('every answer has the security headers: pages, the API, refusals', async () => {
  const answers = [
    await server.ask('GET', '/health'),
    await server.ask('GET', '/nowhere.js'),
    await server.ask('GET', '/api/nowhere'),
    await server.ask('GET', '/api/me'),
    await server.ask('POST', '/api/auth/login', '{'),
    await sara.get('/api/me'),
  ];
  for (const { headers } of answers) {
    const csp = headers.get('content-security-policy') ?? '';
    expect(csp).toContain("default-src 'none'");
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('permissions-policy')).toContain('geolocation=()');
    expect(headers.get('x-request-id')).toHaveLength(11);
    expect(headers.get('server')).toBeNull();
  }
});

test('answers of the API are kept by no cache', async () => {
  expect((await sara.get('/api/me')).headers.get('cache-control')).toBe('no-store');
  expect((await server.ask('GET', '/api/me')).headers.get('cache-control')).toBe('no-store');
});

test('https is insisted on only where the request came by https', async () => {
  const plain = await server.ask('GET', '/health');
  expect(plain.headers.get('strict-transport-security')).toBeNull();
  const headers = { 'x-forwarded-proto': 'https' };
  const secure = await server.ask('GET', '/health', undefined, headers);
  expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000');
});

const PAGE = 'https://app.example.org';
const preflight = (on: Server, origin: string) =>
  on.ask('OPTIONS', '/api/me', undefined, {
    origin,
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'authorization',
  });

test('no other origin may read anything by default', async () => {
  for (const answer of [
    await preflight(server, PAGE),
    await sara.ask('GET', '/api/me', undefined, { origin: PAGE }),
  ]) {
    const names = [...answer.headers.keys()];
    expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
  expect((await sara.ask('PATCH', '/api/me', {}, { origin: PAGE })).status).toBe(403);
});

test('a listed origin may, with a token and never with cookies; another may not', async () => {
  const listed = await startServer({ corsOrigins: [PAGE] });
  const ali = await listed.register('ali');
  const allowed = await preflight(listed, PAGE);
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get('access-control-allow-origin')).toBe(PAGE);
  expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
  expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
  const write = await ali.ask('PATCH', '/api/me', { about: 'x' }, { origin: PAGE });
  expect([write.status, write.headers.get('access-control-allow-origin')]).toEqual([200, PAGE]);
  const refused = await ali.ask('GET', '/api/nowhere', undefined, { origin: PAGE });
  expect(refused.headers.get('access-control-allow-origin')).toBe(PAGE);
  const evil = await preflight(listed, 'https://evil.example');
  expect(evil.headers.get('access-control-allow-origin')).toBeNull();
  await listed.stop();
});

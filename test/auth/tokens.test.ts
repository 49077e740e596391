import { afterAll, beforeAll, expect, test } from 'bun:test';
import { createHmac } from 'node:crypto';
import { type Caller, type Server, startServer } from '../helpers/app.ts';

const HOUR = 3_600_000;
let now = Date.now();
let server: Server;
let sara: Caller;

beforeAll(async () => {
  server = await startServer({ now: () => now });
  sara = await server.register('sara');
});
afterAll(() => server.stop());

const me = async (token: string) =>
  (await server.ask('GET', '/api/me', undefined, { authorization: `Bearer ${token}` })).status;
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signToken = (header: object, claims: object, secret = server.config.jwtSecret): string => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};
const claims = () => ({
  sub: sara.user.id,
  sid: sara.sessionId,
  exp: Math.floor((now + HOUR) / 1000),
});
const HS256 = { alg: 'HS256', typ: 'JWT' };

test('a token that is right opens (what the next ones differ from by one thing)', async () => {
  expect(await me(sara.token)).toBe(200);
  expect(await me(signToken(HS256, claims()))).toBe(200);
});

test('forged, unsigned, expired and misshapen tokens do not open', async () => {
  const [header = '', body = '', signature = ''] = sara.token.split('.');
  const wrong = {
    empty: '',
    words: 'not a token',
    unsigned: `${part({ alg: 'none', typ: 'JWT' })}.${body}.`,
    'unsigned, with a signature': `${part({ alg: 'none' })}.${body}.${signature}`,
    'without its signature': `${header}.${body}.`,
    'by another secret': signToken(HS256, claims(), 'another secret of at least 32 characters'),
    'by an empty secret': signToken(HS256, claims(), ''),
    'by another algorithm': signToken({ alg: 'HS512', typ: 'JWT' }, claims()),
    'claims changed': `${header}.${part({ ...claims(), sub: 'AAAAAAAAAAA' })}.${signature}`,
    'another person of a true session': signToken(HS256, { ...claims(), sub: 'AAAAAAAAAAA' }),
    'no such session': signToken(HS256, { ...claims(), sid: 'AAAAAAAAAAA' }),
    'session of another type': signToken(HS256, { ...claims(), sid: { $gt: '' } }),
    'without an end': signToken(HS256, { sub: sara.user.id, sid: sara.sessionId }),
    expired: signToken(HS256, { ...claims(), exp: Math.floor(now / 1000) - 1 }),
    'not yet': signToken(HS256, { ...claims(), nbf: Math.floor((now + HOUR) / 1000) }),
  };
  for (const [what, token] of Object.entries(wrong)) {
    expect([what, await me(token)]).toEqual([what, 401]);
  }
});

test('a token opens in its one spelling only', async () => {
  const [header = '', body = '', signature = ''] = sara.token.split('.');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  // 32 bytes leave two bits of the last letter unused: three others mean the same bytes.
  const last = letters.indexOf(signature.at(-1) ?? '');
  const same = [1, 2, 3].map((bits) => signature.slice(0, -1) + letters[last + bits]);
  for (const other of same)
    expect(Buffer.from(other, 'base64url').equals(Buffer.from(signature, 'base64url'))).toBe(true);
  const spellings = [
    ...same.map((other) => `${header}.${body}.${other}`),
    ...['=', '==', '.'].map((tail) => sara.token + tail),
    `${header}=.${body}.${signature}`,
    `${header}.${body}=.${signature}`,
  ];
  for (const token of spellings) expect([token, await me(token)]).toEqual([token, 401]);
  expect(await me(sara.token)).toBe(200);
});

test('a token in the URL opens nothing', async () => {
  for (const name of ['token', 'access_token', 'authorization', 'jwt']) {
    const path = `/api/me?${name}=${sara.token}`;
    expect((await server.ask('GET', path)).status).toBe(401);
    const socket = `/ws?${name}=${sara.token}`;
    const upgrade = { upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-version': '13' };
    const headers = { ...upgrade, 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
    expect((await server.ask('GET', socket, undefined, headers)).status).toBe(401);
  }
});

test('a socket opens with a Bearer header or the subprotocol, and names only payambar.v1', async () => {
  const byHeader = await server.connect(sara.token);
  byHeader.close();
  const raw = new WebSocket(`${server.url.replace('http', 'ws')}/ws`, [
    'payambar.v1',
    `bearer.${sara.token}`,
  ]);
  await new Promise((resolve, reject) => {
    raw.addEventListener('open', resolve);
    raw.addEventListener('error', reject);
  });
  expect(raw.protocol).toBe('payambar.v1');
  raw.close();
});

test('a token lasts 24 hours; a program gets a new one by renewing it before', async () => {
  const ali = await server.register('ali');
  now += 23 * HOUR;
  const renewed = await ali.post('/api/auth/renew');
  expect(renewed.status).toBe(200);
  expect(renewed.body.user.username).toBe('ali');
  now += 2 * HOUR;
  expect(await me(ali.token)).toBe(401);
  expect(await me(renewed.body.token)).toBe(200);
  expect((await ali.post('/api/auth/renew')).status).toBe(401);
});

test('a session in use is noted once a minute, not at each request', async () => {
  const reza = await server.register('reza');
  const lastSeen = async () => (await reza.get('/api/sessions')).body.sessions[0].lastSeenAt;
  const first = await lastSeen();
  now += 30_000;
  await reza.get('/api/me');
  await server.deps.db.drain();
  expect(await lastSeen()).toBe(first);
  now += 40_000;
  await reza.get('/api/me');
  await server.deps.db.drain();
  expect(await lastSeen()).toBe(now);
});

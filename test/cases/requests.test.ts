import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { LIMITS } from '../../protocol/limits.ts';
import { operations } from '../../server/openapi/operations.ts';
import { REST_COMMANDS } from '../../server/realtime/rest-table.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { startProgram, tempDir } from '../helpers/program.ts';

const PAGE = 'https://app.example.org';
const PASSWORD = 'a long password';
const folder = tempDir();
let program: Awaited<ReturnType<typeof startProgram>>;
let sara: Caller;

beforeAll(async () => {
  program = await startProgram([], {
    DATA_DIR: folder.path,
    CORS_ORIGINS: PAGE,
    RATE_LIMIT: '10000',
  });
  const body = { username: 'sara', password: PASSWORD };
  sara = new Caller(
    program.url,
    (await answerOf(program.url, 'POST', '/api/auth/register', body)).body,
  );
});
afterAll(async () => {
  await program.stop();
  folder[Symbol.dispose]();
});

/** Sends a request byte by byte as given; resolves with the whole response. */
function raw(...parts: (string | Uint8Array)[]): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(program.url);
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => {
      for (const part of parts) socket.write(part);
    });
    socket.on('error', reject);
    socket.on('data', (data) => {
      heard += data;
    });
    socket.on('close', () => resolve({ status: Number(heard.split(' ')[1]), text: heard }));
  });
}
const bodyOf = ({ text }: { text: string }): string => text.slice(text.indexOf('\r\n\r\n') + 4);
const own = () => new URL(program.url).host;

test.each([
  '[',
  'a b',
  'a:b',
  'a:99999',
  '%',
  'xn--',
  '256.256.256.256',
  '',
  'a/b',
  'u@a',
  'a?b',
  'a#b',
  'a, b',
])('a request for the host %j is refused, and leaves no line in the log', async (host) => {
  const before = program.lines.length;
  const answer = await raw(
    `GET /api/server HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
  );
  expect([answer.status, JSON.parse(bodyOf(answer)).error]).toEqual([
    400,
    { code: 'invalid', field: 'host' },
  ]);
  expect(program.lines.slice(before)).toEqual([]);
});

test('of two hosts neither is believed', async () => {
  for (const hosts of ['Host: a\r\nHost: b', `Host: ${own()}\r\nHost: ${own()}`]) {
    const answer = await raw(`GET /health HTTP/1.1\r\n${hosts}\r\nConnection: close\r\n\r\n`);
    expect([hosts, answer.status]).toEqual([hosts, 400]);
  }
});

test('a health check of HTTP/1.0 needs no host; nothing else does without', async () => {
  const health = await raw('GET /health HTTP/1.0\r\n\r\n');
  expect([health.status, bodyOf(health)]).toEqual([200, '{"status":"ok"}']);
  for (const path of ['/', '/api/server', '/health/x', '/metrics']) {
    const answer = await raw(`GET ${path} HTTP/1.0\r\n\r\n`);
    expect([path, answer.status]).toEqual([path, 400]);
  }
  expect((await raw(`GET /api/server HTTP/1.0\r\nHost: ${own()}\r\n\r\n`)).status).toBe(200);
});

test.each(['/api/auth/login', '/api/sync', '/api/me'])(
  'to %s a body that grows too long is refused in our own words, and one that is no UTF-8 is no JSON',
  async (path) => {
    const head = (more: string): string =>
      `${path === '/api/me' ? 'PATCH' : 'POST'} ${path} HTTP/1.1\r\nHost: ${own()}\r\nAuthorization: Bearer ${sara.token}\r\n` +
      `Connection: close\r\n${more}\r\n\r\n`;
    const text = `{"about":"${'x'.repeat(LIMITS.bodyBytes)}"}`;
    const long = await raw(
      head('Transfer-Encoding: chunked'),
      `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`,
    );
    expect([long.status, JSON.parse(bodyOf(long))]).toEqual([
      413,
      { error: { code: 'too_large' } },
    ]);
    const measured = await raw(head(`Content-Length: ${text.length}`), text);
    expect([measured.status, JSON.parse(bodyOf(measured))]).toEqual([
      413,
      { error: { code: 'too_large' } },
    ]);
    const bytes = Buffer.concat([
      Buffer.from('{"about":"'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('"}'),
    ]);
    const broken = await raw(head(`Content-Length: ${bytes.length}`), bytes);
    expect([broken.status, JSON.parse(bodyOf(broken)).error]).toEqual([
      400,
      { code: 'invalid', field: 'body' },
    ]);
    expect(program.lines.filter(({ level }) => level === 'error')).toEqual([]);
  },
);

test('HEAD is answered as GET, without a body; another method is told which there are', async () => {
  for (const { method, path } of operations(REST_COMMANDS).filter(({ media }) => !media)) {
    const filled = path.replace(/:username/, 'sara').replace(/:\w+/g, 'AAAAAAAAAAA');
    if (method !== 'GET') continue;
    const [got, head] = [await sara.get(filled), await sara.ask('HEAD', filled)];
    expect([path, head.status, head.body]).toEqual([path, got.status, '']);
  }
  const methods = new Map<string, Set<string>>();
  for (const { method, path } of operations(REST_COMMANDS)) {
    const filled = path.replace(/:\w+/g, 'AAAAAAAAAAA');
    const known = methods.get(filled) ?? new Set<string>();
    methods.set(filled, known.add(method));
    if (method === 'GET') known.add('HEAD');
  }
  for (const [path, known] of methods) {
    if (!path.startsWith('/api/')) continue;
    const answer = await sara.ask(known.has('PUT') ? 'PATCH' : 'PUT', path, {});
    if (known.has('PUT') && known.has('PATCH')) continue;
    expect([path, answer.status, answer.body.error?.code]).toEqual([
      path,
      405,
      'method_not_allowed',
    ]);
    const allowed = answer.headers.get('allow')?.split(', ') ?? [];
    expect([path, [...known].filter((method) => !allowed.includes(method))]).toEqual([path, []]);
  }
});

test('a page of CORS_ORIGINS acts with its own token, never with the cookie that a browser sends along', async () => {
  const cookie = `payambar=${sara.token}`;
  const askWith = (origin: string, more: Record<string, string>) =>
    answerOf(program.url, 'PATCH', '/api/me', '{"about":"x"}', {
      origin,
      'content-type': 'text/plain',
      ...more,
    });
  expect((await askWith(PAGE, { cookie })).status).toBe(403);
  expect((await askWith(PAGE, { authorization: `Bearer ${sara.token}` })).status).toBe(200);
  expect((await askWith(program.url, { cookie })).status).toBe(200);
  const logout = await answerOf(
    program.url,
    'POST',
    '/api/auth/logout',
    {},
    { origin: PAGE, cookie },
  );
  const renewed = await answerOf(
    program.url,
    'POST',
    '/api/auth/renew',
    {},
    { origin: PAGE, cookie },
  );
  expect([logout.status, renewed.status]).toEqual([403, 403]);
  const upgrade = (origin: string, more: string) =>
    raw(
      `GET /ws HTTP/1.1\r\nHost: ${own()}\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: ${origin}\r\n${more}\r\n\r\n`,
    );
  expect((await upgrade(PAGE, `Cookie: ${cookie}`)).status).toBe(403);
});

test('nobody reads the numbers by a name that is not this machine’s', async () => {
  const askWith = async (host: string, more = '') =>
    (await raw(`GET /metrics HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`))
      .status;
  expect(await askWith(own())).toBe(200);
  expect(await askWith('localhost')).toBe(200);
  for (const host of ['abcdefghijklmnop.onion', 'chat.example.org', '127.0.0.1.example.org'])
    expect([host, await askWith(host)]).toEqual([host, 404]);
  expect(await askWith('localhost', 'X-Forwarded-For: 203.0.113.7\r\n')).toBe(404);
});

test('where loopback is not trusted, what comes by it is a stranger to the numbers', async () => {
  using other = tempDir();
  const shut = await startProgram([], { DATA_DIR: other.path, TRUSTED_PROXIES: 'none' });
  expect((await fetch(`${shut.url}/metrics`)).status).toBe(404);
  expect((await fetch(`${shut.url}/health`)).status).toBe(200);
  await shut.stop();
});

import { afterAll, beforeAll, expect, spyOn, test } from 'bun:test';
import { connect } from 'node:net';
import { Elysia } from 'elysia';
import { LIMITS } from '../../protocol/limits.ts';
import { http } from '../../server/http.ts';
import { type Caller, PASSWORD, type Server, startServer } from '../helpers/app.ts';

let server: Server;
let sara: Caller;
beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
});
afterAll(() => server.stop());

test('an error of ours leaves nothing but a reference, which the log explains', async () => {
  const logged: object[] = [];
  const log = { ...server.deps.log, error: (_: string, fields = {}) => void logged.push(fields) };
  const app = new Elysia()
    .use(
      http({
        log,
        ids: { next: () => 'the-ref' },
        lifecycle: { draining: false, closing: false },
        probes: {},
        https: () => false,
        missing: () => new Error('unused') as never,
        observe: { countAnswer() {}, countRefused() {} },
      }),
    )
    .get('/api/broken', () => {
      throw Object.assign(new Error('secret path /var/lib'), { status: 418, code: 'NOT_FOUND' });
    });
  const answer = await app.handle(new Request('http://localhost/api/broken'));
  expect(answer.status).toBe(500);
  expect(await answer.text()).toBe('{"error":{"code":"internal","ref":"the-ref"}}');
  expect(answer.headers.get('x-request-id')).toBe('the-ref');
  expect(logged).toMatchObject([{ ref: 'the-ref', path: '/api/broken' }]);
});

test('the log names the route that failed, never the code of an invite in its path', async () => {
  const code = 'Abcdefghij-klmnopqrs_t';
  const broken = await startServer();
  const mina = await broken.register('mina');
  const { db } = broken.deps;
  const failing = spyOn(db, 'read').mockImplementation(() => Promise.reject(new Error('no disk')));
  try {
    const answer = await mina.get(`/api/invites/${code}`);
    expect(answer.status).toBe(500);
    failing.mockRestore();
    expect(broken.lines.find((line) => line.includes('request failed'))).toContain(
      '/api/invites/:code',
    );
    await broken.ask('GET', `/join/${code}`);
    await broken.ask('GET', `/api/nothing/${code}`);
    // What is logged after an answer is logged by the time that the server has stopped.
    await broken.stop();
    expect(broken.lines.join('')).toContain('"path":"/join/…"');
    expect(broken.lines.join('')).not.toContain(code);
  } finally {
    failing.mockRestore();
  }
});

test('a body of 100 MB gets 413 and is not kept, a chunked one without a length too', async () => {
  const before = process.memoryUsage().rss;
  const whole = await sara.ask('PATCH', '/api/me', new Uint8Array(100e6));
  expect(whole.status).toBe(413);
  expect(process.memoryUsage().rss - before).toBeLessThan(250e6);
  expect(await sendChunked(LIMITS.bodyBytes * 4)).toBe(413);
  expect((await sara.get('/api/me')).status).toBe(200);
});

/**
 * Returns the status for a body without a length; it is sent by hand, since fetch would rather say that the peer hung
 * up.
 */
function sendChunked(bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(server.port, '127.0.0.1');
    socket.on('data', (data) => {
      heard += data;
      const status = /^HTTP\/1\.1 (\d+)/m.exec(heard)?.[1];
      if (status === undefined) return;
      resolve(Number(status));
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`no status in ${JSON.stringify(heard)}`)));
    socket.write(
      `POST /api/auth/login HTTP/1.1\r\nHost: x.test\r\nTransfer-Encoding: chunked\r\n\r\n` +
        `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n0\r\n\r\n`,
    );
  });
}

test('one more byte than the limit is too much, the limit itself is not', async () => {
  const body = (size: number): string => {
    const start = `{"username":"sara","password":"${PASSWORD}","pad":"`;
    return `${start}${'x'.repeat(size - Buffer.byteLength(start) - 2)}"}`;
  };
  const ask = async (size: number) =>
    (await server.ask('POST', '/api/auth/login', body(size))).status;
  expect([await ask(LIMITS.bodyBytes), await ask(LIMITS.bodyBytes + 1)]).toEqual([200, 413]);
});

test('unknown paths of the API are JSON 404, known ones with another method 405', async () => {
  for (const path of ['/api', '/api/', '/api/nope', '/api/chats/x/nope', '/api/../api/nope']) {
    const { status, body } = await server.ask('GET', path);
    expect([path, status, body]).toEqual([path, 404, { error: { code: 'not_found' } }]);
  }
  const { status, body } = await server.ask('DELETE', '/api/auth/login');
  expect([status, body.error.code]).toEqual([405, 'method_not_allowed']);
});

test('a query that is no text of ours is refused or ignored, never an error of ours', async () => {
  for (const query of ['?limit=abc', '?limit=-1', '?before=1e99', '?limit[]=1', '?%', '?q=%ff']) {
    const { status } = await sara.get(`/api/chats/AAAAAAAAAAA/messages${query}`);
    expect([query, status < 500]).toEqual([query, true]);
  }
});

test('headers that are not what they claim are refused quietly', async () => {
  const odd: Record<string, string>[] = [
    { authorization: 'Bearer' },
    { authorization: 'Basic c2FyYTp4' },
    { cookie: '=; ;;payambar' },
    { cookie: `payambar=${'x'.repeat(5000)}` },
    { 'sec-websocket-protocol': 'bearer.' },
  ];
  for (const headers of odd) {
    expect((await server.ask('GET', '/api/me', undefined, headers)).status).toBe(401);
  }
});

/** Runs the examples of deploy/ in Debian's own nginx and Caddy, and does through them what people do. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { connect } from 'node:http2';
import { PASSWORD } from '../helpers/app.ts';
import { NAME } from '../helpers/certificates.ts';
import { tempDir } from '../helpers/program.ts';
import { type Behind, startBehind } from './lib/behind.ts';
import { type Edit, type Front, startCaddy, startNginx } from './lib/proxy.ts';
import { through } from './lib/through.ts';

const folder = tempDir();
const LIMIT = 6;
let instance: Behind;
let ca: string;
beforeAll(async () => {
  instance = await startBehind(folder.path, { AUTH_LIMIT: `${LIMIT}` });
  ca = await Bun.file(instance.authority.cert).text();
});
afterAll(async () => {
  await instance.stop();
  folder[Symbol.dispose]();
});

/**
 * Behind a CDN Caddy must be told which addresses to believe, as docs/cdn.md says; nginx leaves that to the server.
 */
const believing: Edit = (text) =>
  text.replace('flush_interval -1', 'flush_interval -1\ntrusted_proxies 127.0.0.1/32');

describe.each([
  ['nginx', startNginx, '203.0.113'],
  ['Caddy', startCaddy, '198.51.100'],
])('behind %s', (name, start, net) => {
  let front: Front;
  let person: ReturnType<typeof through>;
  beforeAll(async () => {
    front = await start(
      { ...place(), folder: folder.path },
      name === 'Caddy' ? believing : (text) => text,
    );
    person = through(front, ca);
  });
  afterAll(() => front.stop());
  const place = () => ({ target: Number(new URL(instance.server.url).port), pair: instance.pair });

  /** `address`: the one that a CDN in front of the proxy would name. */
  async function enter(username: string, address: string) {
    const body = { username: `${username}.${name.toLowerCase()}`, password: PASSWORD };
    const headers = { 'x-forwarded-for': address };
    const answer = await person.ask('/api/auth/register', { method: 'POST', body, headers });
    return { answer, ...(await answer.json()) };
  }

  test('people register, sign in with a secure cookie, and write to each other at once', async () => {
    const sara = await enter('sara', `${net}.1`);
    const ali = await enter('ali', `${net}.2`);
    expect([sara.answer.status, ali.answer.status]).toEqual([201, 201]);
    expect(sara.answer.headers.get('set-cookie')).toMatch(/^__Host-.+; Secure/);
    const { socket, heard } = await person.connect(ali.token);
    const headers = { authorization: `Bearer ${sara.token}` };
    const ask = async (path: string, body: object) =>
      (await person.ask(path, { method: 'POST', body, headers })).json();
    const { chat } = await ask('/api/chats', { kind: 'direct', userId: ali.user.id });
    const arrived = new Promise<void>((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        if (String(data).includes('از پشت پراکسی')) resolve();
      });
    });
    const sent = { clientId: Bun.randomUUIDv7(), text: 'از پشت پراکسی' };
    expect(await ask(`/api/chats/${chat.id}/messages`, sent)).toMatchObject({ message: sent });
    await arrived;
    expect(heard.join()).toContain(chat.id);
    socket.close();
  });

  test('a part of nine mebibytes goes through, and comes back whole', async () => {
    const { token } = await enter('sender', `${net}.9`);
    const authorization = `Bearer ${token}`;
    const bytes = new Uint8Array(9 << 20).map((_, i) => i >> 8);
    const made = await person.ask('/api/uploads', {
      method: 'POST',
      body: bytes,
      headers: {
        ...{ authorization, 'tus-resumable': '1.0.0', 'upload-length': `${bytes.length}` },
        'content-type': 'application/offset+octet-stream',
      },
    });
    expect([made.status, made.headers.get('upload-offset')]).toEqual([201, `${bytes.length}`]);
    const id = made.headers.get('location')?.split('/').at(-1);
    const got = await person.ask(`/api/files/${id}`, { headers: { authorization } });
    expect(Bun.deepEquals(new Uint8Array(await got.arrayBuffer()), bytes)).toBe(true);
  });

  test('a page of another site may not act here, this one may', async () => {
    const body = { username: 'nobody', password: PASSWORD };
    const ask = (origin: string) =>
      person.ask('/api/auth/login', {
        method: 'POST',
        body,
        headers: { origin, 'x-forwarded-for': `${net}.3` },
      });
    expect((await ask(`https://${NAME}`)).status).toBe(401);
    expect((await ask('https://other.example.com')).status).toBe(403);
  });

  test('who signs in too often is stopped, and nobody else', async () => {
    const tries = (address: string, count: number) =>
      Promise.all(
        Array.from({ length: count }, async () => {
          // Each address has a username of its own: an account has a limit too, whatever address asks for it.
          const body = { username: `from.${address}`, password: PASSWORD };
          const headers = { 'x-forwarded-for': address };
          return (await person.ask('/api/auth/login', { method: 'POST', body, headers })).status;
        }),
      );
    const many = await tries(`${net}.10`, LIMIT + 3);
    expect(new Set(many)).toEqual(new Set([401, 429]));
    expect(await tries(`${net}.11`, 2)).toEqual([401, 401]);
  });

  test('the app arrives as it lies in the executable, and is not sent twice', async () => {
    const headers = { 'accept-encoding': 'br, gzip' };
    // The page itself names the host that it was asked by; what it loads is the same for all hosts.
    const html = await (await fetch(instance.server.url)).text();
    const path = /src="(\/[^"]+\.js)"/.exec(html)?.[1] ?? '/no-script';
    const script = await person.ask(path, { headers });
    const own = await fetch(instance.server.url + path, { headers, decompress: false });
    expect(script.headers.get('content-encoding')).toBe('br');
    expect(await script.bytes()).toEqual(await own.bytes());
    const page = await person.ask('/', { headers });
    expect(page.headers.get('content-encoding')).toBe('br');
    for (const [at, answer] of [
      [path, script],
      ['/', page],
    ] as const) {
      const etag = answer.headers.get('etag') ?? 'none';
      const again = await person.ask(at, { headers: { ...headers, 'if-none-match': etag } });
      expect(again.status).toBe(304);
    }
    const max = page.headers.get('strict-transport-security');
    expect(max).toBe('max-age=31536000');
  });

  test('it speaks HTTP/2, and sends plain HTTP on to TLS', async () => {
    const session = connect(`https://${front.at}`, { ca, servername: NAME });
    const request = session.request({ ':path': '/health', ':authority': NAME });
    const status = await new Promise((resolve, reject) => {
      request.on('response', (headers) => resolve(headers[':status']));
      session.on('error', reject);
    });
    expect(status).toBe(200);
    request.close();
    session.close();
    const plain = await person.plain('/c/abc?d=e');
    expect([301, 308]).toContain(plain.status);
    expect(plain.headers.get('location')).toBe(`https://${NAME}/c/abc?d=e`);
  });
});

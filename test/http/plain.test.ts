import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPublic } from '../../server/http/plain.ts';
import { type Server, startServer } from '../helpers/app.ts';

const root = mkdtempSync(join(tmpdir(), 'payambar-plain-'));
let server: Server;
const PAGES = {
  'index.html': 'the warning',
  'index.en.html': 'the warning in English',
  'missing.html': 'no page',
  'missing.en.html': 'no page in English',
};

beforeAll(async () => {
  mkdirSync(join(root, 'plain'));
  const type = 'text/html; charset=utf-8';
  const plain = (file: string) => ({ file, type, etag: file, immutable: false, encodings: {} });
  await Bun.write(join(root, 'index.html'), 'the app');
  for (const [name, text] of Object.entries(PAGES))
    await Bun.write(join(root, 'plain', name), text);
  const index = {
    '/index.html': plain('index.html'),
    '/icons/icon-192.png': { ...plain('icon.png'), type: 'image/png' },
    ...Object.fromEntries(
      Object.keys(PAGES).map((name) => [`/plain/${name}`, plain(`plain/${name}`)]),
    ),
  };
  await Bun.write(join(root, 'icon.png'), 'an icon');
  await Bun.write(join(root, '_index.json'), JSON.stringify(index));
  server = await startServer({ clientRoot: root });
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
});

const page = async (host: string, headers: Record<string, string> = {}, path = '/') =>
  (await fetch(server.url + path, { headers: { host, ...headers } })).text();

test('over plain HTTP a public name or address gets the warning before the app, on every page', async () => {
  expect(await page('chat.example.com')).toBe('the warning');
  expect(await page('chat.example.com:8080', {}, '/u/sara')).toBe('the warning');
  expect(await page('203.0.114.7:8080')).toBe('the warning');
});

test('at home, on the machine itself and over https there is none', async () => {
  for (const host of ['localhost:8080', '127.0.0.1', '192.168.1.5:8080', 'pi.local', 'nas'])
    expect([host, await page(host)]).toEqual([host, 'the app']);
  expect(await page('chat.example.com', { 'x-forwarded-proto': 'https' })).toBe('the app');
});

test('whoever goes on all the same is not stopped again, and the API answers in any case', async () => {
  const answer = await fetch(`${server.url}/plain/continue`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(await page('chat.example.com', { cookie })).toBe('the app');
  expect(await page('chat.example.com', {}, '/health')).toContain('ok');
});

test('what is public: routable addresses and names that a name server may know', () => {
  const public_ = ['8.8.8.8', '[2a01:4f8::1]:80', 'example.com', 'چت.ایران', 'a.b.example.ir.'];
  const private_ = ['10.1.2.3', '[::1]:8080', '[fd00::1]', '100.64.1.1', 'a.home.arpa', 'x.onion'];
  expect(public_.filter((host) => !isPublic(host))).toEqual([]);
  expect(private_.filter(isPublic)).toEqual([]);
});

test('it is said in the language that the browser puts first', async () => {
  const inLanguage = (language: string) =>
    page('chat.example.com', { 'accept-language': language });
  expect(await inLanguage('en-GB,fa;q=0.5')).toBe('the warning in English');
  expect(await inLanguage('fa-IR,en;q=0.5')).toBe('the warning');
  expect(await inLanguage('de')).toBe('the warning');
});

/** Asks for the path as it stands: fetch would correct some of them. */
async function follow(path: string, headers: Record<string, string>) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const lines = Object.entries({ host: 'localhost', connection: 'close', ...headers });
  const socket = connect(server.port, '127.0.0.1');
  let heard = '';
  socket.on('data', (data) => {
    heard += data;
  });
  socket.once('close', () => resolve(heard));
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`GET ${path} HTTP/1.1\r\n${head}\r\n`);
  const answer = await promise;
  return { status: Number(answer.split(' ')[1]), body: answer.split('\r\n\r\n')[1] };
}

test.each(['/c/%E0%A4%A', '//evil.com', '/join/%zz', '/u/%ff', '/%', '/nope.php'])(
  'whoever follows the address %p reads that there is no page; programs are answered in JSON',
  async (path) => {
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
    expect(await follow(path, { accept })).toEqual({ status: 404, body: 'no page' });
    const english = await follow(path, { accept, 'accept-language': 'en' });
    expect(english).toEqual({ status: 404, body: 'no page in English' });
    const json = '{"error":{"code":"not_found"}}';
    expect(await follow(path, { accept: '*/*' })).toEqual({ status: 404, body: json });
    expect((await follow('/api/nope', { accept })).body).toBe(json);
  },
);

test('the icon that browsers ask for without being told to is there', async () => {
  const { status, headers } = await fetch(`${server.url}/favicon.ico`);
  expect([status, headers.get('content-type')]).toEqual([200, 'image/png']);
});

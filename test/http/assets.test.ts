import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type Server, startServer } from '../helpers/app.ts';

const root = mkdtempSync(join(tmpdir(), 'payambar-client-'));
const SCRIPT = `console.log('${'x'.repeat(2000)}');`;
const SHELL = '<!doctype html><title>پیام‌بر</title>';
let server: Server;

beforeAll(async () => {
  for (const folder of ['assets', 'fonts', 'icons']) mkdirSync(join(root, folder));
  const files: Record<string, string | Uint8Array> = {
    'index.html': SHELL,
    'sw.js': 'self.addEventListener("fetch", () => {});',
    'assets/main-abcd1234.js': SCRIPT,
    'assets/main-abcd1234.js.br': brotliCompressSync(SCRIPT),
    'assets/main-abcd1234.js.gz': gzipSync(SCRIPT),
    'fonts/vazirmatn-33.woff2': new Uint8Array(500).fill(7),
    'icons/icon-192.png': new Uint8Array(50).fill(9),
    'secret.txt': 'not in the index',
  };
  for (const [name, content] of Object.entries(files)) await Bun.write(join(root, name), content);
  const plain = (file: string, type: string) => ({
    file,
    type,
    etag: `e-${file}`,
    immutable: false,
    encodings: {},
  });
  const index = {
    '/index.html': plain('index.html', 'text/html; charset=utf-8'),
    '/icons/icon-192.png': plain('icons/icon-192.png', 'image/png'),
    '/sw.js': plain('sw.js', 'text/javascript; charset=utf-8'),
    '/assets/main-abcd1234.js': {
      ...plain('assets/main-abcd1234.js', 'text/javascript; charset=utf-8'),
      immutable: true,
      encodings: { br: 'assets/main-abcd1234.js.br', gzip: 'assets/main-abcd1234.js.gz' },
    },
  };
  await Bun.write(join(root, '_index.json'), JSON.stringify(index));
  server = await startServer({ clientRoot: root });
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(server.url + path, { method, headers, decompress: false } as RequestInit);
const MAIN = '/assets/main-abcd1234.js';

test.each([
  ['br, gzip', 'br', brotliCompressSync(SCRIPT).length],
  ['gzip, deflate', 'gzip', gzipSync(SCRIPT).length],
  ['br;q=0, gzip', 'gzip', gzipSync(SCRIPT).length],
  ['gzip;q=0.5, br;q=1.0', 'br', brotliCompressSync(SCRIPT).length],
  ['identity', null, SCRIPT.length],
  ['zstd', null, SCRIPT.length],
])('Accept-Encoding %p is answered with %p', async (accepted, encoding, length) => {
  const answer = await get(MAIN, { 'accept-encoding': accepted });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-encoding')).toBe(encoding);
  expect((await answer.arrayBuffer()).byteLength).toBe(length);
  expect(answer.headers.get('vary')).toContain('accept-encoding');
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test('hashed names are kept for a year; HTML, the worker and the manifest are asked about each time', async () => {
  const readCacheControl = async (path: string) => (await get(path)).headers.get('cache-control');
  expect(await readCacheControl(MAIN)).toBe('public, max-age=31536000, immutable');
  for (const path of ['/', '/index.html', '/sw.js', '/manifest.webmanifest', '/u/ali'])
    expect([path, await readCacheControl(path)]).toEqual([path, 'no-cache']);
});

test('an ETag is quoted, differs by encoding, and is answered with 304', async () => {
  const br = (await get(MAIN, { 'accept-encoding': 'br' })).headers.get('etag') ?? '';
  const plain = (await get(MAIN, { 'accept-encoding': 'identity' })).headers.get('etag') ?? '';
  expect(br).toMatch(/^"[^"]+-br"$/);
  expect(plain).not.toBe(br);
  for (const tag of [br, `W/${br}`, `"other", ${br}`, '*']) {
    const again = await get(MAIN, { 'accept-encoding': 'br', 'if-none-match': tag });
    expect([tag, again.status, await again.text()]).toEqual([tag, 304, '']);
    expect(again.headers.get('etag')).toBe(br);
    expect(again.headers.get('cache-control')).toContain('immutable');
  }
  const other = await get(MAIN, { 'accept-encoding': 'br', 'if-none-match': plain });
  expect(other.status).toBe(200);
});

test('HEAD says what GET would, without the body', async () => {
  const head = await get(MAIN, { 'accept-encoding': 'gzip' }, 'HEAD');
  expect(head.status).toBe(200);
  expect(head.headers.get('content-encoding')).toBe('gzip');
  expect(head.headers.get('content-length')).toBe(String(gzipSync(SCRIPT).length));
  expect(await head.text()).toBe('');
});

test.each([
  '/',
  '/u/ali',
  '/u/ali.reza',
  '/u/%D8%B9%D9%84%DB%8C',
  '/c/AbC_-123456',
  '/settings',
  '/settings/',
  '/search?q=a.b',
])('the deep link %p is the shell', async (path) => {
  const answer = await get(path);
  expect([answer.status, await answer.text()]).toEqual([200, SHELL]);
});

test.each([
  '/nope.js',
  '/assets/gone-abcd1234.js',
  '/secret.txt',
  '/_index.json',
  '/.env',
  '/fonts/none.woff2',
  '/u/a/b.js',
])('the file %p is not there: JSON 404, never the shell', async (path) => {
  const answer = await get(path);
  expect([answer.status, await answer.text()]).toEqual([404, '{"error":{"code":"not_found"}}']);
});

const TRAVERSALS = [
  '/../package.json',
  '/../../etc/passwd',
  '/assets/../secret.txt',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%2f..%2fetc/passwd',
  '/%252e%252e/etc/passwd',
  '/..%5c..%5cetc/passwd',
  '/..\\..\\etc\\passwd',
  '/assets/%00',
  '/%c0%ae%c0%ae/etc/passwd',
  '/fonts/..%2fsecret.txt',
  '/icons/%2e%2e/secret.txt',
  '//etc/passwd',
  '/u/..',
];

test.each(TRAVERSALS)('the path %p leaves nothing out of the folder', async (path) => {
  const [status, body] = await raw(path);
  // Bun resolves dots itself (WHATWG URL), so some of these name a page of the app, and the page is all there is.
  expect(status).toBeOneOf([400, 404, 200]);
  if (status === 200) expect(body).toBe(SHELL);
  if (/%(?:2f|5c|25|00|c0)/.test(path)) expect(status).toBe(404);
});

/** Asks for the path as it stands: fetch would resolve the dots before sending. */
function raw(path: string): Promise<[status: number, body: string]> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(server.port, '127.0.0.1');
    socket.on('data', (data) => (heard += data));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', ...body] = heard.split('\r\n\r\n');
      resolve([Number(head.split(' ')[1]), body.join('\r\n\r\n')]);
    });
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x.test\r\nConnection: close\r\n\r\n`);
  });
}

test('fonts are kept for a year; icons are asked about, and answered with 304', async () => {
  const font = await get('/fonts/vazirmatn-33.woff2');
  expect([font.status, (await font.arrayBuffer()).byteLength]).toEqual([200, 500]);
  expect(font.headers.get('content-type')).toBe('font/woff2');
  expect(font.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(font.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await get('/fonts/vazirmatn-33.woff2')).status).toBe(200);
  const icon = await get('/icons/icon-192.png');
  expect(icon.headers.get('etag')).toMatch(/^"[^"]+"$/);
  const tag = { 'if-none-match': icon.headers.get('etag') ?? '' };
  expect((await get('/icons/icon-192.png', tag)).status).toBe(304);
});

test('what another app shares is not read where no service worker took it: the page says that nothing came', async () => {
  const body = new FormData();
  body.append('files', new File(['secret'], 'a.txt'));
  const { status, headers } = await fetch(`${server.url}/share`, {
    ...{ method: 'POST', redirect: 'manual', body },
  });
  expect([status, headers.get('location')]).toEqual([303, '/share']);
  expect((await get('/share')).status).toBe(200);
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPublic } from '../../server/http/plain.ts';
import { type Server, startServer } from '../helpers/app.ts';

const root = mkdtempSync(join(tmpdir(), 'payambar-plain-'));
let server: Server;

beforeAll(async () => {
  mkdirSync(join(root, 'plain'));
  const type = 'text/html; charset=utf-8';
  const plain = (file: string) => ({ file, type, etag: file, immutable: false, encodings: {} });
  await Bun.write(join(root, 'index.html'), 'the app');
  await Bun.write(join(root, 'plain/index.html'), 'the warning');
  const index = {
    '/index.html': plain('index.html'),
    '/plain/index.html': plain('plain/index.html'),
  };
  await Bun.write(join(root, '_index.json'), JSON.stringify(index));
  server = await startServer({ clientRoot: root });
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
});

const page = async (host: string, headers: Record<string, string> = {}, path = '/') =>
  (await fetch(server.url + path, { headers: { host, ...headers } })).text();

test('over plain HTTP a public name or address gets the warning before the app, on every page (original #43)', async () => {
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

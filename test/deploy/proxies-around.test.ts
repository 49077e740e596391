/**
 * These faults lie not in the proxy's file but in its certificate, its time-outs, the server's settings, the address
 * itself.
 */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { NAME } from '../helpers/certificates.ts';
import { tempDir } from '../helpers/program.ts';
import { stablePort } from '../helpers/services/process.ts';
import { type Behind, ofProxy, startBehind } from './lib/behind.ts';
import { type Edit, type Front, startNginx } from './lib/proxy.ts';

const folder = tempDir();
let instance: Behind;
beforeAll(async () => {
  instance = await startBehind(folder.path);
});
afterAll(async () => {
  await instance.stop();
  folder[Symbol.dispose]();
});

const asShipped: Edit = (text) => text;

test.each([
  ['one that has ended', NAME, -3, ['tls.expired']],
  ['one that ends in a week', NAME, 7, ['tls.soon']],
  ['one for another name', 'mail.example.com', 80, ['tls.name']],
])('a certificate, %s, is found', async (_, name, days, found) => {
  const pair = await instance.authority.issue(name, days);
  expect(ofProxy(await instance.ask(startNginx, asShipped, { pair }))).toEqual(found);
});

test('a certificate of an authority that nobody knows is found', async () => {
  const told = await instance.ask(startNginx, asShipped, { env: { NODE_EXTRA_CA_CERTS: '' } });
  expect(ofProxy(told)).toEqual(['tls.untrusted']);
  expect(told.code).toBe(4);
});

const shortened: Edit = (text) => text.replaceAll('120s', '1s');

test('time-outs that are too short are found, for sockets and for long-polls', async () => {
  const told = await instance.ask(startNginx, shortened, { wait: '3' });
  expect(ofProxy(told).sort()).toEqual(['idle.cut', 'idle.poll']);
  const cut = told.checks.find(({ id }) => id === 'idle.cut');
  // The time-out is shortened to one second; the proxy began to count before the program did.
  const [, seconds] = /after ([\d.]+) second/.exec(cut?.what ?? '') ?? [];
  expect(Number(seconds)).toBeWithin(0, 2);
  expect(cut?.fix).toContain('proxy_read_timeout 120s');
});

test('as long as it is watched, a quiet connection lives behind the example', async () => {
  const told = await instance.ask(startNginx, asShipped, { wait: '2' });
  expect(ofProxy(told)).toEqual([]);
  expect(told.checks.map(({ id }) => id)).toContain('idle.ok');
});

const plainly: Edit = (text) =>
  text
    .replace(/return 301.*/, 'return 503;')
    .replace('listen 80;\n', '')
    .replace('listen 443 ssl http2;', 'listen 443 ssl http2;\nlisten 80;');

test('plain HTTP on a public name is found', async () => {
  const args = ({ plainAt }: Front) => ['--url', `http://${NAME}`, '--at', plainAt];
  const told = await instance.ask(startNginx, plainly, { args });
  expect(ofProxy(told)).toEqual(['url.plain']);
  expect(told.code).toBe(4);
});

test('an address where nobody answers is found', async () => {
  const args = () => ['--url', `https://${NAME}`, '--at', `127.0.0.1:${stablePort()}`];
  const told = await instance.ask(startNginx, asShipped, { args });
  expect(ofProxy(told).sort()).toEqual(['reach.failed', 'tls.failed']);
});

const behindCdn =
  (header: string): Edit =>
  (text) =>
    text.replace('# WebSocket', `proxy_set_header ${header} 198.51.100.9;`);

test('a proxy that keeps the address of a CDN for itself is found', async () => {
  const told = await instance.ask(startNginx, behindCdn('CF-Connecting-IP'));
  expect(ofProxy(told)).toEqual(['address.cdn']);
  expect(told.checks.find(({ id }) => id === 'address.cdn')?.what).toContain('198.51.100.9');
});

test('a proxy that the server does not trust is found, with the setting that is missing', async () => {
  using other = tempDir();
  const none = await startBehind(other.path, { TRUSTED_PROXIES: 'none' });
  try {
    const told = await none.ask(startNginx, asShipped);
    expect(ofProxy(told).sort()).toEqual(['address.unbelieved', 'scheme.wrong']);
    const { fix = '' } = told.checks.find(({ id }) => id === 'address.unbelieved') ?? {};
    expect(fix).toStartWith('TRUSTED_PROXIES=127.0.0.1 in');
  } finally {
    await none.stop();
  }
});

const PERSON = '203.0.113.9';
/** nginx would write this for a person who comes by an edge at 192.0.2.50. */
const byEdge: Edit = (text) =>
  text.replace('$proxy_add_x_forwarded_for', `"${PERSON}, 192.0.2.50"`);

test('a CDN whose ranges are not named is found; once they are, people are themselves', async () => {
  const unnamed = await instance.ask(startNginx, byEdge);
  expect(ofProxy(unnamed)).toEqual(['address.unbelieved']);
  const { fix = '' } = unnamed.checks.find(({ id }) => id === 'address.unbelieved') ?? {};
  expect(fix).toStartWith('TRUSTED_PROXIES=127.0.0.1,192.0.2.50 in');
  using other = tempDir();
  const named = await startBehind(other.path, { TRUSTED_PROXIES: '127.0.0.1,192.0.2.0/24' });
  try {
    const told = await named.ask(startNginx, byEdge);
    expect(ofProxy(told)).toEqual([]);
    expect(told.checks.find(({ id }) => id === 'address.ok')?.what).toContain(PERSON);
  } finally {
    await named.stop();
  }
});

test('without a public address it says that it has looked at no proxy', async () => {
  const told = await instance.ask(startNginx, asShipped, { args: () => [] });
  expect(ofProxy(told)).toEqual(['url.unknown']);
});

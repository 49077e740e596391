import { afterAll, beforeAll, expect, test } from 'bun:test';
import { tempDir } from '../helpers/program.ts';
import { type Behind, ofProxy, type Start, startBehind } from './lib/behind.ts';
import { CADDY, type Fault, NGINX } from './lib/faults.ts';
import { startCaddy, startNginx } from './lib/proxy.ts';

const folder = tempDir();
let instance: Behind;
beforeAll(async () => {
  instance = await startBehind(folder.path);
});
afterAll(async () => {
  await instance.stop();
  folder[Symbol.dispose]();
});

test.each([
  ['nginx', startNginx],
  ['Caddy', startCaddy],
])('behind the example for %s nothing is wrong', async (_, start) => {
  const told = await instance.ask(start, (text) => text);
  expect([told.code, ofProxy(told)]).toEqual([0, []]);
  const ids = told.checks.map(({ id }) => id);
  for (const id of ['reach', 'tls', 'http2', 'address', 'socket', 'body', 'upload', 'cache'])
    expect(ids).toContain(`${id}.ok`);
});

const TABLE: [string, Fault, Start][] = [
  ...NGINX.map((fault): [string, Fault, Start] => [`nginx: ${fault.what}`, fault, startNginx]),
  ...CADDY.map((fault): [string, Fault, Start] => [`Caddy: ${fault.what}`, fault, startCaddy]),
];

test.each(TABLE)(
  '%s is found, with its fix, and nothing else',
  async (_, { edit, found }, start) => {
    const told = await instance.ask(start, edit);
    expect(ofProxy(told).sort()).toEqual([...found].sort());
    expect(told.code).toBe(told.faults.length > 0 ? 4 : 0);
  },
);

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { doctor, type Told } from '../cli/lib/doctor.ts';
import { startProgram, tempDir } from '../helpers/program.ts';
import { makeAuthority, NAME, type Pair } from './lib/certificates.ts';
import { CADDY, type Fault, NGINX } from './lib/faults.ts';
import { type Edit, type Front, startCaddy, startNginx } from './lib/proxy.ts';

const folder = tempDir();
const DATA_DIR = `${folder.path}/data`;
let server: Awaited<ReturnType<typeof startProgram>>;
let authority: Awaited<ReturnType<typeof makeAuthority>>;
let pair: Pair;

beforeAll(async () => {
  authority = await makeAuthority(folder.path);
  pair = await authority.issue(NAME, 80);
  server = await startProgram([], { DATA_DIR, TRUSTED_PROXIES: '127.0.0.1' });
});
afterAll(async () => {
  await server.stop();
  folder[Symbol.dispose]();
});

type Start = typeof startNginx;
type Around = { with?: Pair; env?: Record<string, string>; args?: (proxy: Front) => string[] };

async function behind(start: Start, edit: Edit, around: Around = {}): Promise<Told> {
  const target = Number(new URL(server.url).port);
  const proxy = await start({ folder: folder.path, target, pair: around.with ?? pair }, edit);
  try {
    const args = around.args?.(proxy) ?? ['--url', proxy.url, '--at', proxy.at, '--wait', '0'];
    return await doctor(args, { DATA_DIR, NODE_EXTRA_CA_CERTS: authority.cert, ...around.env });
  } finally {
    await proxy.stop();
  }
}

/** What this machine itself is warned of is another test's. */
const ofProxy = ({ faults, warnings }: Told): string[] =>
  [...faults, ...warnings].filter(
    (id) => !/^(clock|backup|space|data|cpu|entropy|port)\./.test(id),
  );

test.each([
  ['nginx', startNginx],
  ['Caddy', startCaddy],
])('behind the example for %s nothing is wrong', async (_, start) => {
  const told = await behind(start, (text) => text);
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
    const told = await behind(start, edit);
    expect(ofProxy(told).sort()).toEqual([...found].sort());
    expect(told.code).toBe(told.faults.length > 0 ? 4 : 0);
  },
);

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { TurnClient } from '../../server/turn/client.ts';
import { credentialOf } from '../../server/turn/credentials.ts';
import { connectByStream, connectByUdp, type Line } from '../../server/turn/lines.ts';
import { makeAuthority } from '../helpers/certificates.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { stablePort } from '../helpers/services/process.ts';
import { credentialNow, LOOPBACK, outcome, TURN_SECRET } from '../helpers/turn.ts';
import { until } from '../helpers/until.ts';

const dir = tempDir();
const [port, tlsPort] = [stablePort(), stablePort()];
const settings: Record<string, string> = {
  DATA_DIR: join(dir.path, 'data'),
  PUBLIC_URL: 'https://localhost',
  TURN: 'on',
  TURN_PORT: `${port}`,
  TURN_TLS_PORT: `${tlsPort}`,
  TURN_HOST: LOOPBACK,
  TURN_ADDRESS: LOOPBACK,
  TURN_SECRET,
};
const at = { address: LOOPBACK, port };
let server: Awaited<ReturnType<typeof startProgram>>;
let ca = '';
let token = '';

/** The certificate is not this address's. */
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${server.url}${path}`, {
    ...init,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    tls: { rejectUnauthorized: false },
  });

const clientOn = (line: Line, credential = credentialNow()): TurnClient =>
  new TurnClient(line, credential, randomBytes);

const allocates = async (line: Line, credential = credentialNow()) => {
  const client = clientOn(line, credential);
  return outcome(client.allocate()).finally(() => client.close());
};

const metric = async (name: string): Promise<number> => {
  const text = await (await ask('/metrics')).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
};

/** The relay among the processes that the server has started. */
async function relayPid(): Promise<number> {
  const children = await Bun.file(`/proc/${server.pid}/task/${server.pid}/children`).text();
  for (const pid of children.split(' ').filter(Boolean)) {
    const line = await Bun.file(`/proc/${pid}/cmdline`).text();
    if (line.split('\0').includes('turn')) return Number(pid);
  }
  return 0;
}

beforeAll(async () => {
  const authority = await makeAuthority(dir.path);
  const pair = await authority.issue('localhost', 30);
  ca = await Bun.file(authority.cert).text();
  Object.assign(settings, {
    TLS_CERT: pair.cert,
    TLS_KEY: pair.key,
    NODE_EXTRA_CA_CERTS: authority.cert,
  });
  server = await startProgram([], settings);
  const body = JSON.stringify({ username: 'sara', password: 'گذرواژهٔ دراز ۱۲' });
  token = (await (await ask('/api/auth/register', { method: 'POST', body })).json()).token;
  await until(() => metric('payambar_turn_up'), 1);
});

afterAll(async () => {
  await server?.stop();
  dir[Symbol.dispose]();
});

test('a signed-in person gets the relay and a credential that it takes; a stranger gets nothing', async () => {
  const told = await (await ask('/api/calls/servers')).json();
  const [{ urls, username, credential }] = told.servers;
  expect(urls).toEqual([
    `turn:localhost:${port}?transport=udp`,
    `turn:localhost:${port}?transport=tcp`,
    `turns:localhost:${tlsPort}?transport=tcp`,
  ]);
  expect(credential).toBe(credentialOf(TURN_SECRET, username).credential);
  expect(Number(username.split(':')[0]) * 1000).toBeGreaterThan(Date.now());
  expect(await allocates(await connectByUdp(at), { username, credential })).toBe('done');
  const stranger = await fetch(`${server.url}/api/calls/servers`, {
    tls: { rejectUnauthorized: false },
  });
  expect(stranger.status).toBe(401);
});

test('TCP, and TLS by the certificate of the server', async () => {
  expect(await allocates(await connectByStream(at, ''))).toBe('done');
  const secure = { address: LOOPBACK, port: tlsPort };
  expect(await allocates(await connectByStream(secure, 'localhost', ca))).toBe('done');
  const refused = connectByStream(secure, 'another.example.com', ca).then(
    () => 'taken',
    () => 'refused',
  );
  expect(await refused).toBe('refused');
});

test('doctor takes a relay port by each way, and says what refuses', async () => {
  const look = async (env: Record<string, string>) => {
    const { out } = await runProgram(['doctor', '--json', '--wait', '0'], env);
    const { checks } = JSON.parse(out) as { checks: { id: string; facts: { url: string } }[] };
    return checks
      .filter(({ id }) => id.startsWith('turn.') && id !== 'turn.buffer')
      .map(({ id, facts }) => `${id} ${facts.url}`);
  };
  expect(await look(settings)).toEqual([
    `turn.ok turn:localhost:${port}?transport=udp`,
    `turn.ok turn:localhost:${port}?transport=tcp`,
    `turn.ok turns:localhost:${tlsPort}?transport=tcp`,
  ]);
  const { NODE_EXTRA_CA_CERTS: _, ...untrusted } = settings;
  expect((await look(untrusted)).at(-1)).toBe(
    `turn.silent turns:localhost:${tlsPort}?transport=tcp`,
  );
});

test('a relay that was killed is started again, and one that goes with its server stays away', async () => {
  const first = await relayPid();
  expect(first).toBeGreaterThan(0);
  process.kill(first, 'SIGKILL');
  await until(
    async () => [await metric('payambar_turn_up'), await metric('payambar_turn_restarts_total')],
    [1, 1],
  );
  expect(await allocates(await connectByUdp(at))).toBe('done');
  const second = await relayPid();
  expect(second).not.toBe(first);
  await server.stop('SIGKILL');
  await until(() => Bun.file(`/proc/${second}/cmdline`).exists(), false);
});

test('coturn in its place: its configuration is printed, and without a shared secret nothing starts', async () => {
  const coturn = { ...settings, TURN: 'coturn', TURN_ALLOW_PEERS: '' };
  const { out, code } = await runProgram(['turn', '--coturn'], coturn);
  expect(code).toBe(0);
  for (const line of ['use-auth-secret', `static-auth-secret=${TURN_SECRET}`, 'no-cli'])
    expect(out.split('\n')).toContain(line);
  const refused = await runProgram([], { ...coturn, TURN_SECRET: '' });
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('TURN_SECRET');
});

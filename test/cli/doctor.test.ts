/** Tries faults of the machine, the data and the server; those of proxies are in test/deploy. */
import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { chmodSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPort } from '../../server/cli/doctor/checks/process.ts';
import type { FindingId } from '../../server/cli/doctor/finding.ts';
import { MAIN, runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { doctor } from './lib/doctor.ts';

type Env = Record<string, string>;
type Instance = { dataDir: string; program: Awaited<ReturnType<typeof startProgram>> };

/** Returns what the doctor says of a running server with data after `spoil`. */
async function examineRunning(spoil: (instance: Instance) => void | Promise<void>, env: Env = {}) {
  using folder = tempDir();
  const dataDir = join(folder.path, 'data');
  const program = await startProgram([], { DATA_DIR: dataDir, ...env });
  try {
    await spoil({ dataDir, program });
    return await doctor([], { DATA_DIR: dataDir });
  } finally {
    await program.stop();
  }
}

/** Leaves out faults of the machine that the tests run on, which is not known. */
const leaveOutMachine = (ids: string[]) =>
  ids.filter((id) => !/^(clock\.unsynced|space\.tight)$/.test(id));

test('of a server as it should be it finds no fault, and changes nothing', async () => {
  const told = await examineRunning(() => {}, { HOST: '127.0.0.1' });
  expect([told.code, told.faults, leaveOutMachine(told.warnings)]).toEqual([
    0,
    [],
    ['backup.none', 'url.unknown'],
  ]);
  const ids = told.checks.map(({ id }) => id);
  for (const id of ['data.ok', 'server.ok', 'port.ok', 'descriptors.ok', 'version.ok', 'cpu.ok'])
    expect(ids).toContain(id);
});

const DAY_MS = 86_400_000;
function backupOf(dataDir: string, days: number): void {
  const at = new Date(Date.now() - days * DAY_MS).toISOString();
  const stamp = at.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  mkdirSync(join(dataDir, 'backups'), { recursive: true, mode: 0o700 });
  writeFileSync(join(dataDir, `backups/payambar-${stamp}.tar.zst`), '');
}

const FAULTS: [what: string, id: string, spoil: (instance: Instance) => void, env: Env][] = [
  [
    'a data folder that others can read',
    'data.open',
    ({ dataDir }) => chmodSync(dataDir, 0o755),
    {},
  ],
  [
    'a clock that was set back',
    'clock.behind',
    ({ dataDir }) => utimesSync(join(dataDir, 'secret'), Date.now(), Date.now() / 1000 + 7200),
    {},
  ],
  ['backups that nobody makes any more', 'backup.old', ({ dataDir }) => backupOf(dataDir, 40), {}],
  [
    'backups that fail',
    'backup.late',
    ({ dataDir }) => backupOf(dataDir, 3),
    { BACKUP_EVERY: '24h', BACKUP_RECIPIENT: 'age1qqqqqqqqqqqqqqqqqqqqqqqq' },
  ],
];

test.each(FAULTS)('%s is found: %s', async (_, id, spoil, env) => {
  const told = await examineRunning(spoil, env);
  expect([told.faults, told.code]).toEqual([[id], 4]);
});

const PORTS: [host: string, tlsCert: string, contained: boolean, id: FindingId][] = [
  ['0.0.0.0', '', false, 'port.open'],
  ['::', '', false, 'port.open'],
  ['0.0.0.0', '', true, 'port.ok'],
  ['0.0.0.0', '/etc/cert.pem', false, 'port.ok'],
  ['127.0.0.1', '', false, 'port.ok'],
];
test.each(PORTS)(
  'listening on %p, certificate %p, in a container %p: %s',
  (host, tlsCert, contained, id) => {
    expect(checkPort('http://localhost:8080', { host, tlsCert }, contained).id).toBe(id);
  },
);

test('another version that still runs is warned of', async () => {
  const told = await examineRunning(({ dataDir }) => {
    const file = join(dataDir, 'running.json');
    const note = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...note, version: '0.0.1' }));
  });
  expect(told.warnings).toContain('version.restart');
});

test('a server that may open few files is found', async () => {
  using folder = tempDir();
  const env = { DATA_DIR: join(folder.path, 'data'), PORT: '0', HOST: '127.0.0.1' };
  const command = `ulimit -n 256; exec "${process.execPath}" --no-env-file "${MAIN}"`;
  const child = Bun.spawn(['sh', '-c', command], {
    env: { PATH: process.env.PATH ?? '', LOG_FORMAT: 'json', ...env },
    stdout: 'pipe',
  });
  const reader = child.stdout.getReader();
  for (let said = ''; !said.includes('"listening"'); )
    said += new TextDecoder().decode((await reader.read()).value);
  const told = await doctor([], env);
  child.kill();
  await child.exited;
  expect(told.faults).toEqual(['descriptors.few']);
});

/** Returns what the doctor says of data that a server has left, while none runs. */
async function examineStopped(spoil: (dataDir: string) => void, env: Env = {}) {
  using folder = tempDir();
  const dataDir = join(folder.path, 'data');
  await (await startProgram([], { DATA_DIR: dataDir })).stop();
  spoil(dataDir);
  return await doctor([], { DATA_DIR: dataDir, ...env });
}

test('a server that does not run is found, and who holds its port', async () => {
  using other = Bun.serve({ port: 0, fetch: () => new Response('not Payambar') });
  const port = `${other.port}`;
  const told = await examineStopped(() => {}, { PORT: port });
  expect([told.faults, told.code]).toEqual([['server.stopped', 'port.taken'], 4]);
  const taken = told.checks.find(({ id }) => id === 'port.taken');
  expect(taken?.what).toContain(`Port ${port} is held by`);
  expect(taken?.what).toContain(`(pid ${process.pid})`);
});

test('data of a newer version is found', async () => {
  const told = await examineStopped((dataDir) => {
    const database = new Database(join(dataDir, 'payambar.db'));
    database.run('PRAGMA user_version = 99');
    database.close();
  });
  expect(told.faults).toEqual(['version.newer', 'server.stopped']);
});

test('a wrong address for push services is found', async () => {
  const told = await examineStopped(() => {}, { VAPID_SUBJECT: 'admin@example.com' });
  expect(told.faults).toEqual(['push.subject', 'server.stopped']);
  const right = await examineStopped(() => {}, { VAPID_SUBJECT: 'mailto:admin@example.com' });
  expect(right.faults).toEqual(['server.stopped']);
});

test('a folder without data is found', async () => {
  using folder = tempDir();
  const told = await doctor([], { DATA_DIR: folder.path });
  expect(told.faults).toEqual(['data.missing', 'server.stopped']);
});

test('a full disk is found, and one that is only memory', async () => {
  using folder = tempDir();
  const data = join(folder.path, 'data');
  await (await startProgram([], { DATA_DIR: data })).stop();
  const disk = join(folder.path, 'disk');
  mkdirSync(disk);
  // The line sees a disk of 8 MiB that no other process sees.
  const line =
    'mount -t tmpfs -o size=8m,mode=700 tmpfs "$DATA_DIR" && cp "$FROM"/* "$DATA_DIR" && exec $RUN doctor --json';
  const child = Bun.spawn(['unshare', '--map-root-user', '--mount', 'sh', '-c', line], {
    env: {
      PATH: process.env.PATH ?? '',
      DATA_DIR: disk,
      FROM: data,
      RUN: `${process.execPath} --no-env-file ${MAIN}`,
    },
    stdout: 'pipe',
  });
  const { checks } = JSON.parse(await new Response(child.stdout).text());
  const faults = checks.filter((one: { level: string }) => one.level === 'fault');
  expect(faults.map(({ id }: { id: string }) => id)).toEqual([
    'data.memory',
    'space.low',
    'server.stopped',
  ]);
  expect(await child.exited).toBe(4);
});

test.each([
  [['--url', 'chat.example.com'], '--url chat.example.com'],
  [['--wait', 'long'], '--wait long'],
])('%j is refused with one sentence', async (args, named) => {
  const { code, out, err } = await runProgram(['doctor', ...args], { DATA_DIR: tmpdir() });
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(named);
});

test('for people it is lines in their language, each fault with its fix below', async () => {
  using folder = tempDir();
  const env = { DATA_DIR: folder.path };
  const english = await runProgram(['doctor'], env);
  const persian = await runProgram(['doctor'], { ...env, LANG: 'fa_IR.UTF-8' });
  expect([english.code, persian.code]).toEqual([4, 4]);
  expect(english.out).toMatch(/^FAULT {4}There is no data in .+\n {9}→ Name the folder/);
  expect(english.out).toEndWith('Faults: 2, warnings: 1.\n');
  expect(persian.out).toContain('داده‌ای نیست');
  expect(persian.out).toEndWith('۲ خرابی، ۱ هشدار.\n');
});

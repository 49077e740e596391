import { afterAll, expect, test } from 'bun:test';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openInstance, send, textsIn } from '../backup/instance.ts';
import { answerOf } from '../helpers/caller.ts';
import { type Ended, PROGRAM, runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';

const folder = tempDir();
afterAll(() => folder[Symbol.dispose]());

let made = 0;
function freshDir(): string {
  const path = join(folder.path, `data ${made++}`);
  mkdirSync(path, { mode: 0o700 });
  return path;
}

const start = (DATA_DIR: string, env: Record<string, string> = {}): Promise<Ended> =>
  runProgram([], { DATA_DIR, HOST: '127.0.0.1', PORT: '0', ...env });

/** Makes data of a server with one message that has stopped. */
async function makeData(): Promise<string> {
  const dataDir = freshDir();
  const instance = await openInstance(dataDir);
  await send(instance, 'سلام');
  await instance.program.stop();
  return dataDir;
}

/** Expects one line on standard error and no stack; `runProgram` ends, so nothing goes on listening. */
function expectSentence({ code, err }: Ended, sentence: RegExp): void {
  expect([code, err.trimEnd().split('\n').length]).toEqual([1, 1]);
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/\bat .+:\d+:\d+|Error:/);
}

test.each(['running.json', 'control.sock'])(
  'a start that fails after it listens, at %s, ends with a sentence, and the port is closed',
  async (name) => {
    const dataDir = freshDir();
    // A folder with something in it lies in the place of the file.
    mkdirSync(join(dataDir, name));
    writeFileSync(join(dataDir, name, 'x'), '');
    expectSentence(await start(dataDir), new RegExp(name.replace('.', '\\.')));
    rmSync(join(dataDir, name), { recursive: true });
    const program = await startProgram([], { DATA_DIR: dataDir });
    expect((await answerOf(program.url, 'GET', '/health')).status).toBe(200);
    expect(await program.stop()).toBe(0);
  },
);

test('a folder of backups that cannot be read is a backup that failed, and no more', async () => {
  const dataDir = freshDir();
  const backupDir = join(folder.path, 'no folder');
  writeFileSync(backupDir, 'a file');
  const env = { DATA_DIR: dataDir, BACKUP_EVERY: '1h', BACKUP_DIR: backupDir };
  const program = await startProgram([], env);
  await until(() => answerOf(program.url, 'GET', '/health').then(({ status }) => status), 200);
  expect(await program.stop()).toBe(0);
  expect(program.lines.map(({ event }) => event)).toContain('backup failed');
});

test.each([
  ['empty', (path: string) => truncateSync(path, 0), /is empty \(0 bytes\)/],
  [
    'gone while its log is there',
    (path: string) => {
      rmSync(path);
      writeFileSync(`${path}-wal`, 'frames');
    },
    /is not there, but its log/,
  ],
  [
    'gone while files are there',
    (path: string) => {
      rmSync(path);
      mkdirSync(join(path, '../files/ab'), { recursive: true });
    },
    /is not there, but files that people have sent/,
  ],
])('a database that is %s is refused, and nothing is put in its place', async (_, harm, said) => {
  const dataDir = await makeData();
  harm(join(dataDir, 'payambar.db'));
  const before = footprint(dataDir);
  expectSentence(await start(dataDir), said);
  expect(footprint(dataDir)).toEqual(before);
});

const footprint = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => name.startsWith('payambar.db') && !name.endsWith('.lock'))
    .map((name) => `${name} ${statSync(join(dir, name)).size}`)
    .sort();

test('a first start that was killed while it made the database begins anew', async () => {
  const dataDir = freshDir();
  writeFileSync(join(dataDir, 'payambar.db.new'), 'half');
  const program = await startProgram([], { DATA_DIR: dataDir });
  expect(await program.stop()).toBe(0);
  expect(readdirSync(dataDir)).not.toContain('payambar.db.new');
});

/** Root may write anywhere, so as root the program runs as `nobody`. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
async function startAsOwner(dataDir: string): Promise<Ended> {
  const as = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  if (isRoot) {
    chmodSync(folder.path, 0o755);
    chownSync(dataDir, NOBODY, NOBODY);
    for (const name of readdirSync(dataDir)) chownSync(join(dataDir, name), NOBODY, NOBODY);
  }
  const child = Bun.spawn([...(isRoot ? as : []), ...PROGRAM], {
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', DATA_DIR: dataDir, PORT: '0' },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { code: await child.exited, out, err };
}

test.each(['payambar.db', 'payambar.db.lock', 'secret'])(
  '%s that the server may not write or read is named by a sentence, before anybody is let in',
  async (name) => {
    const dataDir = await makeData();
    chmodSync(join(dataDir, name), name === 'secret' ? 0o000 : 0o444);
    const ended = await startAsOwner(dataDir);
    expectSentence(ended, new RegExp(`/${name} `));
    expect(ended.out).not.toContain('listening');
  },
);

test('a secret that was cut off is refused, and not replaced without a word', async () => {
  const dataDir = await makeData();
  writeFileSync(join(dataDir, 'secret'), 'short\n');
  expectSentence(await start(dataDir), /secret is shorter than 32 characters/);
  expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe('short\n');
});

test('whoever reads the first lines of the log and goes leaves a server that goes on', async () => {
  const dataDir = freshDir();
  const child = Bun.spawn([...PROGRAM], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0' },
    stdout: 'pipe',
    stderr: 'ignore',
  });
  const reader = child.stdout.getReader();
  let heard = '';
  while (!/listening/.test(heard)) heard += new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  const note = () => JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8'));
  const { url } = await until(note, ({ url }) => url !== undefined);
  for (let n = 0; n < 3; n++) {
    // Each signal writes a line.
    child.kill('SIGUSR2');
    expect((await answerOf(url, 'GET', '/health')).status).toBe(200);
  }
  child.kill();
  expect(await child.exited).toBe(0);
});

test('signals that mean something else, and a closed terminal, do not end the server', async () => {
  const program = await startProgram([], { DATA_DIR: freshDir() });
  const signals = ['SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;
  for (const signal of signals) process.kill(program.pid, signal);
  expect((await answerOf(program.url, 'GET', '/health')).status).toBe(200);
  expect(await program.stop()).toBe(0);
  const heard = program.lines.filter(({ event }) => event === 'signal');
  expect(heard.map(({ signal }) => String(signal)).sort()).toEqual([...signals]);
});

test('a database that is taken away acknowledges nothing more, and says so; brought back, it goes on', async () => {
  const dataDir = freshDir();
  const instance = await openInstance(dataDir);
  await send(instance, 'پیش از آن');
  const [path, elsewhere] = [join(dataDir, 'payambar.db'), join(folder.path, 'elsewhere.db')];
  const sent = () =>
    instance.sara.post(`/api/chats/${instance.chatId}/messages`, {
      clientId: Bun.randomUUIDv7(),
      text: 'گم نمی‌شود',
    });
  const health = async () => (await answerOf(instance.program.url, 'GET', '/health')).body.status;
  renameSync(path, elsewhere);
  expect((await sent()).status).toBe(503);
  expect(await health()).toBe('failed');
  // Another file in its place is not the database.
  writeFileSync(path, 'another');
  expect((await sent()).status).toBe(503);
  renameSync(elsewhere, path);
  expect((await sent()).status).toBe(201);
  expect(await health()).toBe('ok');
  await instance.program.stop();
  const events = instance.program.lines.map(({ event }) => event);
  expect(events).toEqual(expect.arrayContaining(['data gone', 'data back']));
  expect(textsIn(dataDir).sort()).toEqual(['پیش از آن', 'گم نمی‌شود'].sort());
});

test('a server whose data was replaced leaves alone what lies there when it ends', async () => {
  const dataDir = await makeData();
  const program = await startProgram([], { DATA_DIR: dataDir });
  renameSync(join(dataDir, 'payambar.db'), join(folder.path, 'old.db'));
  const others = ['payambar.db', 'payambar.db-wal'].map((name) => join(dataDir, name));
  for (const path of others) {
    rmSync(path, { force: true });
    writeFileSync(path, 'of another');
  }
  await program.stop();
  for (const path of others)
    expect(existsSync(path) && readFileSync(path, 'utf8')).toBe('of another');
});

test('a second server finds the first also when its lock was deleted', async () => {
  const dataDir = freshDir();
  const program = await startProgram([], { DATA_DIR: dataDir });
  rmSync(join(dataDir, 'payambar.db.lock'));
  expectSentence(await start(dataDir), /in use by another Payambar/);
  expect(await program.stop()).toBe(0);
});

import { expect, test } from 'bun:test';
import { chownSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM, runProgram, startProgram, tempDir } from '../../helpers/program.ts';

/** The service runs as this user; any that is not root. */
const OWNER = 65_534;

test('a command of root’s leaves no file of root’s in the data of somebody else', async () => {
  using folder = tempDir();
  const dataDir = join(folder.path, 'data');
  const env = { DATA_DIR: dataDir };
  await (await startProgram([], env)).stop();
  for (const name of ['.', ...readdirSync(dataDir)]) chownSync(join(dataDir, name), OWNER, OWNER);
  chownSync(folder.path, OWNER, OWNER);
  const made = await runProgram(['user', 'create', 'sara', '--json'], env);
  expect([made.code, made.err]).toEqual([0, '']);
  const owners = readdirSync(dataDir).map((name) => statSync(join(dataDir, name)).uid);
  expect(new Set(owners)).toEqual(new Set([OWNER]));
  const { out } = await runProgram(['user', 'list', '--json'], env);
  expect(JSON.parse(out).accounts).toHaveLength(1);
});

test.each(['status', 'doctor', 'backup', 'verify', 'user list', 'serve'])(
  'who may not look into the data is told so by %s, and not that nothing is there',
  async (line) => {
    using folder = tempDir();
    const as = ['setpriv', '--reuid', `${OWNER}`, '--regid', `${OWNER}`, '--clear-groups'];
    const child = Bun.spawn([...as, ...PROGRAM, ...line.split(' '), '--data-dir', folder.path], {
      env: { PATH: process.env.PATH ?? '', HOME: folder.path, LANG: 'C' },
      stdout: 'pipe',
      stderr: 'pipe',
    });
    const err = await Bun.readableStreamToText(child.stderr);
    expect([await child.exited, await Bun.readableStreamToText(child.stdout)]).toEqual([1, '']);
    expect(err).toContain(folder.path);
    expect(err).toMatch(/^(Only the owner of|The data folder \S+ is somebody else's\.) .+\n$/);
  },
);

/** Runs a program of root's that has less than root's rights, as in a container or a unit of one's own. */
async function asRootWithout(rights: string, line: string, dataDir: string, LANG = 'C') {
  const less = ['setpriv', `--bounding-set=${rights}`, `--inh-caps=${rights}`];
  const child = Bun.spawn([...less, ...PROGRAM, ...line.split(' '), '--data-dir', dataDir], {
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), LANG, PORT: '0', HOST: '127.0.0.1' },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const err = await Bun.readableStreamToText(child.stderr);
  return { code: await child.exited, err };
}

test.each(['-setuid,-setgid', '-setuid', '-setgid'])(
  'root with %s, who may become nobody, is told what to do by every command, and leaves nothing',
  async (rights) => {
    using folder = tempDir();
    const dataDir = join(folder.path, 'data');
    mkdirSync(dataDir);
    chownSync(dataDir, OWNER, OWNER);
    for (const line of ['status', 'doctor', 'backup', 'verify', 'user list', 'serve']) {
      const { code, err } = await asRootWithout(rights, line, dataDir);
      expect([line, code, err.split('\n').length]).toEqual([line, 1, 2]);
      expect(err).toContain(`${dataDir} belongs to user ${OWNER}`);
      expect(err).toContain(`--user ${OWNER}:${OWNER}`);
    }
    expect((await asRootWithout(rights, 'serve', dataDir, 'fa_IR.UTF-8')).err).toContain('کانتینر');
    expect(readdirSync(dataDir)).toEqual([]);
  },
);

test('data that is root’s own needs nobody else, however few rights root has', async () => {
  using folder = tempDir();
  await (await startProgram([], { DATA_DIR: folder.path })).stop();
  const { code, err } = await asRootWithout('-setuid,-setgid', 'user list', folder.path);
  expect([code, err]).toEqual([0, '']);
});

test('root’s own data in somebody’s folder is not touched, and the sentence says whose it must be', async () => {
  using folder = tempDir();
  const dataDir = join(folder.path, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  chownSync(folder.path, OWNER, OWNER);
  const { code, err } = await runProgram(['serve'], { DATA_DIR: dataDir });
  expect([code, err]).toEqual([1, expect.stringContaining(`chown -R ${OWNER}:${OWNER}`)]);
  expect(readdirSync(dataDir)).toEqual([]);
});

test('a low port that root asks for on somebody’s data is refused with what to do', async () => {
  using folder = tempDir();
  chownSync(folder.path, OWNER, OWNER);
  const { code, err } = await runProgram(['serve', '--port', '81', '--host', '127.0.0.1'], {
    DATA_DIR: folder.path,
  });
  expect(code).toBe(1);
  expect(err).toContain('Port 81 is not open to the owner of the data folder');
  expect(err).toContain('--port');
  // The premise: nothing but the right to it was missing.
  using own = tempDir();
  const program = await startProgram([], { DATA_DIR: own.path, PORT: '81' });
  expect(program.url).toEndWith(':81');
  await program.stop();
});

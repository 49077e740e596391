import { expect, test } from 'bun:test';
import { chownSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM, runProgram, startProgram, tempDir } from '../../helpers/program.ts';

/** Of whoever runs the service; any that is not root. */
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

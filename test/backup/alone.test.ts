import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawn, tempDir } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';
import { addFile, backUp, openInstance, payambar, send, spawnBackup } from './instance.ts';

/** So much takes a moment to write: long enough to be interrupted. */
const MANY_BYTES = 48 << 20;
const folder = tempDir();
const dataDir = join(folder.path, 'data');

beforeAll(async () => {
  const instance = await openInstance(dataDir);
  await send(instance, 'سلام');
  addFile(
    instance,
    new Uint8Array(MANY_BYTES).map((_, index) => (index * 2_654_435_761) >>> 13),
  );
  await instance.program.stop();
});
afterAll(() => folder[Symbol.dispose]());

/** The check has no pause: what is to be caught in its middle does not wait. */
const AT_ONCE = { everyMs: 2 };

/** Starts a backup and stops it (SIGSTOP) while it writes. */
async function halfWay(output: string) {
  const child = spawnBackup(dataDir, output);
  await until(
    () => readdirSync(output, { recursive: true, encoding: 'utf8' }),
    (names) => names.some((name) => name.endsWith('.zst')),
    AT_ONCE,
  );
  child.kill('SIGSTOP');
  return child;
}

const outputAt = async (name: string): Promise<string> => {
  const output = join(folder.path, name);
  await Bun.write(join(output, 'mine.txt'), 'not a backup');
  return output;
};

test('killed in the middle it leaves no backup, only a folder that the next run takes away', async () => {
  const output = await outputAt('killed');
  const child = await halfWay(output);
  child.kill('SIGKILL');
  await child.exited;
  const left = readdirSync(output).filter((name) => name !== 'mine.txt');
  expect(left).toEqual([expect.stringMatching(/^\.payambar-backup-.+\.tmp$/)]);
  const made = await backUp(dataDir, '--output', output);
  expect(made.code).toBe(0);
  expect(readdirSync(output).sort()).toEqual(
    ['mine.txt', made.file.slice(output.length + 1)].sort(),
  );
  expect(existsSync(join(dataDir, 'backup.tmp'))).toBe(false);
  expect((await payambar(['verify', made.file], dataDir)).code).toBe(0);
});

test('a second backup of the same data is refused, and the first is none the worse', async () => {
  const output = await outputAt('two');
  const first = await halfWay(output);
  const second = await payambar(['backup', '--output', output], dataDir);
  expect([second.code, second.out]).toEqual([5, '']);
  expect(second.err).toStartWith('Another backup of this data is being made.');
  first.kill('SIGCONT');
  expect(await first.exited).toBe(0);
});

test('a signal to end makes it tidy up', async () => {
  const output = await outputAt('ended');
  const child = await halfWay(output);
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  expect(await child.exited).not.toBe(0);
  expect(readdirSync(output)).toEqual(['mine.txt']);
  expect(existsSync(join(dataDir, 'backup.tmp'))).toBe(false);
});

test('a restore that is killed has changed nothing, and the next one goes through', async () => {
  const output = await outputAt('kept');
  const { file } = await backUp(dataDir, '--output', output);
  const target = join(folder.path, 'target');
  await Bun.write(join(target, 'payambar.db'), 'the old data');
  const child = spawn(['restore', file, '--replace'], { DATA_DIR: target }, folder.path);
  const ready = join(target, '.restore.tmp/payambar.db');
  await until(() => existsSync(ready), true, AT_ONCE);
  child.kill('SIGKILL');
  await child.exited;
  expect(await Bun.file(join(target, 'payambar.db')).text()).toBe('the old data');
  expect((await payambar(['restore', file, '--replace'], target)).code).toBe(0);
  expect(existsSync(ready)).toBe(false);
  expect((await payambar(['verify'], target)).code).toBe(0);
});

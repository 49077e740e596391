import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM, tempDir } from '../helpers/program.ts';
import { addFile, backUp, openInstance } from './instance.ts';

const folder = tempDir();
const at = (name: string) => join(folder.path, name);
const whole = at('whole.tar.zst');
const NO_SPACE = 'not enough space on the disk';

beforeAll(async () => {
  const instance = await openInstance(at('data'));
  addFile(instance, crypto.getRandomValues(new Uint8Array(65_536)));
  // The file is longer than what random bytes give at once.
  addFile(
    instance,
    new Uint8Array(16 << 20).map((_, index) => (index * 2_654_435_761) >>> 13),
  );
  await instance.program.stop();
  await backUp(at('data'), '--output', whole);
  mkdirSync(at('disk'));
});
afterAll(() => folder[Symbol.dispose]());

/** Runs a shell line that finds the program in $RUN, and its places in $DISK, $OUT and $WHOLE. */
async function shell(...command: string[]) {
  const child = Bun.spawn(command, {
    env: {
      PATH: process.env.PATH ?? '',
      LANG: 'C.UTF-8',
      DATA_DIR: at('data'),
      RUN: PROGRAM.join(' '),
      DISK: at('disk'),
      OUT: at('out'),
      WHOLE: whole,
    },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const texts = [new Response(child.stdout).text(), new Response(child.stderr).text()];
  const [out = '', err = ''] = await Promise.all(texts);
  return { code: await child.exited, out: out.trim(), err };
}

/** Runs a line on a disk of 8 MiB that no other process sees; prints what is left on it. */
const onSmallDisk = (line: string) =>
  shell(
    ...['unshare', '--map-root-user', '--mount', 'sh', '-c'],
    `mount -t tmpfs -o size=8m tmpfs "$DISK" || exit 99; ${line}; code=$?; ls -A "$DISK"; exit $code`,
  );

test.each([
  ['backup', '$RUN backup --output "$DISK/"'],
  ['restore', '$RUN restore "$WHOLE" --data-dir "$DISK/new"'],
])('a %s that would fill the disk is not begun', async (_, line) => {
  const { code, out, err } = await onSmallDisk(line);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(NO_SPACE);
});

test.each([
  ['backup', '$RUN backup --output "$OUT/"'],
  ['restore', '$RUN restore "$WHOLE" --data-dir "$OUT/new"'],
])('a %s whose writing fails half way leaves nothing', async (_, line) => {
  mkdirSync(at('out'), { recursive: true });
  // The system refuses to write, as on a disk that others fill meanwhile. The limit is in blocks of 512 bytes.
  const { code, out, err } = await shell('sh', '-c', `ulimit -f 2048; ${line}`);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(NO_SPACE);
  expect(readdirSync(at('out'))).toEqual([]);
  expect(existsSync(join(at('data'), 'backup.tmp'))).toBe(false);
});

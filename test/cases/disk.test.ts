import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openInstance, send } from '../backup/instance.ts';
import { PROGRAM, tempDir } from '../helpers/program.ts';

const folder = tempDir();
const at = (name: string): string => join(folder.path, name);
beforeAll(async () => {
  const instance = await openInstance(at('data'));
  await send(instance, 'سلام');
  await instance.program.stop();
  mkdirSync(at('disk'));
});
afterAll(() => folder[Symbol.dispose]());

/** Runs a line on a disk of 8 MiB that no other process sees, with a copy of the data on it. */
async function onDisk(line: string) {
  const mount = 'mount -t tmpfs -o size=8m tmpfs "$DISK" && cp -a "$DATA/." "$DISK" || exit 99';
  const child = Bun.spawn(
    ['unshare', '--map-root-user', '--mount', 'sh', '-c', `${mount}; ${WAIT}; ${line}`],
    {
      env: {
        ...{ PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', HOST: '127.0.0.1', PORT: '0' },
        ...{ RUN: PROGRAM.join(' '), DISK: at('disk'), DATA: at('data'), DATA_DIR: at('disk') },
        ...{ OUT: at('out'), LOG_FORMAT: 'json' },
      },
      stdout: 'pipe',
      stderr: 'pipe',
    },
  );
  const texts = [new Response(child.stdout).text(), new Response(child.stderr).text()];
  const [out = '', err = ''] = await Promise.all(texts);
  return { code: await child.exited, out, err };
}

/** The line waits until the server listens, or has ended. */
const WAIT =
  'listens() { until grep -q listening "$OUT" || ! kill -0 $1 2>/dev/null; do sleep 0.05; done; }';
/** Each of these ends with 98 when something can still be written there. */
const NO_MORE = '{ echo more >"$DISK/more"; } 2>/dev/null && exit 98';
const FULL = `dd if=/dev/zero of="$DISK/fill" bs=4096 2>/dev/null; ${NO_MORE}`;
const READ_ONLY = `mount -o remount,ro "$DISK"; ${NO_MORE}`;
/**
 * A disk with files that are open to be written cannot be made read-only; a second mount of it can, and lies over the
 * first.
 */
const READ_ONLY_OVER = `mount --bind "$DISK" "$DISK"; mount -o remount,bind,ro "$DISK"; ${NO_MORE}`;

test.each([
  ['full', FULL, /no room left|fails, or has no room/],
  ['read-only', READ_ONLY, /read-only/],
])('a start on a %s disk ends with one sentence and no stack', async (_, harm, said) => {
  const { code, out, err } = await onDisk(`${harm}; exec $RUN`);
  expect([code, err.trimEnd().split('\n').length]).toEqual([1, 1]);
  expect(err).toMatch(said);
  expect(out).not.toContain('listening');
});

test.each([
  ['that has become full', FULL],
  ['that has become read-only', READ_ONLY_OVER],
])('a stop on a disk %s ends in order', async (_, harm) => {
  const { code, out } = await onDisk(
    `$RUN >"$OUT" 2>/dev/null & pid=$!; listens $pid; ${harm}; kill -TERM $pid; wait $pid; code=$?; cat "$OUT"; exit $code`,
  );
  expect(out).toContain('listening');
  expect(out).not.toContain('"event":"uncaught"');
  expect([code, out.includes('"event":"stopped"')]).toEqual([0, true]);
});

test('verify reads data on a read-only disk', async () => {
  const { code, out, err } = await onDisk(`${READ_ONLY}; $RUN verify --json`);
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ sound: true, counts: { messages: 1 } });
  expect(existsSync(at('disk/payambar.db'))).toBe(false);
});

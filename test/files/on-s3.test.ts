import { expect, test } from 'bun:test';
import { join } from 'node:path';

/** What people do with files is the same wherever these lie: the tests of the disk once more, on a bucket. */
const FILES = ['avatars', 'bad-input', 'messages', 'quotas', 'shared', 'strangers', 'thumbs'].map(
  (name) => `./test/files/${name}.test.ts`,
);
const MORE = ['./test/files/tus.test.ts', './test/files/tus-client.test.ts'];
const EXPORT = './test/instance/export.test.ts';

test('everything that the tests of files say holds on S3', async () => {
  const child = Bun.spawn(
    [process.execPath, 'test', '--isolate', '--timeout', '60000', ...FILES, ...MORE, EXPORT],
    {
      cwd: join(import.meta.dir, '../..'),
      env: { ...process.env, FILES_ON: 's3' },
      stdout: 'pipe',
      stderr: 'pipe',
    },
  );
  const told = await new Response(child.stderr).text();
  expect([await child.exited, told.match(/^\(fail\).*/gm)]).toEqual([0, null]);
  expect(Number(/(\d+) pass/.exec(told)?.[1])).toBeGreaterThan(60);
}, 300_000);

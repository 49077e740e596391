import { expect, test } from 'bun:test';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { openInstance, send, textsIn } from './instance.ts';

test('after a restore that was killed between its renames the server does not begin an empty instance', async () => {
  using folder = tempDir();
  const dataDir = join(folder.path, 'data');
  const instance = await openInstance(dataDir);
  await send(instance, 'سلام');
  await instance.program.stop();
  const file = join(folder.path, 'saved.tar.zst');
  expect((await runProgram(['backup', '--output', file], { DATA_DIR: dataDir })).code).toBe(0);
  // The folder is as it stands when the power goes just before the database, which moves last.
  const ready = join(dataDir, '.restore.tmp');
  mkdirSync(ready);
  renameSync(join(dataDir, 'payambar.db'), join(ready, 'payambar.db'));
  const refused = await runProgram([], { DATA_DIR: dataDir, PORT: '0' });
  expect([refused.code, refused.out]).toEqual([1, '']);
  expect(refused.err).toContain('payambar restore');
  expect(existsSync(join(dataDir, 'payambar.db'))).toBe(false);
  const again = await runProgram(['restore', file, '--replace'], { DATA_DIR: dataDir });
  expect([again.code, textsIn(dataDir)]).toEqual([0, ['سلام']]);
  const program = await startProgram([], { DATA_DIR: dataDir });
  expect(await program.stop()).toBe(0);
});

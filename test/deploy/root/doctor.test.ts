import { expect, test } from 'bun:test';
import { chownSync } from 'node:fs';
import { join } from 'node:path';
import { doctor } from '../../cli/lib/doctor.ts';
import { startProgram, tempDir } from '../../helpers/program.ts';

test('a file in the data that belongs to somebody else is found, with its owner', async () => {
  using folder = tempDir();
  const env = { DATA_DIR: join(folder.path, 'data') };
  await (await startProgram([], env)).stop();
  const sound = await doctor([], env);
  expect(sound.faults).toEqual(['server.stopped']);
  chownSync(join(env.DATA_DIR, 'payambar.db'), 4321, 4321);
  const told = await doctor([], env);
  expect(told.faults).toEqual(['data.owner', 'server.stopped']);
  const { what = '', fix = '' } = told.checks.find(({ id }) => id === 'data.owner') ?? {};
  expect(what).toContain('belongs to user 4321');
  expect(fix).toBe(`chown -R 0 ${env.DATA_DIR}`);
});

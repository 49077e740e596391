import { expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';

test('a setting whose name is nearly one is named, with the likely one, and others are not', async () => {
  using folder = tempDir();
  const file = join(folder.path, 'settings');
  writeFileSync(file, '\ufefflog_format=json\nTZ=Asia/Tehran\nNODE_OPTIONS=\n');
  const program = await startProgram(['--env-file', file], {
    DATA_DIR: join(folder.path, 'data'),
    REGISTARTION: 'closed',
    RATE_LIMIT: '100',
    POST: '1',
  });
  await program.stop();
  const told = program.lines.filter(({ event }) => event === 'unknown setting');
  expect(told.map(({ name, likely }) => [name, likely])).toEqual([
    ['REGISTARTION', 'REGISTRATION'],
    ['log_format', 'LOG_FORMAT'],
  ]);
});

test('a settings file in UTF-16 is refused by a sentence', async () => {
  using folder = tempDir();
  const file = join(folder.path, 'settings');
  writeFileSync(file, Buffer.from('\ufeffREGISTRATION=closed\n', 'utf16le'));
  const ended = await runProgram(['--env-file', file, '--port', '0'], {
    DATA_DIR: join(folder.path, 'data'),
  });
  expect([ended.code, ended.err]).toEqual([2, expect.stringContaining('is in UTF-16')]);
});

test('a HOST that is no address is refused by a sentence', async () => {
  using folder = tempDir();
  const ended = await runProgram([], {
    DATA_DIR: folder.path,
    PORT: '0',
    HOST: '256.1.1.1',
  });
  expect([ended.code, ended.err.trimEnd().split('\n')]).toEqual([
    1,
    [expect.stringContaining('HOST is "256.1.1.1"')],
  ]);
});

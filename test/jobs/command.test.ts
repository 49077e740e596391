import { Database } from 'bun:sqlite';
import { afterAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';

const folder = tempDir();
const env = { DATA_DIR: folder.path };
const PERSIAN = { ...env, LANG: 'fa_IR.UTF-8' };
const run = (...args: string[]) => runProgram(['jobs', ...args], env);
afterAll(() => folder[Symbol.dispose]());

test('an administrator sees what was given up, has it tried again, and drops it; doctor tells of it', async () => {
  const program = await startProgram([], env);
  expect([(await run('list')).out, (await run('drop', 'no', 'such')).code]).toEqual([
    'Nothing waits to be done.\n',
    1,
  ]);
  await program.stop();
  // Of a kind that nobody does: it stays whatever happens.
  const data = new Database(join(folder.path, 'payambar.db'));
  data.run(`INSERT INTO jobs (kind, key, body, ordered_at, due_at, tries, error, dead_at)
    VALUES ('of-the-test', 'a', '', 1, 1, 8, 'the disk is away', 2)`);
  data.close();

  const again = await startProgram([], env);
  const listed = await run('list');
  expect(listed.out).toMatch(/of-the-test +a +8 +given up +the disk is away/);
  expect((await runProgram(['jobs', 'list'], PERSIAN)).out).toContain('رها شده');
  const doctor = JSON.parse((await runProgram(['doctor', '--json', '--wait', '0'], env)).out);
  expect(JSON.stringify(doctor)).toContain('jobs.dead');
  expect((await run('retry', 'of-the-test')).code).toBe(2);
  expect((await run('retry')).out).toBe('Tried again: 1\n');
  expect(JSON.parse((await run('list', '--json')).out).jobs).toMatchObject([
    { kind: 'of-the-test', key: 'a', tries: 0, deadAt: null },
  ]);
  expect((await run('retry', 'of-the-test', 'b')).err).toContain('There is no such job');
  expect((await run('drop', 'of-the-test', 'a')).out).toBe('Dropped.\n');
  expect((await run('list')).out).toBe('Nothing waits to be done.\n');
  await again.stop();
});

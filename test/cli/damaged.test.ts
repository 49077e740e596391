import { expect, test } from 'bun:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram, tempDir } from '../helpers/program.ts';
import { doctor } from './lib/doctor.ts';

/** Another file lies in the place of the database; it must be there afterwards, too. */
async function overGarbage<T>(look: (dataDir: string) => Promise<T>): Promise<T> {
  using folder = tempDir();
  const path = join(folder.path, 'payambar.db');
  const garbage = 'SQLite format 3, or so it seems '.repeat(200);
  writeFileSync(path, garbage);
  const seen = await look(folder.path);
  expect(readFileSync(path, 'utf8')).toBe(garbage);
  return seen;
}

test.each([
  ['status', /cannot be read \(SQLITE_NOTADB\)\. What is wrong with it: payambar verify$/, 'C'],
  ['status', /خوانده نمی‌شود \(SQLITE_NOTADB\)/, 'fa_IR.UTF-8'],
  ['serve', /is damaged, or no database at all\. .+payambar restore FILE --replace$/, 'C'],
  ['user list', /is damaged, or no database at all\./, 'C'],
])('over a damaged database %s ends with one sentence: %p', async (line, sentence, LANG) => {
  const { code, out, err } = await overGarbage((DATA_DIR) =>
    runProgram(line.split(' '), { DATA_DIR, LANG, PORT: '0' }),
  );
  expect([code, out, err.trimEnd().split('\n').length]).toEqual([1, '', 1]);
  expect(err.trimEnd()).toMatch(sentence);
});

test('the doctor says that the database is damaged, and looks at the rest all the same', async () => {
  const { code, faults, checks } = await overGarbage((DATA_DIR) => doctor([], { DATA_DIR }));
  expect([code, faults]).toEqual([4, expect.arrayContaining(['data.broken', 'server.stopped'])]);
  expect(checks.some(({ id }) => id.startsWith('cpu.'))).toBe(true);
});

import { Database } from 'bun:sqlite';
import { afterEach, beforeEach, expect, test } from 'bun:test';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openDb } from '../../db/database.ts';
import type { Db } from '../../db/stores.ts';
import { tempDir } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';

let folder: ReturnType<typeof tempDir>;
let path: string;
let db: Db;
let said: string[];
beforeEach(() => {
  folder = tempDir();
  path = join(folder.path, 'payambar.db');
  said = [];
  const line = (event: string) => void said.push(event);
  db = openDb({ path, log: { info: line, warn: line, error: line } });
});
afterEach(async () => {
  await db.close();
  folder[Symbol.dispose]();
});

const logBytes = (): number => statSync(`${path}-wal`).size;
const fill = (times: number): Promise<unknown> =>
  Promise.all(
    Array.from({ length: times }, (_, n) =>
      // The value is new each time: one that stands there already would not be written.
      db.write(() => db.settings.set(`filler ${n}`, `${Math.random()} `.repeat(300))),
    ),
  );

test('while another program writes, reads are answered; the write is done once that has ended', async () => {
  const other = new Database(path);
  other.run('BEGIN IMMEDIATE');
  const written = db.write(() => db.settings.set('name', 'later'));
  let done = false;
  void written.then(() => {
    done = true;
  });
  const asked = performance.now();
  // The writer has tried again and again, and other requests were answered between.
  await until(
    async () => {
      expect(await db.read(db.settings.get('name'))).toBeUndefined();
      return db.stats().waits;
    },
    (waits) => waits > 10,
    { everyMs: 1 },
  );
  // A read that waited for the other program would have waited for five seconds.
  expect(performance.now() - asked).toBeLessThan(5000);
  expect(done).toBe(false);
  other.run('COMMIT');
  other.close();
  await written;
  expect(await db.read(db.settings.get('name'))).toBe('later');
});

test('a batch that waits is not lost when the data is closed meanwhile', async () => {
  const other = new Database(path);
  other.run('BEGIN IMMEDIATE');
  const written = db.write(() => db.settings.set('name', 'last'));
  await new Promise((turn) => setImmediate(turn));
  other.run('COMMIT');
  other.close();
  await db.close();
  await written;
  db = openDb({ path });
  expect(await db.read(db.settings.get('name'))).toBe('last');
});

test('the log is moved into the file without a word, and used anew', async () => {
  for (let round = 0; round < 6; round++) {
    await fill(600);
    // The thread is asked a moment after; then the log begins again, and is no longer than one round of it.
    await until(
      async () => {
        await db.write(() => db.settings.set('tick', `${Math.random()}`));
        return countPagesLeft();
      },
      (pages) => pages < 1000,
    );
  }
  expect(logBytes()).toBeLessThan(4 * 600 * 3 * 4096);
  expect(said).toEqual([]);
});

/** Counts pages of the log that are not in the file yet. */
function countPagesLeft(): number {
  const database = new Database(path);
  // A connection that has read nothing knows of no log.
  database.query('select count(*) from settings').get();
  const row = database
    .query<{ log: number; checkpointed: number }, []>('PRAGMA wal_checkpoint(NOOP)')
    .get();
  database.close();
  return row ? row.log - row.checkpointed : Number.NaN;
}

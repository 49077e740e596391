import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { openDb } from '../../db/database.ts';
import { Connection } from '../../db/engine/connection.ts';
import { all, run } from '../../db/engine/engine.ts';
import { LogSync } from '../../db/engine/log-sync.ts';
import { openReader, openWriter } from '../../db/engine/open.ts';
import { p, prepare } from '../../db/engine/query.ts';
import { Writer } from '../../db/engine/writer.ts';
import { refusalOf } from '../helpers/world.ts';

const insert = prepare(() => sql`insert into notes (text) values (${p('text')})`);
const select = prepare(() => sql<{ text: string }>`select text from notes`);

let dir: string;
let path: string;
let connection: Connection;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'payambar-log-sync-'));
  path = join(dir, 'notes.db');
  connection = new Connection(openWriter(path));
  connection.database.run('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT UNIQUE) STRICT');
});
afterEach(() => {
  connection.close();
  rmSync(dir, { recursive: true });
});

/** Returns what another connection sees: what is committed, on the disk or not. */
function listStored(): string[] {
  const reader = openReader(path);
  const rows = reader.prepare<{ text: string }, []>('SELECT text FROM notes ORDER BY id').all();
  reader.close();
  return rows.map(({ text }) => text);
}

/** Makes a disk whose syncs end when the test says so, and a writer on it. */
function slowDisk() {
  const pending: ((error?: unknown) => void)[] = [];
  const begun: (() => void)[] = [];
  const failures: unknown[] = [];
  let repairs: boolean[] = [];
  const writer = new Writer(
    connection,
    (error) => void failures.push(error),
    () => 0,
    {
      sync(done) {
        pending.push(done);
        for (const tell of begun.splice(0)) tell();
      },
      repair: () => repairs.shift() ?? false,
    },
  );
  return {
    writer,
    failures,
    add: (text: string): Promise<number> => writer.write(() => run(insert, { text })),
    begun: () => new Promise<void>((done) => (pending.length > 0 ? done() : begun.push(done))),
    end: (error?: unknown) => pending.shift()?.(error),
    repairs: (...answers: boolean[]) => (repairs = answers),
    waiting: () => pending.length,
  };
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('a commit', () => {
  test('is answered when it is on the disk, and not when it can be read', async () => {
    const disk = slowDisk();
    let answered = false;
    const added = disk.add('a').then(() => {
      answered = true;
    });
    await disk.begun();
    expect(listStored()).toEqual(['a']);
    await turn();
    expect(answered).toBe(false);
    expect(disk.writer.unsynced).toBeInstanceOf(Promise);
    disk.end();
    await added;
    expect(disk.writer.unsynced).toBeUndefined();
  });

  test('is not built on by the next batch before that', async () => {
    const disk = slowDisk();
    const first = disk.add('a');
    await disk.begun();
    const second = disk.add('b');
    await turn();
    await turn();
    expect(listStored()).toEqual(['a']);
    disk.end();
    await first;
    await disk.begun();
    expect(listStored()).toEqual(['a', 'b']);
    disk.end();
    await second;
  });

  test('of nothing waits for no disk', async () => {
    const disk = slowDisk();
    expect(await disk.writer.write(() => all(select))).toEqual([]);
    expect(disk.waiting()).toBe(0);
  });

  test('is finished by the end, what came meanwhile included', async () => {
    const disk = slowDisk();
    const first = disk.add('a');
    await disk.begun();
    const second = disk.add('b');
    const closed = disk.writer.close();
    disk.end();
    await closed;
    expect(listStored()).toEqual(['a', 'b']);
    expect(await Promise.all([first, second])).toEqual([1, 1]);
  });
});

test('a read that sees a commit is answered after it is on the disk', async () => {
  const db = openDb({ path: join(dir, 'whole.db') });
  let isAcknowledged = false;
  const writing = db
    .write(() => db.settings.set('name', 'x'))
    .then(() => {
      isAcknowledged = true;
    });
  while ((await db.read(db.settings.get('name'))) === undefined) await turn();
  expect(isAcknowledged).toBe(true);
  await writing;
  await db.close();
});

describe('a sync that fails', () => {
  test('acknowledges nothing, and nothing later until the data has been made safe', async () => {
    const disk = slowDisk();
    const refused = refusalOf(disk.add('a'));
    await disk.begun();
    disk.end(new Error('EIO'));
    expect(await refused).toBe('storage_full');
    expect(disk.failures).toHaveLength(1);

    disk.repairs(false, true);
    expect(await refusalOf(disk.add('b'))).toBe('storage_full');
    expect(listStored()).toEqual(['a']);
    const kept = disk.add('c');
    await disk.begun();
    disk.end();
    expect(await kept).toBe(1);
    expect(listStored()).toEqual(['a', 'c']);
  });
});

describe('the log of a real file', () => {
  const syncOf = (log: LogSync): Promise<unknown> => new Promise((done) => log.sync(done));

  test('is synced, and moved into the file by a repair unless somebody reads', async () => {
    const log = new LogSync(path, connection.database);
    expect(log.isUsable).toBe(true);
    connection.database.run("INSERT INTO notes (text) VALUES ('a')");
    expect(await syncOf(log)).toBeUndefined();
    connection.database.run('PRAGMA busy_timeout = 0');
    const reader = openReader(path);
    reader.run('BEGIN');
    reader.query('SELECT count(*) FROM notes').get();
    connection.database.run("INSERT INTO notes (text) VALUES ('b')");
    expect(log.repair()).toBe(false);
    reader.close();
    expect(log.repair()).toBe(true);
    expect(statSync(`${path}-wal`).size).toBe(0);
    expect(listStored()).toEqual(['a', 'b']);
    log.close();
  });

  test('that is not there is a failure, and no success', async () => {
    const log = new LogSync(join(dir, 'elsewhere.db'), connection.database);
    expect(await syncOf(log)).toMatchObject({ code: 'ENOENT' });
  });

  test('is not what an older way of keeping a journal has', () => {
    connection.database.run('PRAGMA journal_mode = DELETE');
    expect(new LogSync(path, connection.database).isUsable).toBe(false);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDb } from '../../db/database.ts';
import { OpenError } from '../../db/engine/lock.ts';
import { openReader, openWriter } from '../../db/engine/open.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'payambar-open-'));
  path = join(dir, 'data.db');
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('the data', () => {
  test('is for one server: a second one is refused, and can start when the first has stopped', async () => {
    const first = openDb({ path });
    expect(() => openDb({ path })).toThrow(OpenError);
    expect(() => openDb({ path })).toThrow('in use by another Payambar');
    await first.close();
    await openDb({ path }).close();
  });

  test('is free again when its server was killed', async () => {
    const program = `import { openDb } from './db/database.ts';
      globalThis.kept = openDb({ path: ${JSON.stringify(path)} });
      console.log('open'); setInterval(() => {}, 1000);`;
    const other = Bun.spawn([process.execPath, '-e', program], {
      cwd: join(import.meta.dir, '../..'),
      stdout: 'pipe',
    });
    const reader = other.stdout.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('open\n');
    expect(() => openDb({ path })).toThrow('in use by another Payambar');
    other.kill('SIGKILL');
    await other.exited;
    await openDb({ path }).close();
  });

  test('of a newer release is refused without keeping the lock', () => {
    const database = openWriter(path);
    database.run('PRAGMA user_version = 9999');
    database.close();
    expect(() => openDb({ path })).toThrow('newer Payambar');
    expect(() => openDb({ path })).toThrow('newer Payambar');
  });

  test('keeps what was acknowledged', async () => {
    const db = openDb({ path });
    await db.write(() => db.settings.set('name', 'پیام‌بر'));
    await db.write(() => db.settings.set('name', 'پیام‌بر ۲'));
    await db.close();
    const again = openDb({ path });
    expect(await again.read(again.settings.get('name'))).toBe('پیام‌بر ۲');
    await again.close();
  });
});

describe('every connection', () => {
  test.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['busy_timeout', 5000],
    ['wal_autocheckpoint', 0],
    ['journal_size_limit', 67_108_864],
  ])('has %s = %p', (name, value) => {
    for (const database of [openWriter(path), openReader(path)]) {
      const row = database.prepare<Record<string, unknown>, []>(`PRAGMA ${name}`).get();
      expect(Object.values(row ?? {})).toEqual([value]);
      database.close();
    }
  });

  test.each([
    ['writes', openWriter, -8192],
    ['reads', openReader, -4096],
  ])('that %s remembers few pages, since the machine remembers them too', (_, open, kilobytes) => {
    const database = open(path);
    expect(database.prepare('PRAGMA cache_size').get()).toEqual({ cache_size: kilobytes });
    database.close();
  });

  test('that reads cannot write', () => {
    const writer = openWriter(path);
    writer.run('CREATE TABLE notes (text TEXT) STRICT');
    const reader = openReader(path);
    expect(() => reader.run("INSERT INTO notes VALUES ('x')")).toThrow('readonly');
    reader.close();
    writer.close();
  });
});

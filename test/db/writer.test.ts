import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { Connection } from '../../db/engine/connection.ts';
import { all, run, type Tx } from '../../db/engine/engine.ts';
import { openReader, openWriter } from '../../db/engine/open.ts';
import { p, prepare } from '../../db/engine/query.ts';
import { Writer } from '../../db/engine/writer.ts';
import { refusalOf } from '../helpers/world.ts';

const insert = prepare(() => sql`insert into notes (text) values (${p('text')})`);
const select = prepare(() => sql<{ text: string }>`select text from notes order by id`);

let dir: string;
let connection: Connection;
let writer: Writer;
let failures: unknown[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'payambar-writer-'));
  connection = new Connection(openWriter(join(dir, 'notes.db')));
  connection.database.run('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT UNIQUE) STRICT');
  failures = [];
  // The clock stands still: on a busy machine a turn would end by its time.
  writer = new Writer(
    connection,
    (error) => void failures.push(error),
    () => 0,
  );
});
afterEach(async () => {
  await writer.close();
  connection.close();
  rmSync(dir, { recursive: true });
});

const add = (text: string): Promise<number> => writer.write(() => run(insert, { text }));
function* addThenFail(text: string): Tx<never> {
  yield* run(insert, { text });
  throw new Error('changed its mind');
}
/** Returns what another connection sees: what is committed. */
function listStored(): string[] {
  const reader = openReader(join(dir, 'notes.db'));
  const rows = reader.prepare<{ text: string }, []>('SELECT text FROM notes ORDER BY id').all();
  reader.close();
  return rows.map(({ text }) => text);
}

describe('commands of one turn', () => {
  test('are one transaction, and each is answered after its commit', async () => {
    const seen: string[][] = [];
    await Promise.all(['a', 'b', 'c'].map((text) => add(text).then(() => seen.push(listStored()))));
    expect(seen).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    expect(writer.stats).toMatchObject({ batches: 1, commands: 3, replays: 0 });
  });

  test('run and are answered in the order in which they were asked', async () => {
    const texts = Array.from({ length: 2000 }, (_, i) => `${i}`);
    const answered: string[] = [];
    await Promise.all(texts.map((text) => add(text).then(() => answered.push(text))));
    expect(answered).toEqual(texts);
    expect(listStored()).toEqual(texts);
  });

  test('see what those before them have written', async () => {
    const first = add('a');
    const second = writer.write(() => all(select));
    expect([await first, await second]).toEqual([1, [{ text: 'a' }]]);
  });
});

describe('a command that fails', () => {
  test('after it has written is undone alone; the others of its turn are kept', async () => {
    const results = await Promise.allSettled([
      add('before'),
      writer.write(() => addThenFail('half')),
      add('after'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(listStored()).toEqual(['before', 'after']);
    expect(writer.stats.replays).toBe(1);
  });

  test('before it has written costs the others nothing', async () => {
    const refuse = writer.write(function* (): Tx<never> {
      yield* all(select);
      throw new Error('not allowed');
    });
    const results = await Promise.allSettled([add('before'), refuse, add('after')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(writer.stats.replays).toBe(0);
  });

  test('by a constraint can catch it and go on', async () => {
    await add('a');
    const other = await writer.write(function* () {
      try {
        yield* run(insert, { text: 'a' });
      } catch {
        yield* run(insert, { text: 'b' });
      }
      return yield* all(select);
    });
    expect(other).toEqual([{ text: 'a' }, { text: 'b' }]);
  });
});

describe('when the disk is full', () => {
  test('all commands of the turn are refused, nothing of them is kept, and it goes on after', async () => {
    await add('kept');
    connection.database.run('PRAGMA max_page_count = 1');
    const long = 'x'.repeat(100_000);
    const refused = await Promise.all([refusalOf(add('short')), refusalOf(add(long))]);
    expect(refused).toEqual(['storage_full', 'storage_full']);
    expect(listStored()).toEqual(['kept']);
    expect(failures).toHaveLength(1);
    connection.database.run('PRAGMA max_page_count = 1000000');
    await add('again');
    expect(listStored()).toEqual(['kept', 'again']);
  });

  test('a commit that fails refuses all of its commands', async () => {
    connection.database.run('PRAGMA foreign_keys = ON');
    connection.database.run(
      'CREATE TABLE child (id INTEGER REFERENCES notes DEFERRABLE INITIALLY DEFERRED) STRICT',
    );
    const orphan = prepare(() => sql`insert into child (id) values (${p('id')})`);
    const results = [add('a'), writer.write(() => run(orphan, { id: 99 })), add('b')];
    expect(await Promise.all(results.map(refusalOf))).toEqual(['busy', 'busy', 'busy']);
    expect(listStored()).toEqual([]);
  });
});

describe('the end', () => {
  test('draining waits for all that was asked', async () => {
    for (let i = 0; i < 1500; i++) void add(`${i}`);
    await writer.drain();
    expect(listStored()).toHaveLength(1500);
  });

  test('closing finishes what waits before it returns, and takes no more', async () => {
    const last = add('last');
    await writer.close();
    expect(listStored()).toEqual(['last']);
    expect(await last).toBe(1);
    expect(await refusalOf(add('late'))).toBe('shutting_down');
  });

  test('a queue that is too long tells the asker to come back', async () => {
    const taken = Array.from({ length: 20_000 }, (_, i) => add(`${i}`));
    expect(await refusalOf(add('one too many'))).toBe('busy');
    await Promise.all(taken);
    expect(listStored()).toHaveLength(20_000);
  });
});

import { Database } from 'bun:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { migrate } from '../../db/engine/migrate.ts';
import { openWriter } from '../../db/engine/open.ts';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import { tables } from '../../db/schema.ts';

let dir: string;
let path: string;
let database: Database;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'payambar-migrate-'));
  path = join(dir, 'data.db');
  database = openWriter(path);
});
afterEach(() => {
  database.close();
  rmSync(dir, { recursive: true });
});

const V1 = `CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE children (parent INTEGER NOT NULL REFERENCES parents (id) ON DELETE CASCADE) STRICT;
  INSERT INTO parents VALUES (1); INSERT INTO children VALUES (1), (1);`;
const REBUILD = `CREATE TABLE parents_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
  INSERT INTO parents_new SELECT id, 'x' FROM parents;
  DROP TABLE parents; ALTER TABLE parents_new RENAME TO parents;`;
const pragma = (name: string): unknown =>
  Object.values(database.prepare<Record<string, unknown>, []>(`PRAGMA ${name}`).get() ?? {})[0];
const count = (table: string): unknown =>
  database.prepare<{ n: number }, []>(`SELECT count(*) AS n FROM ${table}`).get()?.n;

describe('migrations', () => {
  test('make a fresh database, and change nothing the second time', () => {
    migrate(database, path, MIGRATIONS);
    expect(pragma('user_version')).toBe(MIGRATIONS.length);
    expect(count('users')).toBe(0);
    const schema = pragma('schema_version');
    migrate(database, path, MIGRATIONS);
    expect(pragma('schema_version')).toBe(schema);
    expect(readdirSync(dir).filter((name) => name.includes('.schema-'))).toEqual([]);
  });

  test('keep child rows when a table is rebuilt, and turn foreign keys on again', () => {
    migrate(database, path, [V1]);
    migrate(database, path, [V1, REBUILD]);
    expect([count('parents'), count('children')]).toEqual([1, 2]);
    expect(pragma('foreign_keys')).toBe(1);
  });

  test('copy the data before the first one of a new release, over a half-made copy too', () => {
    migrate(database, path, [V1]);
    writeFileSync(`${path}.schema-1`, 'half a file');
    migrate(database, path, [V1, REBUILD]);
    const copy = new Database(`${path}.schema-1`, { readonly: true });
    expect(copy.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    expect(copy.prepare('SELECT count(*) AS n FROM children').get()).toEqual({ n: 2 });
    copy.close();
  });

  test('know of data from before 0003 who was removed and who left, by the notes', () => {
    migrate(database, path, MIGRATIONS.slice(0, 2));
    database.run(`INSERT INTO users (id, username, username_key, display_name, name_key, about, credential_kind,
        credential_hash, role, created_at)
      SELECT value, value, value, value, value, '', 'password', '', 'member', 1
      FROM json_each('["owner","removed","left","back","twice"]');
      INSERT INTO chats (id, kind, last_seq, last_rev, marks, last_at, created_by, created_at)
      VALUES ('room', 'group', 5, 5, 0, 90, 'owner', 1);
      INSERT INTO members (chat_id, user_id, role, delivered_seq, read_seq, joined_seq, list_rev, left_at)
      SELECT 'room', value ->> 0, 'member', 0, 0, 0, 1, value ->> 1
      FROM json_each('[["owner",null],["removed",50],["left",60],["back",null],["twice",80]]');
      INSERT INTO messages (chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev, note)
      SELECT 'room', key + 1, 'owner', key, 'note', '', 0, value ->> 2, 0,
        json_object('type', value ->> 0, 'userIds', json_array(value ->> 1))
      FROM json_each('[["member.removed","removed",50],["member.left","left",60],["member.removed","back",65],
        ["member.removed","twice",70],["member.left","twice",80]]');`);
    migrate(database, path, MIGRATIONS);
    const rows = database
      .prepare<{ user_id: string; expelled_at: number | null }, []>(
        'SELECT user_id, expelled_at FROM members WHERE expelled_at IS NOT NULL',
      )
      .all();
    expect(rows).toEqual([{ user_id: 'removed', expelled_at: 50 }]);
  });

  test('that fail leave everything as it was', () => {
    migrate(database, path, [V1]);
    const broken = 'CREATE TABLE extra (id INTEGER) STRICT; DELETE FROM parents; SELECT nonsense;';
    expect(() => migrate(database, path, [V1, broken])).toThrow('nonsense');
    expect(pragma('user_version')).toBe(1);
    expect([count('parents'), count('children')]).toEqual([1, 2]);
    expect(() => count('extra')).toThrow();
  });

  test('that leave rows without a parent are refused', () => {
    migrate(database, path, [V1]);
    expect(() => migrate(database, path, [V1, 'DELETE FROM parents;'])).toThrow('without a parent');
    expect([count('parents'), pragma('user_version')]).toEqual([1, 1]);
  });

  test('refuse data of a newer release with a sentence that says what to do', () => {
    migrate(database, path, [V1, REBUILD]);
    const open = (): void => migrate(database, path, [V1]);
    expect(open).toThrow(/newer Payambar \(schema 2; this one knows up to 1\).*Start the newer/);
    expect(existsSync(`${path}.schema-2`)).toBe(false);
  });
});

describe('the schema that queries are written by', () => {
  beforeEach(() => migrate(database, path, MIGRATIONS));

  const written = Object.values(tables).map((table) => getTableConfig(table));
  test.each(written.map((table) => [table.name, table] as const))(
    'is the one of the migrations: %s',
    (name, { columns }) => {
      type Column = { name: string; type: string; notnull: number };
      const made = database
        .prepare<Column, [string]>('SELECT * FROM pragma_table_info(?)')
        .all(name);
      expect(
        made.map((column) => [column.name, column.type.toLowerCase(), column.notnull === 1]),
      ).toEqual(columns.map((column) => [column.name, column.getSQLType(), column.notNull]));
    },
  );

  test('has only STRICT tables, whose properties are their columns in camelCase', () => {
    type Table = { name: string; strict: number };
    const all = database.prepare<Table, []>(
      "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'",
    );
    expect(all.all().filter(({ strict }) => strict === 0)).toEqual([]);
    for (const table of Object.values(tables)) {
      for (const [property, column] of Object.entries(table)) {
        const snake = property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
        if (typeof column === 'object' && 'name' in column) expect(column.name).toBe(snake);
      }
    }
  });
});

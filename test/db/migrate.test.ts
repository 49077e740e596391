import { Database } from 'bun:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../db/engine/migrate.ts';
import { openWriter } from '../../db/engine/open.ts';
import { MIGRATIONS } from '../../db/migrations/index.ts';

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
  test('take along what was to be erased', () => {
    migrate(database, path, MIGRATIONS.slice(0, 16));
    database.run(`INSERT INTO settings VALUES
      ('erase.person', 'all'), ('erase.chat', 'group'), ('eraser', 'x'), ('erase', 'x')`);
    migrate(database, path, MIGRATIONS);
    const rows = database.prepare('SELECT kind, key, body, due_at, dead_at FROM jobs ORDER BY key');
    expect(rows.values()).toEqual([
      ['erase-group', 'chat', '', 0, null],
      ['erase-account', 'person', 'all', 0, null],
    ]);
    expect(count('settings')).toBe(2);
  });

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

  test('keep the push subscriptions of an import, bound to no session', () => {
    migrate(database, path, MIGRATIONS.slice(0, 14));
    database.run(`INSERT INTO users (id, username, username_key, display_name, name_key, about, credential_kind,
        credential_hash, role, created_at)
      VALUES ('sara', 'sara', 'sara', 'sara', 'sara', '', 'password', '', 'user', 1);
      INSERT INTO push_subscriptions VALUES ('https://push.example.org/x', 'sara', 'p', 'a', '', 1)`);
    migrate(database, path, MIGRATIONS);
    expect(database.prepare('SELECT * FROM push_subscriptions').get()).toEqual({
      ...{ endpoint: 'https://push.example.org/x', user_id: 'sara', p256dh: 'p', auth: 'a' },
      ...{ user_agent: '', created_at: 1, session_id: null, language: 'fa', content: 'full' },
    });
    database.run("DELETE FROM users WHERE id = 'sara'");
    expect(count('push_subscriptions')).toBe(0);
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

  test('know of data from before 0013 which messages hold links', () => {
    migrate(database, path, MIGRATIONS.slice(0, 12));
    database.run(`INSERT INTO users (id, username, username_key, display_name, name_key, about, credential_kind,
        credential_hash, role, created_at) VALUES ('a', 'a', 'a', 'a', 'a', '', 'password', '', 'user', 1);
      INSERT INTO chats (id, kind, last_seq, last_rev, receipt_rev, last_at, created_by, created_at)
      VALUES ('room', 'group', 3, 3, 0, 90, 'a', 1);
      INSERT INTO messages (chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev, entities)
      SELECT 'room', key + 1, 'a', key, 'text', 'https://example.com', 0, 1, 0, value ->> 0
      FROM json_each('[[null],["[{\\"type\\":\\"link\\",\\"offset\\":0}]"],["[{\\"type\\":\\"bold\\"}]"]]');`);
    migrate(database, path, MIGRATIONS);
    const asked = `SELECT seq FROM messages INDEXED BY messages_links
      WHERE chat_id = 'room' AND instr("entities", '"type":"link"') > 0`;
    expect(database.prepare(asked).all()).toEqual([{ seq: 2 }]);
  });

  test('know pictures of people of data from before 0014 as what they are', () => {
    migrate(database, path, MIGRATIONS.slice(0, 13));
    database.run(`INSERT INTO users (id, username, username_key, display_name, name_key, about, credential_kind,
        credential_hash, role, created_at, avatar_file) VALUES ('u', 'u', 'u', 'u', 'u', '', 'password', '', 'user', 1, 'face');
      INSERT INTO files (id, owner_id, sha256, size, mime, name, created_at)
      SELECT value, 'u', value, 1, 'image/png', value, 1 FROM json_each('["face","other"]');`);
    migrate(database, path, MIGRATIONS);
    expect(database.query('SELECT id, avatar FROM files ORDER BY id').all()).toEqual([
      { id: 'face', avatar: 1 },
      { id: 'other', avatar: 0 },
    ]);
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

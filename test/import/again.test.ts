import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDb } from '../../db/database.ts';
import { createFilesStore } from '../../server/files/store.ts';
import { everything, Move, rows, stampOf, talkOf } from './support.ts';

test('two imports into empty places are equal', async () => {
  using move = new Move();
  await move.run('one');
  await move.run('two');
  const one = everything(move.dataDir('one'));
  expect(one.messages?.length).toBeGreaterThan(20);
  expect(one.bytes?.length).toBeGreaterThan(1);
  expect(everything(move.dataDir('two'))).toEqual(one);
});

test('a second run brings nothing twice', async () => {
  using move = new Move();
  const first = await move.run();
  const before = everything(move.dataDir());
  const second = await move.run();
  expect(everything(move.dataDir())).toEqual(before);
  for (const noun of ['users', 'chats', 'messages', 'files', 'avatars', 'subscriptions'] as const) {
    expect(first.counts[noun].brought).toBeGreaterThan(0);
    expect(second.counts[noun]).toMatchObject({ brought: 0, known: first.counts[noun].brought });
  }
  // A byte of the original differs now, so the import compares message by message, with the same result.
  const old = new Database(move.database);
  old.run("UPDATE users SET updated_at = '2024-05-01 08:00:00'");
  old.close();
  const third = await move.run();
  expect([third.counts, third.oddities]).toEqual([second.counts, second.oddities]);
  expect(everything(move.dataDir()).messages).toEqual(before.messages);
  expect(everything(move.dataDir()).members).toEqual(before.members);
});

type Stored = { id: string; name: string; sha256: string };
const STORED = 'SELECT id, name, sha256 FROM files ORDER BY name';

test('what is missing or damaged here is copied again, while it is there as it was', async () => {
  using move = new Move();
  await move.run();
  const dataDir = move.dataDir();
  const before = everything(dataDir);
  const store = createFilesStore(dataDir);
  const pathOf = (name: string): string => {
    const found = rows<Stored>(dataDir, STORED).find((file) => file.name === name);
    if (!found) throw new Error(`no file called ${name}`);
    return store.pathOf(found.sha256);
  };
  const [gone, damaged, lost] = ['evil.svg', '1700_picture.png', 'یادداشت ۱.txt'].map(pathOf) as [
    string,
    string,
    string,
  ];
  const whole = readFileSync(damaged);
  rmSync(gone);
  writeFileSync(damaged, Buffer.from(whole).fill(0, 20, 30));
  writeFileSync(lost, '');
  writeFileSync(join(move.old, 'data/uploads/یادداشت ۱.txt'), 'another text');
  const { counts, oddities } = await move.run();
  // The bytes of this image are those of a person's profile image too, which comes first.
  expect(oddities.file_mended?.examples.toSorted()).toEqual(['evil.svg', 'face.png']);
  expect(oddities.file_broken).toEqual({ count: 1, examples: ['یادداشت ۱.txt'] });
  expect(counts.messages.brought).toBe(0);
  expect(readFileSync(damaged).equals(whole)).toBe(true);
  expect(everything(dataDir)).toEqual(before);
  const third = await move.run();
  expect([third.oddities.file_mended, third.counts.files.brought]).toEqual([undefined, 0]);
});

test('a file that was deleted here with its message does not come back', async () => {
  using move = new Move();
  await move.run();
  const [file] = rows<Stored & { chatId: string; seq: number }>(
    move.dataDir(),
    `SELECT f.id, f.name, f.sha256, m.chat_id AS chatId, m.seq FROM files f
      JOIN message_files m ON m.file_id = f.id WHERE f.name = 'evil.svg'`,
  );
  if (!file) throw new Error('no file to delete');
  const db = openDb({ path: join(move.dataDir(), 'payambar.db') });
  await db.write(() => db.files.detach(file.chatId, file.seq));
  await db.write(() => db.files.dropFile(file.id));
  await db.close();
  const before = everything(move.dataDir());
  const { counts } = await move.run();
  expect(counts.files.brought).toBe(0);
  expect(everything(move.dataDir())).toEqual(before);
});

test('a later run brings what is new, though the first account is gone by then', async () => {
  using move = new Move();
  await move.run();
  const [before] = rows<{ n: number }>(move.dataDir(), 'SELECT count(*) AS n FROM messages');
  const old = new Database(move.database);
  old.run(
    "INSERT INTO users (username, password_hash, created_at) VALUES ('new_one', 'x', '2024-05-01 08:00:00')",
  );
  old.run(
    `INSERT INTO messages (sender_id, receiver_id, content, status, created_at)
      VALUES (2, 4, 'تازه', 'sent', '2024-05-02 08:00:00'), (2, 4, 'دیررسیده', 'sent', '2024-01-01 08:00:00')`,
  );
  old.run("UPDATE messages SET status = 'read' WHERE content = 'رسیده'");
  old.run('DELETE FROM users WHERE id = 1');
  old.close();
  const report = await move.run();
  expect(report.counts.users.brought).toBe(1);
  expect(report.counts.messages.brought).toBe(2);
  const [after] = rows<{ n: number }>(move.dataDir(), 'SELECT count(*) AS n FROM messages');
  expect(after?.n).toBe((before?.n ?? 0) + 2);
  const said = talkOf(move.dataDir(), 'sara', 'reza').map(({ body }) => body);
  expect(said.slice(-2)).toEqual(['دیررسیده', 'تازه']);
  expect(report.oddities.message_late?.count).toBe(1);
  const [mark] = rows<{ read: number }>(
    move.dataDir(),
    `SELECT read_seq AS read FROM members m JOIN users u ON u.id = m.user_id
      JOIN chats c ON c.id = m.chat_id WHERE u.username = 'reza' AND c.last_seq > 0`,
  );
  expect(mark?.read).toBe(3);
});

test('the original is as it was: bytes, times, and nothing beside it', async () => {
  using move = new Move();
  const before = stampOf(move.old);
  expect(Object.keys(before).length).toBeGreaterThan(5);
  await move.run();
  expect(stampOf(move.old)).toEqual(before);
});

test('what lies in its log belongs to it, and the log stays as it is', async () => {
  using move = new Move();
  const live = new Database(move.database);
  live.run('PRAGMA journal_mode = WAL');
  live.run('PRAGMA wal_autocheckpoint = 0');
  live.run(
    "INSERT INTO messages (sender_id, receiver_id, content, created_at) VALUES (1, 2, 'در دفتر', '2024-06-01 08:00:00')",
  );
  const before = stampOf(move.old);
  expect(Object.keys(before).some((path) => path.endsWith('-wal'))).toBe(true);
  await move.run();
  expect(talkOf(move.dataDir(), 'ali', 'sara').at(-1)?.body).toBe('در دفتر');
  expect(stampOf(move.old)).toEqual(before);
  live.close();
});

test('a database without the newer columns and tables is read all the same', async () => {
  using move = new Move();
  const old = new Database(move.database);
  for (const column of [
    'encrypted',
    'e2ee_v',
    'alg',
    'sender_device_id',
    'key_id',
    'iv',
    'ciphertext',
    'aad',
  ])
    old.run(`ALTER TABLE messages DROP COLUMN ${column}`);
  old.run('ALTER TABLE users DROP COLUMN avatar_url');
  for (const table of ['files', 'push_subscriptions', 'user_device_keys'])
    old.run(`DROP TABLE ${table}`);
  old.close();
  const report = await move.run();
  expect(report.counts.users.brought).toBe(5);
  expect(report.oddities.column_missing?.count).toBe(12);
  expect(talkOf(move.dataDir(), 'ali', 'sara').length).toBeGreaterThan(10);
});

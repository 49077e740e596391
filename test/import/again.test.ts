import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
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

test('original #53: a database without the newer columns and tables is read all the same', async () => {
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

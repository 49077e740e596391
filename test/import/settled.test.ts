import { Database } from 'bun:sqlite';
import { expect, test } from 'bun:test';
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Old } from '../../scripts/legacy/old.ts';
import { PNG } from '../../scripts/legacy/pictures.ts';
import { startServer } from '../helpers/app.ts';
import { runProgram } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';
import { Move, rows } from './support.ts';

const inWal = (path: string): Database => {
  const live = new Database(path);
  live.run('PRAGMA journal_mode = WAL');
  live.run('PRAGMA wal_autocheckpoint = 0');
  return live;
};
const runImport = (move: Move, path: string, ...more: string[]) =>
  runProgram(['import', path, '--data-dir', move.dataDir(), '--json', ...more], {});

test('a copy without its log is refused, and taken by whoever says that they know', async () => {
  using move = new Move();
  const live = inWal(move.database);
  const alone = join(move.root, 'alone');
  mkdirSync(alone);
  copyFileSync(move.database, join(alone, 'payambar.db'));
  live.close();
  for (const more of [['--dry-run'], []]) {
    const { code, out, err } = await runImport(move, alone, ...more);
    expect([code, out, err.trimEnd().split('\n').length]).toEqual([5, '', 1]);
    expect(err).toContain('payambar.db-wal');
    expect(err).toContain('--without-log');
  }
  expect(existsSync(move.dataDir())).toBe(false);
  const taken = await runImport(move, alone, '--without-log');
  expect(taken.code).toBe(0);
  expect(JSON.parse(taken.out).oddities.log_absent).toBeDefined();
});

test('a folder whose program has stopped in order is brought, and told of the log that is not there', async () => {
  using move = new Move();
  expect((await move.run('other')).oddities.log_absent).toBeUndefined();
  inWal(move.database).close();
  rmSync(`${move.database}-wal`, { force: true });
  const { code, out } = await runImport(move, move.old);
  expect([code, JSON.parse(out).oddities.log_absent.count]).toEqual([0, 1]);
});

test('a young database whose all lay in the log is said to lack it', async () => {
  using move = new Move();
  const path = join(move.root, 'young.db');
  const live = inWal(path);
  live.run('CREATE TABLE users (id INTEGER PRIMARY KEY)');
  copyFileSync(path, join(move.root, 'copy.db'));
  live.close();
  const { code, err } = await runImport(move, join(move.root, 'copy.db'), '--without-log');
  expect([code, err]).toEqual([1, expect.stringContaining('is empty without its log')]);
});

const avatarOf = (dataDir: string, username: string): string | null =>
  rows<{ name: string | null }>(
    dataDir,
    `SELECT f.name FROM users u LEFT JOIN files f ON f.id = u.avatar_file WHERE u.username = '${username}'`,
  )[0]?.name ?? null;

test('a picture that was changed there is set; one that was chosen here stays, and both are told', async () => {
  using move = new Move();
  await move.run();
  const dataDir = move.dataDir();
  expect(avatarOf(dataDir, 'ali')).toBe('face.png');
  const change = (name: string): void => {
    writeFileSync(join(move.old, 'data/uploads', name), PNG);
    const old = new Database(move.database);
    old.run("UPDATE users SET avatar_url = ?, display_name = 'علی دیگر' WHERE id = 1", [
      `/api/files/${name}`,
    ]);
    old.close();
  };
  change('newer.png');
  const second = await move.run();
  expect(avatarOf(dataDir, 'ali')).toBe('newer.png');
  expect(second.oddities.name_differs).toEqual({ count: 1, examples: ['ali: علی دیگر ≠ علی'] });
  change('face.png');
  await move.run();
  expect(avatarOf(dataDir, 'ali')).toBe('face.png');
  const here = new Database(join(dataDir, 'payambar.db'));
  here.run(
    `INSERT INTO files (id, owner_id, sha256, size, mime, name, created_at)
      SELECT 'ownPicture1', owner_id, sha256, size, mime, 'own.png', created_at FROM files WHERE name = 'face.png'`,
  );
  here.run("UPDATE users SET avatar_file = 'ownPicture1' WHERE username = 'ali'");
  here.close();
  change('third.png');
  const last = await move.run();
  expect(avatarOf(dataDir, 'ali')).toBe('own.png');
  expect(last.oddities.avatar_own).toEqual({ count: 1, examples: ['1'] });
});

test('what a killed import left half copied goes with the next import, and with the next start', async () => {
  using move = new Move();
  await move.run();
  const left = join(move.dataDir(), 'files/.taking-4711');
  writeFileSync(left, 'half');
  await move.run();
  expect(existsSync(left)).toBe(false);
  writeFileSync(left, 'half');
  const server = await startServer({ dataDir: move.dataDir() });
  await until(() => existsSync(left), false);
  await server.stop();
});

test('chats without a message and messages that a watermark passes are told by their number', async () => {
  using move = new Move();
  const { counts, oddities } = await move.run();
  const [told] = rows<{ n: number }>(
    move.dataDir(),
    'SELECT count(*) AS n FROM chats WHERE last_seq > 0',
  );
  expect(oddities.chat_empty?.count).toBe(1);
  expect(counts.chats.brought - (oddities.chat_empty?.count ?? 0)).toBe(told?.n ?? 0);
  expect(oddities.status_passed?.count).toBe(1);
});

test('a file with a backslash in its name is found by its old address, beside one called like its end', async () => {
  using move = new Move((root) => {
    const old = new Old(join(root, 'data/payambar.db'), join(root, 'data/uploads'));
    const [a, b] = [old.user('ali'), old.user('sara')];
    old.conversation([a, b]);
    old.file(a, b, 'back\\slash.txt', 'one');
    old.file(a, b, 'slash.txt', 'other');
    old.close();
  });
  await move.run();
  const names = rows<{ name: string; size: number }>(
    move.dataDir(),
    'SELECT o.name, f.size FROM old_files o JOIN files f ON f.id = o.file_id ORDER BY f.size',
  );
  expect(names).toEqual([
    { name: 'back\\slash.txt', size: 3 },
    { name: 'slash.txt', size: 5 },
  ]);
  const again = await move.run();
  expect(again.counts.files).toMatchObject({ brought: 0, known: 2 });
});

import { expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDb } from '../../db/database.ts';
import { createFilesStore } from '../../server/files/store.ts';
import { startServer } from '../helpers/app.ts';
import { until } from '../helpers/until.ts';
import { Move, rows } from './support.ts';

type Kept = { id: string; sha256: string; chatId: string; seq: number };
const HELD = `SELECT f.id, f.sha256, m.chat_id AS chatId, m.seq FROM files f
  JOIN message_files m ON m.file_id = f.id WHERE f.name = 'evil.svg'`;
const LEFT = 'SELECT id FROM files ORDER BY id';

test('the file of a deleted message goes at the next start; those of others and pictures of people stay', async () => {
  using move = new Move();
  await move.run();
  const dataDir = move.dataDir();
  const before = rows<{ id: string }>(dataDir, LEFT);
  const [gone] = rows<Kept>(dataDir, HELD);
  if (!gone) throw new Error('no file to delete');
  const path = createFilesStore(dataDir).pathOf(gone.sha256);
  expect(existsSync(path)).toBe(true);
  const db = openDb({ path: join(dataDir, 'payambar.db') });
  await db.write(() => db.files.detach(gone.chatId, gone.seq));
  await db.close();
  const server = await startServer({ dataDir });
  await until(() => existsSync(path), false);
  expect(rows(dataDir, LEFT)).toEqual(before.filter(({ id }) => id !== gone.id));
  await server.stop();
});

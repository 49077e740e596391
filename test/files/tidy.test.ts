import { expect, test } from 'bun:test';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PNG } from '../../scripts/legacy/pictures.ts';
import { createFilesStore } from '../../server/files/store.ts';
import { type Caller, startServer } from '../helpers/app.ts';
import { makeFriends } from '../helpers/cast.ts';
import { tempDir } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';
import {
  append,
  begin,
  bytesOf,
  fetched,
  headOf,
  idIn,
  sendFiles,
  sha256,
  upload,
} from './support.ts';

const DAY = 24 * 3_600_000;

/** A server on the same data, that many days later. */
const later = (dataDir: string, days: number) =>
  startServer({ dataDir, now: () => Date.now() + days * DAY });

test('after a day go uploads to which nothing comes, files that no message holds, and bytes without a row; the rest stays', async () => {
  using dir = tempDir();
  const dataDir = join(dir.path, 'data');
  mkdirSync(dataDir);
  const first = await startServer({ dataDir });
  const sara = await first.register('sara');
  const ali = await first.register('ali');
  const chatId = await makeFriends(sara, ali);
  const sent = await upload(sara, PNG, { name: 'ماندنی.png' });
  await sendFiles(sara, chatId, [{ id: sent, kind: 'picture' }]);
  const unsent = await upload(sara, bytesOf(500));
  const open = idIn(await begin(sara, { length: 900 }));
  await append(sara, open, 0, bytesOf(300));
  const store = createFilesStore(dataDir);
  const bytes = bytesOf(77);
  const lost = store.pathOf(sha256(bytes));
  mkdirSync(dirname(lost), { recursive: true });
  writeFileSync(lost, bytes);
  const part = join(dataDir, 'uploads', 'AAAAAAAAAAA');
  writeFileSync(part, 'x');
  const kept = store.pathOf(sha256(PNG));
  const gone = store.pathOf(sha256(bytesOf(500)));
  await first.stopKeeping();

  const soon = await later(dataDir, 0.5);
  const who: Caller = await soon.login('sara');
  expect((await headOf(who, open)).headers.get('upload-offset')).toBe('300');
  expect((await fetched(soon, who, `/api/files/${unsent}`)).status).toBe(200);
  expect([lost, part, kept, gone].map((path) => existsSync(path))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  await soon.stopKeeping();

  const next = await later(dataDir, 2);
  const { db } = next.deps;
  await until(() => [lost, part, gone].map((path) => existsSync(path)), [false, false, false]);
  await until(() => db.read(db.files.byId(unsent)), undefined);
  await until(() => db.read(db.uploads.isOpen(open)), false);
  const again = await next.login('sara');
  expect((await headOf(again, open)).status).toBe(404);
  expect((await fetched(next, again, `/api/files/${sent}`)).status).toBe(200);
  expect((await fetched(next, again, `/api/files/${sent}/thumb`)).status).toBe(200);
  expect(readdirSync(join(dataDir, 'uploads'))).toEqual([]);
  expect((await again.get('/api/me/storage')).body.used).toBe(PNG.length);
  await next.stop();
});

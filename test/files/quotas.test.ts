import { afterEach, beforeEach, expect, test } from 'bun:test';
import { png } from '../../scripts/legacy/pictures.ts';
import { type Caller, PASSWORD } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';
import { makeFriends } from '../helpers/cast.ts';
import { until } from '../helpers/until.ts';
import { type Instance, startInstance } from '../instance/support.ts';
import { append, begin, bytesOf, idIn, sendFiles, TUS, upload } from './support.ts';

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.server.stop());

const patch = (body: object) => instance.boss.patch('/api/admin/server', body);
const codeOf = async (who: Caller, length: number) =>
  (await begin(who, { length })).body.error?.code ?? 'taken';
const storage = async (who: Caller) => (await who.get('/api/me/storage')).body;

test('a person’s quota counts files and the whole of uploads under way; it is theirs alone', async () => {
  const { sara, ali } = instance;
  await patch({ userQuotaBytes: 10_000 });
  await upload(sara, bytesOf(4000));
  const open = idIn(await begin(sara, { length: 5000 }));
  expect(await storage(sara)).toEqual({ used: 9000, quota: 10_000, fileMaxBytes: 2e9 });
  expect([await codeOf(sara, 1001), await codeOf(sara, 1000)]).toEqual(['quota_full', 'taken']);
  expect(await codeOf(ali, 10_000)).toBe('taken');
  // What was reserved may come, though the quota is smaller by now.
  await patch({ userQuotaBytes: 100 });
  expect((await append(sara, open, 0, bytesOf(5000))).status).toBe(204);
  expect(await codeOf(sara, 1)).toBe('quota_full');
  expect((await sara.ask('POST', '/api/avatars', png(64, 64))).body.error.code).toBe('quota_full');
  await patch({ userQuotaBytes: null });
  expect(await codeOf(sara, 1_000_000)).toBe('taken');
});

test('the server’s quota is for all together, and the largest file for each', async () => {
  const { sara, ali } = instance;
  await patch({ serverQuotaBytes: 10_000, fileMaxBytes: 8000 });
  expect(await codeOf(sara, 8001)).toBe('files_too_large');
  await upload(sara, bytesOf(6000));
  expect(await codeOf(ali, 4001)).toBe('server_full');
  const id = idIn(await begin(ali, { length: 4000 }));
  expect(await codeOf(sara, 1)).toBe('server_full');
  await ali.ask('DELETE', `/api/uploads/${id}`, undefined, TUS);
  expect(await codeOf(sara, 4000)).toBe('taken');
});

test('many who ask at once take no more than there is', async () => {
  const { sara } = instance;
  await patch({ userQuotaBytes: 10_000 });
  const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(sara, 2000)));
  expect(codes.filter((code) => code === 'taken')).toHaveLength(5);
  expect((await storage(sara)).used).toBe(10_000);
});

test('what is deleted makes room; a forward costs nothing and holds the bytes', async () => {
  const { sara, ali, reza } = instance;
  const [one, other] = [await makeFriends(sara, ali), await makeFriends(ali, reza)];
  const id = await upload(sara, bytesOf(3000));
  const { message } = await sendFiles(sara, one, [id]);
  const forward = { chatId: one, seq: message.seq, author: true };
  await ali.post(`/api/chats/${other}/messages`, {
    ...{ clientId: Bun.randomUUIDv7(), text: '', forward },
  });
  expect([(await storage(sara)).used, (await storage(ali)).used]).toEqual([3000, 0]);
  const remove = (who: Caller, chatId: string, seq: number) =>
    who.post(`/api/chats/${chatId}/messages/delete`, { seqs: [seq], everyone: true });
  await remove(sara, one, message.seq);
  expect((await storage(sara)).used).toBe(3000);
  await remove(ali, other, 3);
  const { db } = instance.server.deps;
  while (await db.read(db.files.byId(id))) await new Promise((turn) => setImmediate(turn));
  expect((await storage(sara)).used).toBe(0);
});

test('an administrator sees who keeps most; others see nothing of it', async () => {
  const { boss, sara, ali, reza } = instance;
  await upload(sara, bytesOf(300));
  await upload(ali, bytesOf(2000));
  await begin(reza, { length: 50_000 });
  const { status, body } = await boss.get('/api/admin/storage');
  expect([status, body.used, body.open]).toEqual([200, 52_300, 1]);
  expect(body.people.map(({ username, bytes }: Json) => [username, bytes])).toEqual([
    ['ali', 2000],
    ['sara', 300],
  ]);
  expect((await sara.get('/api/admin/storage')).status).toBe(404);
});

test('the account that ends gives up its uploads and what no message holds; a group that ends gives up its files', async () => {
  const { server, sara, ali } = instance;
  const { db } = server.deps;
  const chatId = await makeFriends(sara, ali);
  const kept = await upload(sara, bytesOf(100));
  await sendFiles(sara, chatId, [kept]);
  const unsent = await upload(sara, bytesOf(200));
  const open = idIn(await begin(sara, { length: 900 }));
  const userIds = [sara.user.id];
  const made = { kind: 'group', clientId: Bun.randomUUIDv7(), title: 'گروه', userIds };
  const group = (await ali.post('/api/chats', made)).body.chat.id;
  const inGroup = await upload(ali, bytesOf(300));
  expect((await sendFiles(ali, group, [inGroup])).status).toBe(201);
  expect((await ali.del(`/api/chats/${group}`)).status).toBe(200);
  await until(() => db.read(db.files.byId(inGroup)), undefined);
  await sara.post('/api/me/delete', { password: PASSWORD, data: 'keep' });
  await until(() => db.read(db.files.byId(unsent)), undefined);
  expect(await db.read(db.uploads.isOpen(open))).toBe(false);
  expect((await db.read(db.files.byId(kept)))?.size).toBe(100);
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Caller, type Server, startServer } from '../helpers/app.ts';
import { makeFriends } from '../helpers/cast.ts';
import { type FakeS3, startFakeS3 } from '../helpers/s3/fake-s3.ts';
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

let s3: FakeS3;
let one: Server;
let sara: Caller;
let ali: Caller;
beforeAll(async () => {
  s3 = startFakeS3();
  one = await startServer({ ...s3.config, s3Prefix: 'chat/' });
  sara = await one.register('sara');
  ali = await one.register('ali');
});
afterAll(async () => {
  await one.stop();
  await s3.stop();
});

const keyOf = (bytes: Uint8Array): string => `chat/${sha256(bytes).slice(0, 2)}/${sha256(bytes)}`;
const partsLeft = (): string[] => [...s3.objects.keys()].filter((key) => key.includes('/parts/'));

test('a file lies under its hash in the bucket and nowhere else, and no part of it is left', async () => {
  const bytes = bytesOf(9_000_000, 11);
  const id = await upload(sara, bytes);
  expect(sha256(s3.objects.get(keyOf(bytes))?.bytes ?? bytesOf(1))).toBe(sha256(bytes));
  expect([partsLeft(), s3.countOpen()]).toEqual([[], 0]);
  expect(existsSync(join(one.dataDir, 'files'))).toBe(false);
  const got = await fetched(one, sara, `/api/files/${id}`);
  expect([got.status, sha256(got.bytes)]).toEqual([200, sha256(bytes)]);
  expect((await fetched(one, ali, `/api/files/${id}`)).status).toBe(404);
});

test('ranges are those of the disk: a part, the end, beyond it, and what is none', async () => {
  const bytes = bytesOf(3_000_000, 12);
  const id = await upload(sara, bytes);
  const etag = `"${sha256(bytes).slice(0, 32)}"`;
  const asked = async (range: string, more = {}) => {
    const got = await fetched(one, sara, `/api/files/${id}`, { range, ...more });
    return [got.status, got.headers.get('content-range'), sha256(got.bytes)];
  };
  const part = (from: number, to: number) => [
    ...[206, `bytes ${from}-${to}/3000000`, sha256(bytes.subarray(from, to + 1))],
  ];
  expect(await asked('bytes=0-0')).toEqual(part(0, 0));
  expect(await asked('bytes=100-2099999')).toEqual(part(100, 2_099_999));
  expect(await asked('bytes=2999990-')).toEqual(part(2_999_990, 2_999_999));
  expect(await asked('bytes=-10')).toEqual(part(2_999_990, 2_999_999));
  expect(await asked('bytes=5-', { 'if-range': etag })).toEqual(part(5, 2_999_999));
  expect((await asked('bytes=3000000-')).slice(0, 2)).toEqual([416, 'bytes */3000000']);
  const whole = [200, null, sha256(bytes)];
  expect(await asked('bytes=9-5')).toEqual(whole);
  expect(await asked('bytes=5-', { 'if-range': '"other"' })).toEqual(whole);
});

test('a process that has taken none of the earlier parts goes on with an upload and finishes it', async () => {
  const bytes = bytesOf(10_000_000, 13);
  const id = idIn(await begin(sara, { length: bytes.length }));
  await append(sara, id, 0, bytes.subarray(0, 4_500_000));
  await append(sara, id, 4_500_000, bytes.subarray(4_500_000, 4_500_007));
  await one.stopKeeping();
  one = await startServer({ ...s3.config, s3Prefix: 'chat/', dataDir: one.dataDir });
  sara = await one.login('sara');
  ali = await one.login('ali');
  expect((await headOf(sara, id)).headers.get('upload-offset')).toBe('4500007');
  await append(sara, id, 4_500_007, bytes.subarray(4_500_007));
  expect(sha256((await fetched(one, sara, `/api/files/${id}`)).bytes)).toBe(sha256(bytes));
  expect(partsLeft()).toEqual([]);
});

test('pieces of two nodes that overlap are put together without a hole or a byte twice', async () => {
  const bytes = bytesOf(10_000, 14);
  const id = idIn(await begin(sara, { length: bytes.length }));
  await append(sara, id, 0, bytes.subarray(0, 3000));
  await append(sara, id, 3000, bytes.subarray(3000, 6000));
  const at = Date.now();
  const name = (offset: number) => `chat/parts/${id}/${String(offset).padStart(15, '0')}`;
  // Another node was at it from 1000 on.
  s3.objects.set(name(1000), { bytes: bytes.slice(1000, 4000), at });
  expect((await headOf(sara, id)).headers.get('upload-offset')).toBe('6000');
  await append(sara, id, 6000, bytes.subarray(6000));
  expect(sha256((await fetched(one, sara, `/api/files/${id}`)).bytes)).toBe(sha256(bytes));
});

test('what is deleted leaves the bucket, unless it stands elsewhere too', async () => {
  const bytes = bytesOf(5000, 15);
  const chatId = await makeFriends(sara, ali);
  const [first, second] = [await upload(sara, bytes), await upload(ali, bytes)];
  const { message } = await sendFiles(sara, chatId, [first]);
  const sent = await sendFiles(ali, chatId, [second]);
  const erase = (who: Caller, seq: number) =>
    who.post(`/api/chats/${chatId}/messages/delete`, { seqs: [seq], everyone: true });
  expect((await erase(sara, message.seq)).status).toBeLessThan(300);
  await until(() => one.deps.db.read(one.deps.db.files.byId(first)), undefined);
  expect(s3.objects.has(keyOf(bytes))).toBe(true);
  await erase(ali, sent.message.seq);
  await until(() => s3.objects.has(keyOf(bytes)), false);
});

test('with S3_DIRECT a download goes to the bucket for those who may have it, and what a page reads does not', async () => {
  const direct = await startServer({ ...s3.config, s3Prefix: 'direct/', s3Direct: 'on' });
  const reza = await direct.register('reza');
  const other = await direct.register('nima');
  const bytes = bytesOf(4000, 16);
  const id = await upload(reza, bytes, { name: 'نامه.txt' });
  const asked = await reza.get(`/api/files/${id}?download`);
  expect([asked.status, asked.headers.get('cache-control')]).toEqual([302, 'no-store']);
  const address = asked.headers.get('location') ?? '';
  const got = await fetch(address);
  expect(sha256(new Uint8Array(await got.arrayBuffer()))).toBe(sha256(bytes));
  expect(got.headers.get('content-disposition')).toStartWith('attachment; filename=');
  const tampered = await fetch(address.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'));
  expect(tampered.status).toBe(403);
  expect(address).not.toContain(s3.config.s3SecretAccessKey);
  expect((await other.get(`/api/files/${id}?download`)).status).toBe(404);
  expect((await fetched(direct, reza, `/api/files/${id}`)).status).toBe(200);
  await direct.stop();
});

test('a download ends at once with its session, and goes on for another', async () => {
  const bytes = bytesOf(30_000_000, 17);
  const id = await upload(sara, bytes);
  const phone = await one.login('sara');
  const begun = (who: Caller) =>
    fetch(`${one.url}/api/files/${id}`, { headers: { authorization: `Bearer ${who.token}` } });
  const [cut, kept] = [await begun(phone), await begun(sara)];
  await phone.post('/api/auth/logout');
  await expect(cut.arrayBuffer()).rejects.toThrow();
  expect(sha256(new Uint8Array(await kept.arrayBuffer()))).toBe(sha256(bytes));
});

test('no secret of the bucket is in the log', () => {
  expect(one.lines.join('\n')).not.toContain(s3.config.s3SecretAccessKey);
});

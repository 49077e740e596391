import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PNG, SVG } from '../../scripts/legacy/pictures.ts';
import type { Caller, Server } from '../helpers/app.ts';
import { closeAll, connectAll, drainEvents, makeFriends, startCast } from '../helpers/cast.ts';
import { until } from '../helpers/until.ts';
import { begin, bytesOf, fetched, idIn, sendFiles, sha256, upload } from './support.ts';

let server: Server;
let [sara, ali, reza]: Caller[] = [];
let chatId: string;
beforeAll(async () => {
  const cast = await startCast();
  ({ server, sara, ali, reza } = cast);
  chatId = await makeFriends(cast.sara, cast.ali);
});
afterAll(() => server.stop());

const people = () => {
  if (!sara || !ali || !reza) throw new Error('nobody there');
  return { sara, ali, reza };
};
const statusOf = async (who: Caller, id: string, rest = '') =>
  (await fetched(server, who, `/api/files/${id}${rest}`)).status;

test('who is in the chat gets the message, and its file whole; who is not gets neither', async () => {
  const { sara, ali, reza } = people();
  const [aliHears, rezaHears] = await connectAll(server, ali, reza);
  const bytes = bytesOf(200_000);
  const id = await upload(sara, bytes, { name: 'سند.bin' });
  // Before it is sent it is its owner's alone.
  expect([await statusOf(sara, id), await statusOf(ali, id)]).toEqual([200, 404]);
  const { status, message } = await sendFiles(sara, chatId, [id], { text: 'بفرمایید' });
  expect([status, message.text, message.files]).toEqual([
    201,
    'بفرمایید',
    [{ id, name: 'سند.bin', size: 200_000, mime: 'application/octet-stream', kind: 'file' }],
  ]);
  const added = await drainEvents(aliHears, 'message.added');
  expect(added.map(({ body }) => body.message.files)).toEqual([message.files]);
  expect(await drainEvents(rezaHears, 'message.added')).toEqual([]);
  const got = await fetched(server, ali, `/api/files/${id}`);
  expect([got.status, sha256(got.bytes)]).toEqual([200, sha256(bytes)]);
  expect(await statusOf(reza, id)).toBe(404);
  closeAll([aliHears, rezaHears]);
});

test('a message of a file alone has no text; one of neither is refused', async () => {
  const { sara } = people();
  const { status, message } = await sendFiles(sara, chatId, [await upload(sara, bytesOf(10))]);
  expect([status, message.text]).toEqual([201, '']);
  const bare = { clientId: Bun.randomUUIDv7(), text: '' };
  expect((await sara.post(`/api/chats/${chatId}/messages`, bare)).body.error.code).toBe(
    'text_empty',
  );
});

test('an album of ten keeps its order; eleven, none, and one twice are refused', async () => {
  const { sara } = people();
  const ids: string[] = [];
  for (let i = 0; i < 11; i++) ids.push(await upload(sara, bytesOf(10 + i), { name: `${i}.bin` }));
  const ten = ids.slice(0, 10);
  const album = await sendFiles(sara, chatId, ten);
  expect([album.status, album.files.map(({ id }) => id)]).toEqual([201, ten]);
  for (const wrong of [ids, [], [ids[0], ids[0]]])
    expect((await sendFiles(sara, chatId, wrong as string[])).status).toBe(400);
});

test('a retry whose answer was lost makes no second message', async () => {
  const { sara } = people();
  const id = await upload(sara, bytesOf(30));
  const clientId = Bun.randomUUIDv7();
  const first = await sendFiles(sara, chatId, [id], { clientId });
  const again = await sendFiles(sara, chatId, [id], { clientId });
  expect([first.status, again.status, again.message.seq]).toEqual([201, 200, first.message.seq]);
});

test('a file of somebody else, of another chat, unfinished or made up is not found', async () => {
  const { sara, ali, reza } = people();
  const theirs = await upload(ali, bytesOf(40));
  const seen = await upload(ali, bytesOf(41));
  await sendFiles(ali, chatId, [seen]);
  const elsewhere = await upload(reza, bytesOf(42));
  await sendFiles(reza, await makeFriends(reza, ali), [elsewhere]);
  const unfinished = idIn(await begin(sara, { length: 5 }));
  for (const id of [theirs, seen, elsewhere, unfinished, 'AAAAAAAAAAA'])
    expect((await sendFiles(sara, chatId, [id])).code).toBe('not_found');
});

test('its sender may send a file again, in another chat too', async () => {
  const { sara, reza } = people();
  const id = await upload(sara, bytesOf(50));
  await sendFiles(sara, chatId, [id]);
  expect(await statusOf(reza, id)).toBe(404);
  const other = await makeFriends(sara, reza);
  expect((await sendFiles(sara, other, [id])).status).toBe(201);
  expect(await statusOf(reza, id)).toBe(200);
});

test('a forward carries the file without its bytes, for those who see the forward', async () => {
  const { sara, ali, reza } = people();
  const id = await upload(sara, PNG, { name: 'نما.png' });
  const { message } = await sendFiles(sara, chatId, [{ id, kind: 'picture' }]);
  const other = await makeFriends(ali, reza);
  const forward = { chatId, seq: message.seq, author: true };
  const body = { clientId: Bun.randomUUIDv7(), text: '', forward };
  expect(await statusOf(reza, id)).toBe(404);
  const passed = await ali.post(`/api/chats/${other}/messages`, body);
  expect([passed.status, passed.body.message.files]).toEqual([201, message.files]);
  expect(await statusOf(reza, id)).toBe(200);
});

test('the kind is what the bytes allow: what is no picture is a file, whatever it is called', async () => {
  const { sara } = people();
  const html = Buffer.from('<!doctype html><script>alert(1)</script>');
  const polyglot = Buffer.concat([Buffer.from('GIF89a/*'), Buffer.alloc(40), html]);
  const cases: [Uint8Array, string, string, string, string][] = [
    [PNG, 'picture', 'image/png', 'picture', 'image/png'],
    [PNG, 'file', 'image/png', 'file', 'image/png'],
    [PNG, 'video', 'video/mp4', 'file', 'image/png'],
    [PNG, 'voice', 'audio/webm', 'file', 'image/png'],
    [html, 'picture', 'image/png', 'file', 'application/octet-stream'],
    [Buffer.from(SVG), 'picture', 'image/svg+xml', 'file', 'application/octet-stream'],
    [polyglot, 'picture', 'text/html', 'file', 'image/gif'],
  ];
  for (const [bytes, wanted, type, kind, mime] of cases) {
    const id = await upload(sara, bytes, { name: 'x.html', type });
    const { files } = await sendFiles(sara, chatId, [{ id, kind: wanted as 'file' }]);
    expect([wanted, type, files[0]?.kind, files[0]?.mime]).toEqual([wanted, type, kind, mime]);
    const got = await fetched(server, sara, `/api/files/${id}`);
    expect(got.headers.get('content-type')).toBe(mime);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(got.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    const how = mime.startsWith('image/') ? 'inline' : 'attachment';
    expect(got.headers.get('content-disposition')).toStartWith(how);
    const saved = await fetched(server, sara, `/api/files/${id}?download=1`);
    expect(saved.headers.get('content-disposition')).toStartWith('attachment');
  }
});

test('the size of a picture is read and not believed; what only the sender knows is kept', async () => {
  const { sara, ali } = people();
  const id = await upload(sara, PNG, { name: 'نما.png' });
  const thumbhash = Buffer.alloc(25, 1).toString('base64');
  const picture = { id, kind: 'picture' as const, width: 9, height: 9, thumbhash };
  const [info] = (await sendFiles(sara, chatId, [picture])).files;
  expect(info).toMatchObject({ width: 64, height: 48, thumbhash, thumb: true });
  const voiceId = await upload(sara, bytesOf(99));
  const waveform = Buffer.alloc(96, 7).toString('base64');
  const voice = { id: voiceId, kind: 'voice' as const, durationMs: 12_345, waveform, width: 5 };
  const [kept] = (await sendFiles(sara, chatId, [voice])).files;
  // These bytes are no sound, so what stands is a file.
  expect(kept).toEqual({
    ...{ id: voiceId, name: 'نامه.txt', size: 99, mime: 'application/octet-stream' },
    ...{ kind: 'file', durationMs: 12_345 },
  });
  for (const wrong of [
    { thumbhash: 'x'.repeat(41) },
    { thumbhash: '<script>' },
    { waveform: 'A'.repeat(129) },
    { durationMs: 86_400_001 },
    { width: 0 },
  ])
    expect((await sendFiles(sara, chatId, [{ ...picture, ...wrong }])).status).toBe(400);
  expect((await ali.get(`/api/chats/${chatId}/messages?limit=1`)).status).toBe(200);
});

test('a caption may be edited away, the words of a message without files may not', async () => {
  const { sara } = people();
  const id = await upload(sara, bytesOf(60));
  const { message } = await sendFiles(sara, chatId, [id], { text: 'زیرنویس یکتا' });
  const found = async () =>
    (await sara.get(`/api/search?q=${encodeURIComponent('یکتا')}`)).body.hits.length;
  expect(await found()).toBe(1);
  const path = `/api/chats/${chatId}/messages/${message.seq}`;
  const edited = await sara.patch(path, { text: '' });
  expect([edited.status, edited.body.message.text, edited.body.message.files]).toEqual([
    ...[200, '', message.files],
  ]);
  expect(await found()).toBe(0);
  expect((await sara.patch(path, { text: 'باز هم یکتا' })).status).toBe(200);
  expect(await found()).toBe(1);
  expect((await sara.patch(`/api/chats/${chatId}/messages/1`, { text: '' })).body.error.code).toBe(
    'text_empty',
  );
});

test('the last message that holds a file gives its bytes up when it is deleted for everyone', async () => {
  const { sara, ali } = people();
  const id = await upload(sara, PNG, { name: 'رفتنی.png' });
  const seqs: number[] = [];
  for (let i = 0; i < 2; i++)
    seqs.push((await sendFiles(sara, chatId, [{ id, kind: 'picture' }])).message.seq);
  const { db } = server.deps;
  const row = await db.read(db.files.byId(id));
  const remove = (seq: number | undefined) =>
    sara.post(`/api/chats/${chatId}/messages/delete`, { seqs: [seq], everyone: true });
  await remove(seqs[0]);
  expect([await statusOf(ali, id), await statusOf(ali, id, '/thumb')]).toEqual([200, 200]);
  await remove(seqs[1]);
  expect([await statusOf(ali, id), await statusOf(ali, id, '/thumb')]).toEqual([404, 404]);
  await until(() => db.read(db.files.byId(id)), undefined);
  expect(row?.size).toBe(PNG.length);
  const { used } = (await sara.get('/api/me/storage')).body;
  const { bytes } = await db.read(db.uploads.keptOf(sara.user.id));
  expect(used).toBe(bytes);
});

test('whoever was removed from the group while uploading can send it there no more', async () => {
  const { sara, ali, reza } = people();
  const userIds = [ali, reza].map(({ user }) => user.id);
  const made = { kind: 'group', clientId: Bun.randomUUIDv7(), title: 'گروه', userIds };
  const group = (await sara.post('/api/chats', made)).body.chat.id;
  const before = await upload(ali, bytesOf(70));
  expect((await sendFiles(ali, group, [before])).status).toBe(201);
  expect(await statusOf(reza, before)).toBe(200);
  await sara.del(`/api/chats/${group}/members/${ali.user.id}`);
  await sara.del(`/api/chats/${group}/members/${reza.user.id}`);
  expect((await sendFiles(ali, group, [await upload(ali, bytesOf(71))])).code).toBe('not_found');
  expect(await statusOf(reza, before)).toBe(404);
});

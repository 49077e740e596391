import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { PNG, png, SVG } from '../../scripts/legacy/pictures.ts';
import { createFilesStore } from '../../server/files/store.ts';
import type { Caller, Server } from '../helpers/app.ts';
import {
  chatOf,
  closeAll,
  connectAll,
  drainEvents,
  makeFriends,
  say,
  startCast,
} from '../helpers/cast.ts';
import { until } from '../helpers/until.ts';
import { bytesOf, fetched, sendFiles, upload } from './support.ts';

let server: Server;
let [sara, ali, reza]: Caller[] = [];
beforeAll(async () => {
  const cast = await startCast();
  ({ server, sara, ali, reza } = cast);
  await makeFriends(cast.sara, cast.ali);
});
afterAll(() => server.stop());

const people = () => {
  if (!sara || !ali || !reza) throw new Error('nobody there');
  return { sara, ali, reza };
};
const square = (side = 400, seed = 0) => new Bun.Image(png(side, side, seed)).jpeg().bytes();
const post = (who: Caller, bytes: Uint8Array) => who.ask('POST', '/api/avatars', bytes);
async function make(who: Caller, seed = 0): Promise<string> {
  const { status, body } = await post(who, await square(400, seed));
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}
const give = async (who: Caller, avatar: string | null) => who.patch('/api/me', { avatar });
const seenBy = async (who: Caller, id: string) => [
  (await fetched(server, who, `/api/files/${id}`)).status,
  (await fetched(server, who, `/api/files/${id}/thumb`)).status,
];
const SEEN = [200, 200];
const UNSEEN = [404, 404];
async function pathOf(id: string): Promise<string> {
  const row = await server.deps.db.read(server.deps.db.files.byId(id));
  return createFilesStore(server.dataDir).pathOf(row?.sha256 ?? '');
}
async function group(owner: Caller, ...others: Caller[]): Promise<string> {
  const userIds = others.map(({ user }) => user.id);
  const body = { kind: 'group', clientId: Bun.randomUUIDv7(), title: 'خانواده', userIds };
  return (await owner.post('/api/chats', body)).body.chat.id;
}

test('a person’s picture is seen by all who see their profile, in two sizes, and by nobody before it is given', async () => {
  const { sara, ali, reza } = people();
  const [herPhone, his, strange] = await connectAll(server, sara, ali, reza);
  const id = await make(sara);
  expect([await seenBy(sara, id), await seenBy(ali, id)]).toEqual([SEEN, UNSEEN]);
  expect((await give(sara, id)).body.user.avatar).toBe(id);
  for (const socket of [herPhone, his]) {
    const events = await drainEvents(socket, 'user.changed');
    expect(events.map(({ body }) => body.user.avatar)).toEqual([id]);
  }
  expect(await drainEvents(strange, 'user.changed')).toEqual([]);
  // A stranger may look at the profile, and one who is blocked learns nothing by not seeing it.
  await sara.put(`/api/blocks/${reza.user.id}`, { on: true });
  expect((await reza.get('/api/users?q=sara')).body.users[0].avatar).toBe(id);
  expect([await seenBy(ali, id), await seenBy(reza, id)]).toEqual([SEEN, SEEN]);
  await sara.put(`/api/blocks/${reza.user.id}`, { on: false });
  expect((await server.ask('GET', `/api/files/${id}`)).status).toBe(401);
  const [whole, small] = [
    await fetched(server, ali, `/api/files/${id}`),
    await fetched(server, ali, `/api/files/${id}/thumb`),
  ];
  for (const [{ bytes, headers }, side, most] of [
    [whole, 400, 80_000],
    [small, 144, 8_000],
  ] as const) {
    const { width, height, format } = await new Bun.Image(bytes).metadata();
    expect([width, height, format]).toEqual([side, side, 'webp']);
    expect(bytes.length).toBeLessThanOrEqual(most);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('cache-control')).toContain('private');
  }
  const known = { 'if-none-match': small.headers.get('etag') ?? '' };
  expect((await fetched(server, ali, `/api/files/${id}/thumb`, known)).status).toBe(304);
  closeAll([herPhone, his, strange]);
});

test('another one takes its place under another id, and the bytes of the first are given up; so it is when it is removed', async () => {
  const { sara, ali } = people();
  const first = await make(sara, 1);
  await give(sara, first);
  const path = await pathOf(first);
  const second = await make(sara, 2);
  await give(sara, second);
  // Asking twice changes nothing and announces nothing.
  const [his] = await connectAll(server, ali);
  expect((await give(sara, second)).body.user.avatar).toBe(second);
  expect(await drainEvents(his, 'user.changed')).toEqual([]);
  await until(() => existsSync(path), false);
  expect([await seenBy(ali, first), await seenBy(ali, second)]).toEqual([UNSEEN, SEEN]);
  const used = async () => (await sara.get('/api/me/storage')).body.used;
  expect(await used()).toBeGreaterThan(0);
  const last = await pathOf(second);
  expect((await give(sara, null)).body.user.avatar).toBeNull();
  expect((await drainEvents(his, 'user.changed')).at(-1)?.body.user.avatar).toBeNull();
  await until(() => existsSync(last), false);
  await until(used, 0);
  expect(await seenBy(sara, second)).toEqual(UNSEEN);
  his.close();
});

test('one waits at most, and the next takes its place', async () => {
  const { ali } = people();
  const [first, second] = [await make(ali, 3), await make(ali, 4)];
  expect([await seenBy(ali, first), await seenBy(ali, second)]).toEqual([UNSEEN, SEEN]);
  expect((await give(ali, first)).body.error.code).toBe('not_found');
});

/** Says that it is larger than it is: 8000 × 8000 pixels, or 1 × 10000, in some bytes. */
function pngOf(width: number, height: number): Buffer {
  const head = Buffer.from(PNG);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  head.writeUInt32BE(Bun.hash.crc32(head.subarray(12, 29)), 29);
  return head;
}

test('what is no square picture of a believable size is refused', async () => {
  const { reza } = people();
  const html = Buffer.from('<html><script>alert(1)</script></html>');
  const jpeg = await square();
  const wrong = [
    new Uint8Array(0),
    bytesOf(1000),
    html,
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), html]),
    Buffer.from(SVG),
    jpeg.subarray(0, 200),
    png(400, 300),
    png(63, 63),
    png(1025, 1025),
    pngOf(1, 10_000),
    pngOf(8000, 8000),
    await Bun.file(`${import.meta.dir}/../client/media/samples/animated.gif`).bytes(),
  ];
  for (const bytes of wrong)
    expect((await post(reza, bytes)).body.error).toMatchObject({
      code: 'invalid',
      field: 'body',
    });
  expect((await post(reza, bytesOf(262_145))).body.error.code).toBe('too_large');
  expect((await reza.get('/api/me/storage')).body.used).toBe(0);
  expect((await server.ask('POST', '/api/avatars', jpeg)).status).toBe(401);
});

test('nothing but the picture comes out: not where it was taken, nor what hides behind it', async () => {
  const { reza } = people();
  const hidden = 'PK\u0003\u0004<script>alert(1)</script>';
  const jpeg = Buffer.from(await square());
  const exif = Buffer.from(`Exif\0\0${hidden}`);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(exif.length + 2, 2);
  const told = Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)]);
  const { body } = await post(reza, Buffer.concat([told, Buffer.from(hidden)]));
  for (const part of ['', '/thumb']) {
    const { bytes } = await fetched(server, reza, `/api/files/${body.id}${part}`);
    expect(Buffer.from(bytes).includes('script')).toBe(false);
    expect(Buffer.from(bytes).includes('Exif')).toBe(false);
  }
  // Nor is its small picture changed for another one, as that of a file can be.
  const thumb = await new Bun.Image(PNG).jpeg().bytes();
  expect((await reza.ask('PUT', `/api/files/${body.id}/thumb`, thumb)).status).toBe(404);
});

test('only what one has made as such becomes a picture, and no message holds it', async () => {
  const { sara, ali } = people();
  const chatId = await makeFriends(sara, ali);
  const file = await upload(sara, png(400, 400), { name: 'عکس.png' });
  expect((await give(sara, file)).body.error).toMatchObject({ code: 'not_found', field: 'avatar' });
  expect((await give(ali, await make(sara, 5))).body.error.code).toBe('not_found');
  const own = await make(sara, 6);
  expect((await sendFiles(sara, chatId, [own])).code).toBe('not_found');
  expect((await sara.get('/api/me')).body.user.avatar).toBeNull();
});

test('a group’s picture is changed by whoever may change its info, its members are told, and only they see it', async () => {
  const { sara, ali, reza } = people();
  const chatId = await group(sara, ali);
  const at = `/api/chats/${chatId}`;
  const [his, strange] = await connectAll(server, ali, reza);
  const id = await make(ali, 7);
  expect((await ali.patch(at, { avatar: id })).body.chat.avatar).toBe(id);
  expect((await chatOf(sara, chatId)).avatar).toBe(id);
  const notes = (await drainEvents(his, 'message.added')).map(({ body }) => body.message.system);
  expect(notes).toEqual([{ type: 'avatar.changed', text: id }]);
  expect(await drainEvents(strange)).toEqual([]);
  expect([await seenBy(sara, id), await seenBy(reza, id)]).toEqual([SEEN, UNSEEN]);
  // A stranger neither sees nor changes it, and a member only while members may.
  expect((await reza.patch(at, { avatar: null })).status).toBe(404);
  await sara.patch(at, { rights: { changeInfo: false } });
  expect((await ali.patch(at, { avatar: null })).body.error.code).toBe('forbidden');
  // Whoever holds a link sees it as they see the title, and only while the link opens.
  const { invite } = (await sara.post(`${at}/invites`)).body;
  const look = await server.ask('POST', '/api/groups/look', { code: invite.code });
  expect(look.body.avatar).toBe(id);
  expect((await reza.get(`/api/invites/${invite.code}`)).body.avatar).toBe(id);
  const outside = () => server.ask('GET', `/api/invites/${invite.code}/avatar`);
  expect((await outside()).headers.get('content-type')).toBe('image/webp');
  await sara.del(`${at}/invites/${invite.code}`);
  expect((await outside()).status).toBe(404);
  // Whoever is removed sees it no longer; its maker has it, who has left the group, too.
  await sara.del(`${at}/members/${ali.user.id}`);
  expect(await seenBy(sara, id)).toEqual(SEEN);
  const next = await make(sara, 8);
  await sara.patch(at, { avatar: next });
  expect(await seenBy(ali, next)).toEqual(UNSEEN);
  expect((await sara.patch(at, { avatar: null })).body.chat.avatar).toBeNull();
  expect((await chatOf(sara, chatId)).last?.system).toEqual({ type: 'avatar.changed' });
  await until(() => seenBy(sara, next), UNSEEN);
  closeAll([his, strange]);
});

test('a deleted account and a deleted group give their pictures up; that of a group outlives its maker', async () => {
  const { sara } = people();
  const mina = await server.register('mina');
  await makeFriends(mina, sara);
  const own = await make(mina, 9);
  await give(mina, own);
  const chatId = await group(mina, sara);
  const shared = await make(mina, 10);
  await mina.patch(`/api/chats/${chatId}`, { avatar: shared });
  await say(mina, chatId, 'سلام');
  const [path, sharedPath] = [await pathOf(own), await pathOf(shared)];
  const password = 'گذرواژهٔ دراز ۱۲';
  expect((await mina.post('/api/me/delete', { password, data: 'keep' })).status).toBe(200);
  await until(() => existsSync(path), false);
  expect(await seenBy(sara, own)).toEqual(UNSEEN);
  expect(await seenBy(sara, shared)).toEqual(SEEN);
  // She has inherited the group.
  expect((await sara.del(`/api/chats/${chatId}`)).status).toBe(200);
  expect(await seenBy(sara, shared)).toEqual(UNSEEN);
  await until(() => existsSync(sharedPath), false);
});

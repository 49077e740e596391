import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Message } from '../../protocol/messages.ts';
import { OLD_PASSWORD } from '../../scripts/legacy/old.ts';
import { PNG } from '../../scripts/legacy/pictures.ts';
import { softDelete } from '../../server/messages/soft-delete.ts';
import { type Server, startServer } from '../helpers/app.ts';
import { Caller } from '../helpers/caller.ts';
import { Move } from './support.ts';

const move = new Move();
let server: Server;
let ali: Caller;
let sara: Caller;
/** A person of the same server, in none of their chats. */
let stranger: Caller;
let messages: Message[];

const enter = (username: string, password: string) =>
  server.ask('POST', '/api/auth/login', { username, password });
const fetchFile = (who: Caller | null, path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, {
    headers: who ? { authorization: `Bearer ${who.token}`, ...headers } : headers,
  });
const oneWith = (name: string) => {
  const found = messages.flatMap(({ files }) => files ?? []).find((file) => file.name === name);
  if (!found) throw new Error(`no file called ${name}`);
  return found;
};

beforeAll(async () => {
  await move.run();
  server = await startServer({ dataDir: move.dataDir() });
  [ali, sara] = (await Promise.all(
    ['Ali', 'sara'].map(
      async (name) => new Caller(server.url, (await enter(name, OLD_PASSWORD)).body),
    ),
  )) as [Caller, Caller];
  stranger = await server.register('stranger');
  const { body } = await sara.get('/api/chats');
  const chat = body.chats.find((one: { members: { userId: string }[] }) =>
    one.members.some(({ userId }) => userId === ali.user.id),
  );
  messages = (await sara.get(`/api/chats/${chat.id}/messages?limit=100`)).body.messages;
});
afterAll(async () => {
  await server.stop();
  move[Symbol.dispose]();
});

test('people sign in with their old password, and its hash is renewed', async () => {
  expect(ali.user.username).toBe('ali');
  expect((await enter('ali', 'another one')).status).toBe(401);
  const known = await server.deps.db.read(server.deps.db.users.credentials('ali'));
  expect(known?.hash).toStartWith('$argon2id$');
  expect((await enter('ali', OLD_PASSWORD)).status).toBe(200);
});

test('an account without a usable hash is entered by no password, without an error', async () => {
  for (const password of ['', 'plain text'])
    expect((await enter('reza', password)).status).toBe(401);
});

test('messages come as they are: files, calls, sealed ones without their ciphertext', () => {
  expect(oneWith('1700_picture.png')).toMatchObject({
    mime: 'image/png',
    width: 64,
    height: 48,
    size: PNG.length,
  });
  expect(messages.filter(({ kind }) => kind === 'call').map(({ call }) => call?.seconds)).toEqual([
    135,
    7,
    null,
  ]);
  const sealed = messages.filter((one) => one.sealed);
  expect(sealed.map(({ text }) => text)).toEqual(['']);
  expect(JSON.stringify(messages)).not.toContain('c2VjcmV0');
});

test('a file that could not be brought is named in its message', () => {
  const words = messages.map(({ text }) => text);
  for (const name of ['رازها.txt', 'link.txt', 'گم.pdf']) expect(words).toContain(`📎 ${name}`);
  expect(words).toContain('[فایل]');
});

test('a file is for those who see its message, and for others as if it were not', async () => {
  const { id } = oneWith('1700_picture.png');
  for (const who of [ali, sara]) {
    const answer = await fetchFile(who, `/api/files/${id}`);
    expect([answer.status, Buffer.from(await answer.arrayBuffer()).equals(PNG)]).toEqual([
      200,
      true,
    ]);
  }
  const [refused, unknown] = [
    await stranger.get(`/api/files/${id}`),
    await stranger.get('/api/files/AAAAAAAAAAA'),
  ];
  expect([refused.status, refused.body]).toEqual([unknown.status, unknown.body]);
  expect(refused.status).toBe(404);
  expect((await fetchFile(null, `/api/files/${id}`)).status).toBe(401);
});

test('old links go on working, for those alone', async () => {
  for (const name of ['1700_picture.png', 'یادداشت ۱.txt'].map(encodeURIComponent)) {
    expect((await fetchFile(sara, `/api/files/${name}`)).status).toBe(200);
    expect((await fetchFile(stranger, `/api/files/${name}`)).status).toBe(404);
    expect((await fetchFile(null, `/api/files/${name}`)).status).toBe(401);
  }
  for (const name of ['secret.txt', 'link.txt', '..%2Fpayambar.db', 'payambar.db'])
    expect((await fetchFile(sara, `/api/files/${name}`)).status).toBe(404);
});

test('a picture of a person is for whoever is signed in', async () => {
  expect((await fetchFile(stranger, '/api/files/face.png')).status).toBe(200);
  const { avatar } = (await stranger.get('/api/users/ali')).body.user;
  const small = await fetchFile(stranger, `/api/files/${avatar}/thumb`);
  expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/webp']);
  // One that an earlier version has brought has no small picture, and is shown as it is.
  await server.deps.db.write(() => server.deps.db.files.dropThumb(avatar));
  const whole = await fetchFile(stranger, `/api/files/${avatar}/thumb`);
  expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await fetchFile(null, '/api/files/face.png')).status).toBe(401);
});

test('what a browser could run is a download, and runs nothing', async () => {
  const evil = await fetchFile(sara, `/api/files/${oneWith('evil.svg').id}`);
  expect(evil.headers.get('content-type')).toBe('application/octet-stream');
  expect(evil.headers.get('content-disposition')).toStartWith('attachment;');
  const picture = await fetchFile(sara, `/api/files/${oneWith('همان.png').id}`);
  expect(picture.headers.get('content-disposition')).toBe(
    `inline; filename="____.png"; filename*=UTF-8''${encodeURIComponent('همان.png')}`,
  );
  for (const { headers } of [evil, picture]) {
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
});

test('parts of a file, and an answer without it when it is known', async () => {
  const path = `/api/files/${oneWith('1700_picture.png').id}`;
  const part = await fetchFile(sara, path, { range: 'bytes=1-3' });
  expect([part.status, await part.text()]).toEqual([206, 'PNG']);
  expect((await fetchFile(sara, path, { range: 'bytes=999999-' })).status).toBe(416);
  const etag = (await fetchFile(sara, path)).headers.get('etag') ?? '';
  const again = await fetchFile(sara, path, { 'if-none-match': etag });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect((await fetchFile(stranger, path, { 'if-none-match': etag })).status).toBe(404);
});

test('sealed words cannot be edited or passed on; files go on to those who see the copy, and to no others', async () => {
  const [sealed] = messages.filter((one) => one.sealed);
  const file = messages.find(({ files }) => files?.[0]?.name === '1700_picture.png');
  const self = (await sara.post('/api/chats', { kind: 'self' })).body.chat.id;
  const passOn = (one: Message | undefined) => {
    if (!one) throw new Error('nothing to try on');
    const forward = { chatId: one.chatId, seq: one.seq, author: true };
    const body = { clientId: Bun.randomUUIDv7(), text: '', forward };
    return sara.post(`/api/chats/${self}/messages`, body);
  };
  expect((await passOn(sealed)).status).toBe(400);
  const { status, body } = await passOn(file);
  expect([status, body.message.files]).toEqual([201, file?.files]);
  const { id } = body.message.files[0];
  expect((await fetchFile(sara, `/api/files/${id}`)).status).toBe(200);
  expect((await fetchFile(stranger, `/api/files/${id}`)).status).toBe(404);
  const seqs = [body.message.seq];
  await sara.post(`/api/chats/${self}/messages/delete`, { seqs, everyone: true });
  const edited = await ali.patch(`/api/chats/${sealed?.chatId}/messages/${sealed?.seq}`, {
    text: 'x',
  });
  expect(edited.status).toBe(403);
});

test('deleted for everyone, its files are for nobody but their owner', async () => {
  const { id } = oneWith('evil.svg');
  const message = messages.find(({ files }) => files?.some((file) => file.id === id));
  if (!message) throw new Error('no such message');
  const { db } = server.deps;
  await db.write(function* () {
    const head = yield* db.chats.context(ali.user.id, message.chatId);
    if (!head) throw new Error('no chat');
    yield* softDelete(db, message, head, Date.now());
  });
  expect((await fetchFile(sara, `/api/files/${id}`)).status).toBe(404);
  const path = `/api/chats/${message.chatId}/messages?around=${message.seq}&limit=1`;
  const [tombstone] = (await sara.get(path)).body.messages;
  expect(tombstone.files).toBeUndefined();
});

test('a deleted message gives its file to nobody else any more', async () => {
  const { id } = oneWith('همان.png');
  const holding = messages.filter(({ files }) => files?.some((file) => file.id === id));
  expect(holding.length).toBe(2);
  const { db } = server.deps;
  for (const [i, { chatId, seq }] of holding.entries()) {
    expect([i, (await fetchFile(sara, `/api/files/${id}`)).status]).toEqual([i, 200]);
    await db.write(() => db.files.detach(chatId, seq));
  }
  expect((await fetchFile(sara, `/api/files/${id}`)).status).toBe(404);
  expect((await fetchFile(ali, `/api/files/${id}`)).status).toBe(200);
});

test('imported words are found', async () => {
  await server.deps.db.drain();
  const { body } = await sara.get(`/api/search?q=${encodeURIComponent('قت')}`);
  expect(body.hits.map((hit: { message: Message }) => hit.message.text)).toContain('با دقت');
});

test('the keys of notifications and the subscriptions are kept', async () => {
  const { db } = server.deps;
  expect(await db.read(db.settings.get('push.vapid.public'))).toHaveLength(87);
  expect(await db.read(db.settings.get('push.vapid.private'))).toHaveLength(43);
  expect(await db.read(db.imported.subscribed('https://push.example.org/ali'))).toBe(true);
  for (const name of ['revoked', 'gone'])
    expect(await db.read(db.imported.subscribed(`https://push.example.org/${name}`))).toBe(false);
});

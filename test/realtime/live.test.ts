import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../protocol/version.ts';
import { type Caller, type Server, type Socket, startServer } from '../helpers/app.ts';

let server: Server;
let sara: Caller;
let ali: Caller;
let stranger: Caller;
let chatId: string;

beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
  ali = await server.register('ali');
  stranger = await server.register('stranger');
  const { body } = await sara.post('/api/chats', { kind: 'direct', userId: ali.user.id });
  chatId = body.chat.id;
  // He opens it too: to a stranger he would show neither receipts nor presence.
  await ali.post('/api/chats', { kind: 'direct', userId: sara.user.id });
});
afterAll(() => server.stop());

const send = (socket: Socket, text: string, clientId: string = Bun.randomUUIDv7()) =>
  socket.request('message.send', { chatId, clientId, text });
const texts = (socket: Socket): string[] =>
  socket.events.filter(({ type }) => type === 'message.added').map(({ body }) => body.message.text);

test('every device of every member hears a message once, the sending socket by its reply only, a stranger nothing', async () => {
  const [phone, laptop, alis, outside] = await Promise.all([
    server.connect(sara.token),
    server.connect(sara.token),
    server.connect(ali.token),
    server.connect(stranger.token),
  ]);
  expect((await send(phone, 'یک')).body.message).toMatchObject({
    text: 'یک',
    senderId: sara.user.id,
  });
  await send(phone, 'دو');
  await laptop.waitFor(() => texts(laptop).length === 2);
  await alis.waitFor(() => texts(alis).length === 2);
  expect(texts(alis)).toEqual(['یک', 'دو']);
  expect(texts(laptop)).toEqual(['یک', 'دو']);
  // Frames of one socket are in order: after this reply nothing older can be on its way.
  await phone.request('me.get', {});
  await outside.request('me.get', {});
  expect(phone.events.filter(({ type }) => type === 'message.added')).toEqual([]);
  expect(outside.events).toEqual([]);
  for (const socket of [phone, laptop, alis, outside]) socket.close();
});

test('events carry a contiguous rev, so that a missed one is noticed', async () => {
  const [hers, his] = await Promise.all([server.connect(sara.token), server.connect(ali.token)]);
  await Promise.all(Array.from({ length: 50 }, (_, n) => send(hers, `m${n}`)));
  await his.waitFor(() => texts(his).length === 50);
  const added = his.events.filter(({ type }) => type === 'message.added');
  const revs = added.map(({ rev }) => rev ?? 0);
  expect(revs).toEqual(revs.map((_, n) => (revs[0] ?? 0) + n));
  expect(added.every(({ chat }) => chat === chatId)).toBe(true);
  expect(texts(his)).toEqual(Array.from({ length: 50 }, (_, n) => `m${n}`));
  hers.close();
  his.close();
});

test('a socket reads its own writes: history asked right after sends holds them', async () => {
  const socket = await server.connect(sara.token);
  const sends = Array.from({ length: 10 }, (_, n) => send(socket, `own ${n}`));
  const page = await socket.request('history', { chatId, limit: 10 });
  expect(page.body.messages.map(({ text }: { text: string }) => text)).toEqual(
    Array.from({ length: 10 }, (_, n) => `own ${n}`),
  );
  await Promise.all(sends);
  socket.close();
});

test('a retry is answered with the first message and announced to nobody again', async () => {
  const [hers, his] = await Promise.all([server.connect(sara.token), server.connect(ali.token)]);
  const clientId = Bun.randomUUIDv7();
  const first = await send(hers, 'فقط یک بار', clientId);
  const again = await send(hers, 'فقط یک بار', clientId);
  const rest = await sara.post(`/api/chats/${chatId}/messages`, { clientId, text: 'فقط یک بار' });
  expect(first.body.retry).toBe(false);
  expect(again.body).toMatchObject({ retry: true, message: { seq: first.body.message.seq } });
  expect(rest).toMatchObject({ status: 200, body: { message: { seq: first.body.message.seq } } });
  await send(hers, 'پایان');
  await his.waitFor(() => texts(his).includes('پایان'));
  expect(texts(his)).toEqual(['فقط یک بار', 'پایان']);
  hers.close();
  his.close();
});

test('marks are told to every member, the unread count only to the own devices', async () => {
  const [hers, his, hisOther] = await Promise.all([
    server.connect(sara.token),
    server.connect(ali.token),
    server.connect(ali.token),
  ]);
  const { seq } = (await send(hers, 'بخوان')).body.message;
  const reply = await his.request('chat.read', { chatId, seq });
  expect(reply.body).toMatchObject({ read: seq, delivered: seq, unread: 0 });
  const moved = (socket: Socket) => socket.events.find(({ type }) => type === 'receipts.moved');
  await hers.waitFor(() => moved(hers) !== undefined);
  await hisOther.waitFor(() => moved(hisOther) !== undefined);
  expect(moved(hers)?.body).toMatchObject({ chatId, userId: ali.user.id, read: seq });
  expect(moved(hers)?.body.unread).toBeUndefined();
  expect(moved(hisOther)?.body.unread).toBe(0);
  for (const socket of [hers, his, hisOther]) socket.close();
});

test('typing is heard by the other member, not by oneself and not by a stranger', async () => {
  const [hers, his, outside] = await Promise.all([
    server.connect(sara.token),
    server.connect(ali.token),
    server.connect(stranger.token),
  ]);
  await hers.request('typing', { chatId, on: true });
  await his.waitFor(() => his.events.some(({ type }) => type === 'typing'));
  await outside.request('me.get', {});
  await hers.request('me.get', {});
  expect(outside.events).toEqual([]);
  expect(hers.events).toEqual([]);
  for (const socket of [hers, his, outside]) socket.close();
});

test('presence is told to whoever shares a chat and watches; a stranger is not even answered that the person exists', async () => {
  const [his, outside] = await Promise.all([
    server.connect(ali.token),
    server.connect(stranger.token),
  ]);
  const userIds = [sara.user.id];
  const before = await his.request('presence.watch', { userIds });
  expect(before.body.presence).toEqual([
    { userId: sara.user.id, online: false, lastSeenAt: expect.any(Number) },
  ]);
  expect((await outside.request('presence.watch', { userIds })).body.presence).toEqual([]);
  const hers = await server.connect(sara.token);
  await hers.request('hello', { protocol: PROTOCOL_VERSION, active: true });
  const online = (socket: Socket) => socket.events.some(({ type }) => type === 'presence.changed');
  await his.waitFor(() => online(his));
  await outside.request('me.get', {});
  expect(outside.events).toEqual([]);
  for (const socket of [hers, his, outside]) socket.close();
});

test('a long-poll answers with the change that it waited for; a stranger’s does not', async () => {
  const first = await sara.post('/api/sync', {});
  const cursor = Object.fromEntries(
    first.body.chats.map(({ chat }: { chat: Record<string, number> & { id: string } }) => [
      chat.id,
      [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev],
    ]),
  );
  const waiting = sara.post('/api/sync', { cursor, wait: 20 });
  const strangers = stranger.post('/api/sync', { cursor: {}, wait: 1 });
  const sent = await ali.post(`/api/chats/${chatId}/messages`, {
    clientId: Bun.randomUUIDv7(),
    text: 'بیدار شو',
  });
  expect(sent.status).toBe(201);
  const answer = await waiting;
  expect(answer.body.chats[0].messages.at(-1).text).toBe('بیدار شو');
  expect((await strangers).body.chats).toEqual([]);
});

test('a sync over HTTP refuses a version below the lowest, and serves a program that names none', async () => {
  const old = await sara.post('/api/sync', { protocol: PROTOCOL_FLOOR - 1 });
  expect([old.status, old.body.error.code]).toEqual([426, 'version_unsupported']);
  for (const said of [{}, { protocol: PROTOCOL_FLOOR }, { protocol: PROTOCOL_VERSION }])
    expect((await sara.post('/api/sync', said)).status).toBe(200);
});

test('a revoked session loses its sockets in the same call, the others stay', async () => {
  const other = await server.login('sara');
  const [doomed, kept] = await Promise.all([
    server.connect(other.token),
    server.connect(sara.token),
  ]);
  expect((await doomed.request('me.get', {})).ok).toBe(true);
  const revoked = await sara.del(`/api/sessions/${other.sessionId}`);
  expect(revoked.status).toBe(200);
  expect(await doomed.closed).toBe(4001);
  expect(doomed.events.at(-1)?.type).toBe('session.ended');
  expect((await other.get('/api/me')).status).toBe(401);
  expect((await kept.request('me.get', {})).ok).toBe(true);
  kept.close();
});

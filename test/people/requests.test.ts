import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { Caller } from '../helpers/app.ts';
import {
  chatOf,
  closeAll,
  connectAll,
  cursorOf,
  direct,
  drainEvents,
  listOf,
  marksOf,
  say,
  startCast,
  sync,
} from '../helpers/cast.ts';
import { until } from '../helpers/until.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
let stranger: Caller;
let nima: Caller;
let chatId: string;
beforeAll(async () => {
  cast = await startCast();
});
beforeEach(async () => {
  const name = Bun.randomUUIDv7().slice(-12);
  stranger = await cast.server.register(`s${name}`);
  nima = await cast.server.register(`n${name}`);
  chatId = await direct(stranger, nima);
  await say(stranger, chatId, 'سلام، مرا نمی‌شناسید');
});
afterAll(() => cast.stop());

const accept = (who = nima) => who.put(`/api/chats/${chatId}/accepted`);
const readUpTo = (seq: number, who = nima) => who.put(`/api/chats/${chatId}/read`, { seq });
const requestOf = async (who: Caller): Promise<boolean> =>
  (await chatOf(who, chatId)).settings.request;
const HIDDEN = { delivered: 0, read: 0, receiptRev: 0 };

test('a stranger’s first message is a request to whoever receives it, and none to the stranger', async () => {
  expect(await requestOf(nima)).toBe(true);
  expect(await requestOf(stranger)).toBe(false);
  expect((await sync(nima)).chats[0]?.chat.settings.request).toBe(true);
});

test('a chat that one opened oneself, or wrote in, is none', async () => {
  const { sara, reza } = cast;
  const opened = await direct(reza, sara);
  await direct(sara, reza);
  await say(reza, opened, 'سلام');
  expect((await chatOf(sara, opened)).settings.request).toBe(false);
});

test('opening the chat again accepts nothing', async () => {
  await direct(nima, stranger);
  expect(await requestOf(nima)).toBe(true);
});

test('before it is accepted the stranger learns nothing of who looks at it', async () => {
  const cursor = cursorOf(await sync(stranger));
  const sockets = await connectAll(cast.server, stranger, nima);
  const [strangers, nimas] = sockets;
  // A device that knows requests does so: it syncs, shows the chat, and sends no receipts.
  await nimas.request('hello', { protocol: PROTOCOL_VERSION, active: true });
  await nimas.request('history', { chatId });
  await nimas.request('presence.watch', { userIds: [stranger.user.id] });
  await nimas.request('chat.settings', { chatId, unreadMark: true, draft: { text: 'شاید' } });
  expect(await requestOf(nima)).toBe(true);
  expect(await drainEvents(strangers)).toEqual([]);
  expect(await marksOf(stranger, chatId, nima.user.id)).toEqual(HIDDEN);
  expect((await chatOf(stranger, chatId)).othersReceipts).toEqual({ delivered: 0, read: 0 });
  expect((await sync(stranger, cursor)).chats).toEqual([]);
  const info = (await strangers.request('message.info', { chatId, seq: 1 })).body;
  expect(info.people).toEqual([{ userId: nima.user.id, deliveredAt: null, readAt: null }]);
  closeAll(sockets);
});

test.each<[string, 'chat.delivered' | 'chat.read', object]>([
  ['received', 'chat.delivered', { delivered: 1, read: 0 }],
  ['read', 'chat.read', { delivered: 1, read: 1 }],
])(
  'a device that says it has %s the message accepts it, and the stranger hears the mark',
  async (_, type, marks) => {
    const own = cursorOf(await sync(nima));
    const cursor = cursorOf(await sync(stranger));
    const sockets = await connectAll(cast.server, stranger, nima, nima, cast.reza);
    const [strangers, nimas, other, rezas] = sockets;
    expect((await nimas.request(type, { chatId, seq: 1 })).body).toMatchObject(marks);
    expect((await drainEvents(strangers, 'receipts.moved')).map(({ body }) => body)).toEqual([
      { chatId, userId: nima.user.id, ...marks, receiptRev: 1 },
    ]);
    const [changed] = await drainEvents(other, 'chat.changed');
    expect(changed.body.chat.settings.request).toBe(false);
    expect(await drainEvents(rezas)).toEqual([]);
    expect((await sync(nima, own)).chats[0]?.chat.settings.request).toBe(false);
    expect((await sync(stranger, cursor)).chats[0]?.chat.othersReceipts).toMatchObject(marks);
    await say(stranger, chatId, 'ممنون');
    await readUpTo(2);
    expect((await drainEvents(strangers, 'receipts.moved'))[1].body).toMatchObject({
      read: 2,
      receiptRev: 2,
    });
    closeAll(sockets);
  },
);

test('a reaction and a pin accept it as well', async () => {
  const { body } = await nima.put(`/api/chats/${chatId}/messages/1/reactions`, { emojis: ['👍'] });
  expect(body.message.ownReactions).toEqual(['👍']);
  expect(await requestOf(nima)).toBe(false);
  const closed = await cast.server.register(`q${Bun.randomUUIDv7().slice(-12)}`);
  const second = await direct(stranger, closed);
  await say(stranger, second, 'سلام');
  await closed.put(`/api/chats/${second}/messages/1/pin`, { on: true });
  expect((await chatOf(closed, second)).settings.request).toBe(false);
});

test('a mark in a request whose sender is blocked accepts nothing and tells nothing', async () => {
  await nima.put(`/api/blocks/${stranger.user.id}`, { on: true });
  const [strangers] = await connectAll(cast.server, stranger);
  await readUpTo(1);
  expect(await requestOf(nima)).toBe(true);
  expect(await drainEvents(strangers)).toEqual([]);
  expect(await marksOf(stranger, chatId, nima.user.id)).toEqual(HIDDEN);
  strangers.close();
});

test('who shares a group is no stranger; who has left it is one', async () => {
  const { server, sara, reza } = cast;
  const [guest, host] = [await server.register('guest'), await server.register('host')];
  const userIds = [guest.user.id, reza.user.id];
  const made = await host.post('/api/chats', { kind: 'group', title: 'گروه', userIds });
  const first = await direct(guest, host);
  await say(guest, first, 'هم‌گروهیم');
  expect((await chatOf(host, first)).settings.request).toBe(false);
  await reza.post(`/api/chats/${made.body.chat.id}/leave`, {});
  const second = await direct(reza, host);
  await say(reza, second, 'یادت هست؟');
  expect((await chatOf(host, second)).settings.request).toBe(true);
  expect(await listOf(sara)).not.toContain(second);
});

test('accepted, each later receipt is shown', async () => {
  const sockets = await connectAll(cast.server, stranger, nima, cast.reza);
  const [strangers, other, rezas] = sockets;
  const { chat } = (await accept()).body;
  expect(chat.settings.request).toBe(false);
  expect(await drainEvents(strangers)).toEqual([]);
  expect(await drainEvents(other, 'chat.changed')).toHaveLength(1);
  expect(await drainEvents(rezas)).toEqual([]);
  await readUpTo(1);
  expect((await drainEvents(strangers, 'receipts.moved'))[0].body).toMatchObject({
    read: 1,
    receiptRev: 1,
  });
  closeAll(sockets);
});

test('to accept a second time, or what is no request, is nothing', async () => {
  await accept();
  const [strangers, other] = await connectAll(cast.server, stranger, nima);
  expect((await accept()).status).toBe(200);
  expect((await accept(stranger)).status).toBe(200);
  expect((await accept(cast.reza)).status).toBe(404);
  expect([await drainEvents(strangers), await drainEvents(other)]).toEqual([[], []]);
  closeAll([strangers, other]);
});

test('an answer accepts', async () => {
  const [strangers, other] = await connectAll(cast.server, stranger, nima);
  await say(nima, chatId, 'بفرمایید');
  expect(await requestOf(nima)).toBe(false);
  expect((await drainEvents(strangers)).map(({ type }) => type)).toEqual(['message.added']);
  expect(await drainEvents(other, 'chat.changed')).toHaveLength(1);
  closeAll([strangers, other]);
});

test('typing is heard by the stranger only afterwards', async () => {
  const [strangers, nimas] = await connectAll(cast.server, stranger, nima);
  await nimas.request('typing', { chatId, on: true });
  expect(await drainEvents(strangers)).toEqual([]);
  await accept();
  await nimas.request('typing', { chatId, on: true });
  expect(await drainEvents(strangers, 'typing')).toHaveLength(1);
  closeAll([strangers, nimas]);
});

test('presence too, and then without asking once more', async () => {
  const [strangers, nimas] = await connectAll(cast.server, stranger, nima);
  await nimas.request('hello', { protocol: PROTOCOL_VERSION, active: true });
  const userIds = [nima.user.id];
  expect((await strangers.request('presence.watch', { userIds })).body.presence).toEqual([]);
  expect(await drainEvents(strangers)).toEqual([]);
  await accept();
  const last = async () => (await drainEvents(strangers, 'presence.changed')).at(-1)?.body;
  await until(last, { userId: nima.user.id, online: true, lastSeenAt: null });
  // The recipient of a request sees its sender.
  const other = await nimas.request('presence.watch', { userIds: [stranger.user.id] });
  expect(other.body.presence).toHaveLength(1);
  closeAll([strangers, nimas]);
});

test('whoever lets nobody write is reached by no stranger, but by whom they know', async () => {
  const { server, sara } = cast;
  const closed = await server.register(`c${Bun.randomUUIDv7().slice(-12)}`);
  const known = await direct(sara, closed);
  await say(sara, known, 'پیش از آن');
  await closed.put(`/api/chats/${known}/accepted`);
  const waiting = await direct(stranger, closed);
  await say(stranger, waiting, 'درخواست');
  await closed.patch('/api/me', { privacy: { whoWrites: 'nobody' } });
  const [socket] = await connectAll(server, closed);
  expect((await say(sara, known, 'پس از آن')).status).toBe(201);
  expect((await say(stranger, waiting, 'باز هم')).code).toBe('not_delivered');
  const fresh = await direct(nima, closed);
  expect(await say(nima, fresh, 'سلام')).toMatchObject({ status: 403, code: 'not_delivered' });
  expect(await drainEvents(socket, 'message.added')).toHaveLength(1);
  expect((await sync(closed)).chats.map(({ chat }) => chat.id).sort()).toEqual(
    [known, waiting].sort(),
  );
  // They open it themselves.
  await direct(closed, nima);
  expect((await say(nima, fresh, 'سلام')).status).toBe(201);
  socket.close();
});

test('accepting and answering and reading at the same moment ends the same everywhere', async () => {
  const [strangers] = await connectAll(cast.server, stranger);
  await Promise.all([
    readUpTo(1),
    accept(),
    say(nima, chatId, 'الف'),
    accept(),
    say(stranger, chatId, 'ب'),
    readUpTo(2),
  ]);
  const end = await marksOf(stranger, chatId, nima.user.id);
  expect(end).toEqual(await marksOf(nima, chatId, nima.user.id));
  const moves = (await drainEvents(strangers, 'receipts.moved')).map(({ body }) => body.receiptRev);
  expect(moves).toEqual(moves.map((_, n) => n + 1));
  expect(end.receiptRev).toBe(moves.length);
  strangers.close();
});

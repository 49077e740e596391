import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import {
  chatOf,
  closeAll,
  connectAll,
  cursorOf,
  direct,
  drainEvents,
  listOf,
  makeFriends,
  say,
  startCast,
  sync,
} from '../helpers/cast.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
let chatId: string;
beforeAll(async () => {
  cast = await startCast();
});
beforeEach(async () => {
  const { server, sara } = cast;
  const other = await server.register(`p${Bun.randomUUIDv7().slice(-12)}`);
  chatId = await makeFriends(sara, other);
  cast.ali = other;
});
afterAll(() => cast.stop());

const clear = (seq: number, remove = false, who = cast.sara) =>
  who.put(`/api/chats/${chatId}/cleared`, { seq, remove });
const history = async (who = cast.sara): Promise<number[]> =>
  (await who.get(`/api/chats/${chatId}/messages`)).body.messages.map(
    ({ seq }: { seq: number }) => seq,
  );

test('cleared history is gone for the person on all devices, and for nobody else', async () => {
  const { server, sara, ali } = cast;
  await say(ali, chatId, 'سوم');
  const cursor = cursorOf(await sync(sara));
  const sockets = await connectAll(server, sara, ali);
  const [other, alis] = sockets;
  const { chat } = (await clear(2)).body;
  expect(chat).toMatchObject({ unread: 1, settings: { cleared: 2 }, last: { seq: 3 } });
  const [event] = await drainEvents(other, 'chat.changed');
  expect(event.body.chat).toEqual(chat);
  expect(await history()).toEqual([3]);
  expect((await sync(sara, cursor)).chats[0]).toMatchObject({ chat: { settings: { cleared: 2 } } });
  expect((await sync(sara)).chats.find((one) => one.chat.id === chatId)?.messages).toHaveLength(1);
  // Ali has and hears everything.
  expect(await history(ali)).toEqual([1, 2, 3]);
  await say(sara, chatId, 'چهارم');
  expect((await drainEvents(alis)).map(({ type }) => type)).toEqual(['message.added']);
  closeAll(sockets);
});

test('nothing cleared is counted, found as the last one, or read by it', async () => {
  const { sara, ali } = cast;
  for (const text of ['یک', 'دو', 'سه']) await say(ali, chatId, text);
  expect((await chatOf(sara, chatId)).unread).toBe(4);
  const { chat } = (await clear(5)).body;
  expect(chat).toMatchObject({ unread: 0, last: null });
  // Receipts do not move: to clear a chat is not to have read it.
  const seen = (await chatOf(ali, chatId)).members.find(({ userId }) => userId === sara.user.id);
  expect(seen?.read).toBe(0);
});

test('clearing never goes back, never beyond the end, and a second time is nothing', async () => {
  const { server, sara } = cast;
  await clear(1_000_000);
  const [socket] = await connectAll(server, sara);
  expect((await clear(1)).body.chat.settings.cleared).toBe(2);
  expect((await clear(2)).body.chat.settings.cleared).toBe(2);
  expect(await drainEvents(socket)).toEqual([]);
  socket.close();
});

test('a removed chat is gone from all devices until something new arrives', async () => {
  const { server, sara, ali } = cast;
  await sara.patch(`/api/chats/${chatId}/settings`, { pinned: 1, draft: { text: 'x' } });
  const cursor = cursorOf(await sync(sara));
  const sockets = await connectAll(server, sara, ali);
  const [other, alis] = sockets;
  const { chat } = (await clear(2, true)).body;
  const [gone] = await drainEvents(other, 'chat.gone');
  expect(gone.body).toEqual({ chatId, memberRev: chat.memberRev });
  expect(await listOf(sara)).not.toContain(chatId);
  expect((await sync(sara, cursor)).gone).toEqual([chatId]);
  expect(await listOf(ali)).toContain(chatId);
  expect(await drainEvents(alis)).toEqual([]);

  await say(ali, chatId, 'برگرد');
  expect(await drainEvents(other, 'message.added')).toHaveLength(1);
  expect(await listOf(sara)).toContain(chatId);
  const back = (await sync(sara, {})).chats.find((one) => one.chat.id === chatId);
  expect(back?.messages.map(({ seq }) => seq)).toEqual([3]);
  expect(back?.chat.settings).toMatchObject({ cleared: 2, pinned: null, draft: null });
  const late = (await sync(sara, cursor)).chats.find((one) => one.chat.id === chatId);
  expect(late).toMatchObject({ chat: { settings: { cleared: 2 } } });
  expect(late?.messages.map(({ seq }) => seq)).toEqual([3]);
  closeAll(sockets);
});

test('what arrived before the removal and was not seen keeps the chat in the list', async () => {
  const { sara, ali } = cast;
  await say(ali, chatId, 'ندیده');
  const { chat } = (await clear(2, true)).body;
  expect(chat).toMatchObject({ unread: 1, last: { text: 'ندیده' } });
  expect(await listOf(sara)).toContain(chatId);
});

test('a removed chat comes back when the person opens it again, still empty', async () => {
  const { server, sara, ali } = cast;
  await clear(2, true);
  const [other] = await connectAll(server, sara);
  expect(await direct(sara, ali)).toBe(chatId);
  expect(await drainEvents(other, 'chat.changed')).toHaveLength(1);
  expect(await listOf(sara)).toContain(chatId);
  expect(await history()).toEqual([]);
  other.close();
});

test('an empty chat that one opened can be removed as well', async () => {
  const { sara, reza } = cast;
  const empty = await direct(sara, reza);
  await sara.put(`/api/chats/${empty}/cleared`, { seq: 0, remove: true });
  expect(await listOf(sara)).not.toContain(empty);
  await direct(sara, reza);
  expect(await listOf(sara)).toContain(empty);
});

test('whoever is not in the chat clears nothing', async () => {
  expect((await clear(2, true, cast.reza)).status).toBe(404);
  expect(await history()).toEqual([1, 2]);
});

test('a clear and messages at the same moment: either way nothing unseen is lost', async () => {
  const { sara, ali } = cast;
  await Promise.all([
    ...Array.from({ length: 10 }, (_, n) => say(ali, chatId, `همزمان ${n}`)),
    clear(2, true),
  ]);
  expect(await listOf(sara)).toContain(chatId);
  expect(await history()).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test('a chat that was removed stays away from the other devices, whatever is changed in it later', async () => {
  const { server, sara, ali } = cast;
  const sockets = await connectAll(server, sara, ali);
  const [other, alis] = sockets;
  await clear(2, true);
  await sara.patch(`/api/chats/${chatId}/settings`, { pinned: 3, draft: { text: 'نیمه' } });
  await sara.put(`/api/blocks/${ali.user.id}`, { on: true });
  await sara.put(`/api/blocks/${ali.user.id}`, { on: false });
  const told = (await drainEvents(other)).filter(({ body }) => 'chat' in body || 'chatId' in body);
  expect(told.map(({ type }) => type)).toEqual(Array(4).fill('chat.gone'));
  const lists = told.map(({ body }) => body.memberRev);
  expect(lists).toEqual(lists.toSorted((a, b) => a - b));
  expect(await listOf(sara)).not.toContain(chatId);
  // The premise: a new message shows the chat again, with all that was changed.
  await say(ali, chatId, 'تازه');
  expect((await drainEvents(other)).at(-1)?.type).toBe('message.added');
  expect((await chatOf(sara, chatId)).settings).toMatchObject({
    pinned: 3,
    draft: { text: 'نیمه' },
  });
  expect(await drainEvents(alis, 'chat.gone')).toEqual([]);
  closeAll(sockets);
});

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
  makeFriends,
  marksOf,
  say,
  startCast,
  sync,
} from '../helpers/cast.ts';
import { until } from '../helpers/until.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
let sara: Caller;
let pest: Caller;
let chatId: string;
beforeAll(async () => {
  cast = await startCast();
});
beforeEach(async () => {
  const name = Bun.randomUUIDv7().slice(-12);
  sara = await cast.server.register(`s${name}`);
  pest = await cast.server.register(`p${name}`);
  chatId = await makeFriends(sara, pest);
});
afterAll(() => cast.stop());

const block = (on = true, who = sara, whom = pest) =>
  who.put(`/api/blocks/${whom.user.id}`, { on });
const blocksOf = async (who: Caller): Promise<string[]> =>
  (await who.get('/api/blocks')).body.users.map(({ id }: { id: string }) => id);

test('the own devices hear of a block, the blocked person does not; an old device catches up', async () => {
  const cursor = cursorOf(await sync(sara));
  const theirs = cursorOf(await sync(pest));
  const sockets = await connectAll(cast.server, sara, pest);
  const [other, pests] = sockets;
  expect((await block()).body).toEqual({});
  expect(await blocksOf(sara)).toEqual([pest.user.id]);
  const [event] = await drainEvents(other, 'chat.changed');
  expect(event.body.chat.settings.blocked).toBe(true);
  expect((await sync(sara, cursor)).chats[0]?.chat.settings.blocked).toBe(true);
  // The premise: that socket hears the chat.
  expect(await drainEvents(pests)).toEqual([]);
  expect((await sync(pest, theirs)).chats).toEqual([]);
  expect((await chatOf(pest, chatId)).settings.blocked).toBe(false);
  expect(await blocksOf(pest)).toEqual([]);
  await block();
  expect(await drainEvents(other, 'chat.changed')).toHaveLength(1);
  await block(false);
  await say(sara, chatId, 'باز');
  expect(await drainEvents(pests, 'message.added')).toHaveLength(1);
  closeAll(sockets);
});

test('a blocked person’s messages are not delivered, nor are edits and reactions; a retry still gets its answer', async () => {
  const clientId = Bun.randomUUIDv7();
  const path = `/api/chats/${chatId}/messages`;
  const sent = (await pest.post(path, { clientId, text: 'پیش از آن' })).body.message;
  await block();
  const [saras, pests] = await connectAll(cast.server, sara, pest);
  expect(await say(pest, chatId, 'چرا؟')).toMatchObject({ status: 403, code: 'not_delivered' });
  expect((await pest.post(path, { clientId, text: 'پیش از آن' })).status).toBe(200);
  const at = { chatId, seq: sent.seq };
  for (const [type, body] of [
    ['message.edit', { ...at, text: 'دیگر' }],
    ['message.react', { ...at, emojis: ['👍'] }],
    ['message.pin', { ...at, on: true }],
  ] as const) {
    const { error } = await pests.request(type, body);
    expect([type, error?.code]).toEqual([type, 'not_delivered']);
  }
  await pests.request('typing', { chatId, on: true });
  expect(await drainEvents(saras)).toEqual([]);
  closeAll([saras, pests]);
});

test('whoever blocks has to unblock before writing', async () => {
  await block();
  expect((await say(sara, chatId, 'من')).code).toBe('forbidden');
  await block(false);
  expect((await say(sara, chatId, 'من')).status).toBe(201);
  expect((await say(pest, chatId, 'من هم')).status).toBe(201);
});

test('a block keeps out whoever writes for the first time, and tells nothing when there is no chat', async () => {
  const { reza } = cast;
  await block(true, sara, reza);
  const fresh = await direct(reza, sara);
  expect((await say(reza, fresh, 'سلام')).code).toBe('not_delivered');
  expect((await sync(sara)).chats.map(({ chat }) => chat.id)).toEqual([chatId]);
  expect(await blocksOf(sara)).toEqual([reza.user.id]);
});

test('what is read after the block the blocked person learns when it is lifted', async () => {
  const { message } = await say(pest, chatId, 'خواندی؟');
  const before = await marksOf(pest, chatId, sara.user.id);
  const cursor = cursorOf(await sync(pest));
  await block();
  const [saras, pests] = await connectAll(cast.server, sara, pest);
  await sara.put(`/api/chats/${chatId}/read`, { seq: message.seq });
  expect(await drainEvents(saras, 'receipts.moved')).toHaveLength(1);
  expect(await marksOf(sara, chatId, sara.user.id)).toMatchObject({ read: message.seq });
  expect(await drainEvents(pests)).toEqual([]);
  expect(await marksOf(pest, chatId, sara.user.id)).toEqual(before);
  expect((await sync(pest, cursor)).chats).toEqual([]);
  await block(false);
  const [moved] = await drainEvents(pests, 'receipts.moved');
  expect(moved.body).toMatchObject({ userId: sara.user.id, read: message.seq });
  expect(await marksOf(pest, chatId, sara.user.id)).toMatchObject({ read: message.seq });
  closeAll([saras, pests]);
});

test('neither sees the other’s presence, a socket that watched already too', async () => {
  const [saras, pests] = await connectAll(cast.server, sara, pest);
  for (const socket of [saras, pests])
    await socket.request('hello', { protocol: PROTOCOL_VERSION, active: true });
  const watch = (userId: string) => ({ userIds: [userId] });
  const seen = await pests.request('presence.watch', watch(sara.user.id));
  expect(seen.body.presence).toMatchObject([{ online: true }]);
  await block();
  const nothing = { userId: sara.user.id, online: false, lastSeenAt: null };
  const last = async () => (await drainEvents(pests, 'presence.changed')).at(-1)?.body;
  await until(last, nothing);
  expect((await pests.request('presence.watch', watch(sara.user.id))).body.presence).toEqual([]);
  expect((await saras.request('presence.watch', watch(pest.user.id))).body.presence).toEqual([]);
  await block(false);
  await until(last, { userId: sara.user.id, online: true, lastSeenAt: null });
  closeAll([saras, pests]);
});

test('nobody blocks themselves or whoever does not exist', async () => {
  expect((await block(true, sara, sara)).body.error.code).toBe('invalid');
  expect((await sara.put('/api/blocks/AAAAAAAAAAA', { on: true })).status).toBe(404);
});

test('blocks and messages at the same moment: what was answered with 201 is there, the rest is not', async () => {
  const sends = Array.from({ length: 10 }, (_, n) => say(pest, chatId, `همزمان ${n}`));
  const [answers] = await Promise.all([Promise.all(sends), block()]);
  const { body } = await sara.get(`/api/chats/${chatId}/messages`);
  const texts = body.messages.slice(2).map(({ text }: { text: string }) => text);
  const told = answers.flatMap(({ status, message }) => (status === 201 ? [message.text] : []));
  expect(texts.toSorted()).toEqual(told.toSorted());
  expect((await say(pest, chatId, 'پس از آن')).code).toBe('not_delivered');
});

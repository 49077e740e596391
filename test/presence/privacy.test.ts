import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import type { Privacy } from '../../protocol/users.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { Caller, Socket } from '../helpers/app.ts';
import {
  closeAll,
  connectAll,
  direct,
  drainEvents,
  makeFriends,
  say,
  startCast,
} from '../helpers/cast.ts';
import { until } from '../helpers/until.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
let sara: Caller;
let ali: Caller;
let saras: Socket;
let alis: Socket;
beforeAll(async () => {
  cast = await startCast();
});
beforeEach(async () => {
  const name = Bun.randomUUIDv7().slice(-12);
  sara = await cast.server.register(`s${name}`);
  ali = await cast.server.register(`a${name}`);
  [saras, alis] = await connectAll(cast.server, sara, ali);
  for (const socket of [saras, alis])
    await socket.request('hello', { protocol: PROTOCOL_VERSION, active: true });
});
afterAll(() => cast.stop());

const set = (privacy: Partial<Privacy>, who = sara) => who.patch('/api/me', { privacy });
const sees = async (socket: Socket, whom: Caller): Promise<boolean> => {
  const { body } = await socket.request('presence.watch', { userIds: [whom.user.id] });
  return body.presence.length > 0;
};
/** What is told behind an answer has been read first, which takes a way to PostgreSQL. */
const lastPresence = async (socket: Socket) =>
  (await drainEvents(socket, 'presence.changed')).at(-1)?.body;
const both = async () => [await sees(saras, ali), await sees(alis, sara)];

test('whoever hides does not see either, and a socket that watched hears no more', async () => {
  await makeFriends(sara, ali);
  expect(await both()).toEqual([true, true]);
  await set({ lastSeen: 'nobody' });
  const gone = { userId: sara.user.id, online: false, lastSeenAt: null };
  await until(() => lastPresence(alis), gone);
  const before = alis.events.length;
  const other = await cast.server.connect(sara.token);
  await other.request('hello', { protocol: PROTOCOL_VERSION, active: true });
  expect((await drainEvents(alis)).slice(before)).toEqual([]);
  expect(await both()).toEqual([false, false]);
  await set({ lastSeen: 'everyone' });
  await until(async () => (await lastPresence(alis)).online, true);
  expect(await both()).toEqual([true, true]);
  closeAll([saras, alis, other]);
});

test('contacts: whom one wrote to or answered, not whoever only asks', async () => {
  await set({ lastSeen: 'contacts' });
  const chatId = await direct(ali, sara);
  expect(await both()).toEqual([false, false]);
  await say(ali, chatId, 'سلام');
  expect(await sees(alis, sara)).toBe(false);
  await say(sara, chatId, 'سلام');
  expect(await both()).toEqual([true, true]);
  closeAll([saras, alis]);
});

test('contacts: who only shares a group is none', async () => {
  const title = 'گروه';
  const body = { kind: 'group', clientId: Bun.randomUUIDv7(), title, userIds: [ali.user.id] };
  const { chat } = (await sara.post('/api/chats', body)).body;
  await ali.put(`/api/chats/${chat.id}/accepted`);
  expect(await both()).toEqual([true, true]);
  await set({ lastSeen: 'contacts' });
  expect(await both()).toEqual([false, false]);
  closeAll([saras, alis]);
});

test('settings are the person’s own: their devices hear that something changed, nobody hears what', async () => {
  await makeFriends(sara, ali);
  const [other] = await connectAll(cast.server, sara);
  const heardBefore = alis.events.length;
  const { body } = await set({ whoWrites: 'nobody' });
  expect(body.user.privacy).toEqual({ whoWrites: 'nobody', lastSeen: 'everyone' });
  const [event] = await drainEvents(other, 'user.changed');
  expect(event.body.user.privacy).toBeUndefined();
  expect((await other.request('me.get', {})).body.user.privacy.whoWrites).toBe('nobody');
  expect((await drainEvents(alis)).slice(heardBefore)).toEqual([]);
  expect((await ali.get(`/api/users/${sara.user.username}`)).body.user.privacy).toBeUndefined();
  const again = other.events.length;
  await set({ whoWrites: 'nobody' });
  expect((await drainEvents(other)).slice(again)).toEqual([]);
  expect((await sara.patch('/api/me', { privacy: { lastSeen: 'friends' } })).status).toBe(400);
  closeAll([saras, alis, other]);
});

test('whose request is answered by reading it sees at once who is there; whoever still asks does not', async () => {
  const other = await cast.server.register(`o${Bun.randomUUIDv7().slice(-12)}`);
  const [others] = await connectAll(cast.server, other);
  await others.request('hello', { protocol: PROTOCOL_VERSION, active: true });
  const chatId = await direct(ali, sara);
  await say(ali, chatId, 'سلام');
  await say(other, await direct(other, sara), 'سلام');
  expect([await sees(alis, sara), await sees(others, sara)]).toEqual([false, false]);
  await saras.request('chat.read', { chatId, seq: 1 });
  const told = async () =>
    (await drainEvents(alis, 'presence.changed')).map(({ body }) => [body.userId, body.online]);
  await until(told, [[sara.user.id, true]]);
  expect(await drainEvents(others, 'presence.changed')).toEqual([]);
  closeAll([saras, alis, others]);
});

/** Resolves when the socket has heard that the person is online. */
const comes = (socket: Socket, who: Caller): Promise<void> =>
  socket.waitFor(() =>
    socket.events.some(
      ({ type, body }) => type === 'presence.changed' && body.userId === who.user.id && body.online,
    ),
  );

test('a chat begun while both look: where nothing waits for an answer, each sees the other from the first message on', async () => {
  const open = await startCast({ requests: 'off' });
  const [ours, theirs] = await connectAll(open.server, open.ali, open.sara);
  for (const socket of [ours, theirs])
    await socket.request('hello', { protocol: PROTOCOL_VERSION, active: true });
  const chatId = await direct(open.ali, open.sara);
  expect(await sees(ours, open.sara)).toBe(false);
  expect(await sees(theirs, open.ali)).toBe(false);
  await say(open.ali, chatId, 'سلام');
  await Promise.all([comes(ours, open.sara), comes(theirs, open.ali)]);
  closeAll([ours, theirs]);
  await open.stop();
});

test('a chat begun while both look: whoever only asks does not see who has not answered', async () => {
  const chatId = await direct(ali, sara);
  expect(await sees(alis, sara)).toBe(false);
  expect(await sees(saras, ali)).toBe(false);
  await say(ali, chatId, 'سلام');
  // The server has looked at both together: an event for Ali would be there by now.
  await comes(saras, ali);
  expect((await drainEvents(alis, 'presence.changed')).length).toBe(0);
  await say(sara, chatId, 'سلام!');
  await comes(alis, sara);
  closeAll([saras, alis]);
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import type { Privacy } from '../../protocol/users.ts';
import type { Caller, Socket } from '../helpers/app.ts';
import { closeAll, connectAll, direct, friends, heard, say, startCast } from '../helpers/cast.ts';

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
  for (const socket of [saras, alis]) await socket.request('hello', { protocol: 2, active: true });
});
afterAll(() => cast.stop());

const set = (privacy: Partial<Privacy>, who = sara) => who.patch('/api/me', { privacy });
const sees = async (socket: Socket, whom: Caller): Promise<boolean> => {
  const { body } = await socket.request('presence.watch', { userIds: [whom.user.id] });
  return body.presence.length > 0;
};
const both = async () => [await sees(saras, ali), await sees(alis, sara)];

test('whoever hides does not see either, and a socket that watched hears no more', async () => {
  await friends(sara, ali);
  expect(await both()).toEqual([true, true]);
  await set({ lastSeen: 'nobody' });
  expect((await heard(alis, 'presence.changed')).at(-1)?.body).toEqual({
    userId: sara.user.id,
    online: false,
    lastSeenAt: null,
  });
  const before = alis.events.length;
  const other = await cast.server.connect(sara.token);
  await other.request('hello', { protocol: 2, active: true });
  expect((await heard(alis)).slice(before)).toEqual([]);
  expect(await both()).toEqual([false, false]);
  await set({ lastSeen: 'everyone' });
  expect((await heard(alis, 'presence.changed')).at(-1)?.body.online).toBe(true);
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
  await friends(sara, ali);
  const [other] = await connectAll(cast.server, sara);
  const heardBefore = alis.events.length;
  const { body } = await set({ whoWrites: 'nobody' });
  expect(body.user.privacy).toEqual({ whoWrites: 'nobody', lastSeen: 'everyone' });
  const [event] = await heard(other, 'user.changed');
  expect(event.body.user.privacy).toBeUndefined();
  expect((await other.request('me.get', {})).body.user.privacy.whoWrites).toBe('nobody');
  expect((await heard(alis)).slice(heardBefore)).toEqual([]);
  expect((await ali.get(`/api/users/${sara.user.username}`)).body.user.privacy).toBeUndefined();
  const again = other.events.length;
  await set({ whoWrites: 'nobody' });
  expect((await heard(other)).slice(again)).toEqual([]);
  expect((await sara.patch('/api/me', { privacy: { lastSeen: 'friends' } })).status).toBe(400);
  closeAll([saras, alis, other]);
});

test('whose request is answered by reading it sees at once who is there; whoever still asks does not', async () => {
  const other = await cast.server.register(`o${Bun.randomUUIDv7().slice(-12)}`);
  const [others] = await connectAll(cast.server, other);
  await others.request('hello', { protocol: 2, active: true });
  const chatId = await direct(ali, sara);
  await say(ali, chatId, 'سلام');
  await say(other, await direct(other, sara), 'سلام');
  expect([await sees(alis, sara), await sees(others, sara)]).toEqual([false, false]);
  await saras.request('chat.read', { chatId, seq: 1 });
  const told = await heard(alis, 'presence.changed');
  expect(told.map(({ body }) => [body.userId, body.online])).toEqual([[sara.user.id, true]]);
  expect(await heard(others, 'presence.changed')).toEqual([]);
  closeAll([saras, alis, others]);
});

/** The socket has heard that the person is here. */
const comes = (socket: Socket, who: Caller): Promise<void> =>
  socket.waitFor(() =>
    socket.events.some(
      ({ type, body }) => type === 'presence.changed' && body.userId === who.user.id && body.online,
    ),
  );

test('a chat begun while both look: where nothing waits for an answer, each sees the other from the first message on', async () => {
  const open = await startCast({ requests: 'off' });
  const [ours, theirs] = await connectAll(open.server, open.ali, open.sara);
  for (const socket of [ours, theirs]) await socket.request('hello', { protocol: 2, active: true });
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
  // Both were looked at together: what Ali might have been told was told by now.
  await comes(saras, ali);
  expect((await heard(alis, 'presence.changed')).length).toBe(0);
  await say(sara, chatId, 'سلام!');
  await comes(alis, sara);
  closeAll([saras, alis]);
});

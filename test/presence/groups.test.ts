import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { Caller, Socket } from '../helpers/app.ts';
import { closeAll, connectAll, drainEvents, makeFriends, startCast } from '../helpers/cast.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
let owner: Caller;
let guest: Caller;
let chatId: string;
let owners: Socket;
let guests: Socket;
beforeAll(async () => {
  cast = await startCast();
});
beforeEach(async () => {
  const name = Bun.randomUUIDv7().slice(-12);
  owner = await cast.server.register(`o${name}`);
  guest = await cast.server.register(`g${name}`);
  const userIds = [guest.user.id, cast.reza.user.id];
  const body = { kind: 'group', title: 'گروه', userIds };
  chatId = (await owner.post('/api/chats', body)).body.chat.id;
  for (const who of [guest, cast.reza]) await who.put(`/api/chats/${chatId}/accepted`);
  [owners, guests] = await connectAll(cast.server, owner, guest);
  for (const socket of [owners, guests])
    await socket.request('hello', { protocol: PROTOCOL_VERSION, active: true });
});
afterAll(() => cast.stop());

const watch = async (socket: Socket, whom: Caller) =>
  (await socket.request('presence.watch', { userIds: [whom.user.id] })).body.presence;
const last = async (socket: Socket) => (await drainEvents(socket, 'presence.changed')).at(-1)?.body;
const unseen = (who: Caller) => ({ userId: who.user.id, online: false, lastSeenAt: null });

/** Presence is checked again behind the reply, so the test waits for the frame itself. */
const hidden = (socket: Socket, who: Caller): Promise<void> =>
  socket.waitFor(() =>
    socket.events.some(
      ({ type, body }) =>
        type === 'presence.changed' &&
        body.userId === who.user.id &&
        body.lastSeenAt === null &&
        !body.online,
    ),
  );

test.each<[string, () => Promise<unknown>]>([
  ['left', () => guests.request('chat.leave', { chatId })],
  ['was removed', () => owners.request('member.remove', { chatId, userId: guest.user.id })],
])('who %s sees nobody of the group any more, nor is seen', async (_, go) => {
  expect(await watch(owners, guest)).toMatchObject([{ online: true }]);
  expect(await watch(guests, owner)).toMatchObject([{ online: true }]);
  await go();
  await hidden(owners, guest);
  await hidden(guests, owner);
  const before = guests.events.length;
  const other = await cast.server.connect(owner.token);
  await other.request('hello', { protocol: PROTOCOL_VERSION, active: true });
  expect((await drainEvents(guests)).slice(before)).toEqual([]);
  expect([await watch(owners, guest), await watch(guests, owner)]).toEqual([[], []]);
  expect(await last(owners)).toEqual(unseen(guest));
  closeAll([owners, guests, other]);
});

test('who shares something else still sees them, and members who stay see each other', async () => {
  await makeFriends(owner, guest);
  const [rezas] = await connectAll(cast.server, cast.reza);
  await watch(owners, guest);
  await watch(rezas, owner);
  await guests.request('chat.leave', { chatId });
  expect(await watch(owners, guest)).toMatchObject([{ online: true }]);
  expect(await watch(rezas, owner)).toMatchObject([{ online: true }]);
  const lost = [...(await drainEvents(owners)), ...(await drainEvents(rezas))].filter(
    ({ type, body }) => type === 'presence.changed' && !body.online,
  );
  expect(lost).toEqual([]);
  closeAll([owners, guests, rezas]);
});

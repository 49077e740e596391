import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { type Caller, type Server, type Socket, startServer } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';

let server: Server;
let sara: Caller;
let ali: Caller;
let reza: Caller;
let chatId: string;

beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
  ali = await server.register('ali');
  reza = await server.register('reza');
});
beforeEach(async () => {
  const body = { kind: 'group', title: 'خانواده', userIds: [ali.user.id] };
  chatId = (await sara.post('/api/chats', body)).body.chat.id;
});
afterAll(() => server.stop());

const open = (...who: Caller[]): Promise<Socket[]> =>
  Promise.all(who.map(({ token }) => server.connect(token)));
const send = (socket: Socket, text: string, clientId = Bun.randomUUIDv7()) =>
  socket.request('message.send', { chatId, clientId, text });
const listAdded = (socket: Socket): Json[] =>
  socket.events
    .filter(({ type, chat }) => type === 'message.added' && chat === chatId)
    .map(({ body }) => body.message.system?.type ?? body.message.text);
const isGone = (socket: Socket): boolean => socket.events.some(({ type }) => type === 'chat.gone');
/** Frames of one socket are in order: after this reply nothing older can be on its way. */
const untilSettled = (...sockets: Socket[]) =>
  Promise.all(sockets.map((socket) => socket.request('me.get', {})));

test('a message reaches every device of every member once, the sending socket by its reply, a stranger not', async () => {
  const [phone, laptop, his, outside] = (await open(sara, sara, ali, reza)) as [
    Socket,
    Socket,
    Socket,
    Socket,
  ];
  // `hello` waits until the socket is on its groups' topics.
  await Promise.all(
    [phone, laptop, his, outside].map((socket) =>
      socket.request('hello', { protocol: PROTOCOL_VERSION }),
    ),
  );
  expect((await send(phone, 'به همه')).body.message.text).toBe('به همه');
  await laptop.waitFor(() => listAdded(laptop).length === 1);
  await his.waitFor(() => listAdded(his).length === 1);
  await untilSettled(phone, outside);
  expect([listAdded(phone), listAdded(outside)]).toEqual([[], []]);
  for (const socket of [phone, laptop, his, outside]) socket.close();
});

test('who is added hears the group from the system message on, on sockets that were open before', async () => {
  const [hers, late] = (await open(sara, reza)) as [Socket, Socket];
  await send(hers, 'پیش از او');
  await untilSettled(late);
  expect(listAdded(late)).toEqual([]);
  await hers.request('member.add', { chatId, userIds: [reza.user.id] });
  await send(hers, 'با او');
  await late.waitFor(() => listAdded(late).length === 2);
  expect(listAdded(late)).toEqual(['members.added', 'با او']);
  hers.close();
  late.close();
});

test('who is removed hears nothing that came later, not even of the same moment', async () => {
  const [hers, his, again] = (await open(sara, ali, ali)) as [Socket, Socket, Socket];
  await untilSettled(his, again);
  await send(hers, 'با او');
  await his.waitFor(() => listAdded(his).length === 1);
  // The requests come in one turn of the server: one batch of the writer holds them all.
  const removal = hers.request('member.remove', { chatId, userId: ali.user.id });
  const later = Array.from({ length: 20 }, (_, n) => send(hers, `بی او ${n}`));
  await Promise.all([removal, ...later]);
  await Promise.all([his, again].map((socket) => socket.waitFor(() => isGone(socket))));
  await untilSettled(his, again);
  expect(listAdded(his)).toEqual(['با او']);
  expect(listAdded(again)).toEqual(['با او']);
  const refused = await send(his, 'از صف');
  expect(refused.error.code).toBe('not_found');
  expect((await his.request('history', { chatId })).error.code).toBe('not_found');
  for (const socket of [hers, his, again]) socket.close();
});

test('a socket that opens after the removal is not on the topic', async () => {
  await sara.del(`/api/chats/${chatId}/members/${ali.user.id}`);
  const [hers, his] = (await open(sara, ali)) as [Socket, Socket];
  await send(hers, 'بی او');
  await untilSettled(his);
  expect(listAdded(his)).toEqual([]);
  hers.close();
  his.close();
});

test('one’s other device hears what is left unread before what the group hears of the same mark', async () => {
  const [his, phone, laptop] = (await open(ali, sara, sara)) as [Socket, Socket, Socket];
  await untilSettled(his, phone, laptop);
  for (const text of ['یک', 'دو']) await send(his, text);
  await phone.request('chat.read', { chatId, seq: 2 });
  const marks = () => laptop.events.filter(({ type }) => type === 'receipts.moved');
  await laptop.waitFor(() => marks().length === 2);
  expect(marks().map(({ body }) => body.unread)).toEqual([1, undefined]);
  for (const socket of [his, phone, laptop]) socket.close();
});

test('a long-poll of a member wakes for a message of the group', async () => {
  const cursor = await cursorOf(ali);
  const waiting = ali.post('/api/sync', { cursor, wait: 20 });
  const clientId = Bun.randomUUIDv7();
  const began = performance.now();
  // The question is on its way first; whichever comes first, its reply holds the message.
  await sara.post(`/api/chats/${chatId}/messages`, { clientId, text: 'بیدار شو' });
  const { body } = await waiting;
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(body.chats[0].messages.at(-1).text).toBe('بیدار شو');
});

test('typing is shown in a group, not in a large one', async () => {
  const [hers, his] = (await open(sara, ali)) as [Socket, Socket];
  const typing = (): Json[] => his.events.filter(({ type }) => type === 'typing');
  await hers.request('typing', { chatId, on: true });
  await his.waitFor(() => typing().length === 1);
  const userIds = await strangers(99);
  expect((await sara.post(`/api/chats/${chatId}/members`, { userIds })).status).toBe(200);
  await hers.request('typing', { chatId, on: true });
  await untilSettled(his);
  expect(typing()).toHaveLength(1);
  hers.close();
  his.close();
});

test('members may watch each other’s presence, as long as they share the group', async () => {
  const [hers] = (await open(sara)) as [Socket];
  const watch = async () =>
    (await hers.request('presence.watch', { userIds: [ali.user.id] })).body.presence.length;
  expect(await watch()).toBe(1);
  for (const { id } of (await sara.get('/api/chats')).body.chats)
    await sara.del(`/api/chats/${id}/members/${ali.user.id}`);
  expect(await watch()).toBe(0);
  hers.close();
});

test('more user ids than a request may name are refused before anything is read', async () => {
  const userIds = Array.from({ length: 5000 }, () => ali.user.id);
  const made = await sara.post('/api/chats', { kind: 'group', title: 'x', userIds });
  expect([made.status, made.body.error.code]).toEqual([400, 'invalid']);
  const put = await sara.post(`/api/chats/${chatId}/members`, { userIds: userIds.slice(0, 101) });
  expect([put.status, put.body.error.code]).toEqual([400, 'invalid']);
});

test('every request about a group answers a stranger as if there were none', async () => {
  const code = 'A'.repeat(22);
  const userId = ali.user.id;
  const asks = (id: string): [string, string, object?][] => [
    ['PATCH', `/api/chats/${id}`, { title: 'x' }],
    ['POST', `/api/chats/${id}/leave`, {}],
    ['GET', `/api/chats/${id}/members`],
    ['POST', `/api/chats/${id}/members`, { userIds: [userId] }],
    ['PATCH', `/api/chats/${id}/members/${userId}`, { role: 'owner' }],
    ['DELETE', `/api/chats/${id}/members/${userId}`],
    ['GET', `/api/chats/${id}/invites`],
    ['POST', `/api/chats/${id}/invites`, {}],
    ['DELETE', `/api/chats/${id}/invites/${code}`],
    ['GET', `/api/chats/${id}/requests`],
    ['PUT', `/api/chats/${id}/requests/${userId}`, { accept: true }],
  ];
  const answers = async (who: Caller, id: string) => {
    const all = [];
    for (const [method, path, body] of asks(id)) {
      const answer = await who.ask(method, path, body);
      all.push([method, answer.status, answer.body]);
    }
    return all;
  };
  expect(await answers(reza, chatId)).toEqual(await answers(reza, 'AAAAAAAAAAA'));
  const known = await answers(sara, chatId);
  // All are found but the link, which does not exist.
  expect(known.filter(([, status]) => status === 404)).toHaveLength(1);
});

/** Adds people who never sign in: hashing a password for each would be most of the test. */
async function strangers(count: number): Promise<string[]> {
  const { db, ids, clock } = server.deps;
  const userIds = Array.from({ length: count }, () => ids.next());
  await db.write(function* () {
    for (const [n, id] of userIds.entries()) {
      const names = { username: `many${n}`, usernameKey: `many${n}`, displayName: `بسیار ${n}` };
      const secret = { credentialKind: 'password', credentialHash: 'none' } as const;
      const rest = { about: '', role: 'user', createdAt: clock.now() } as const;
      yield* db.users.create({ id, ...names, ...secret, ...rest });
    }
  });
  return userIds;
}

async function cursorOf(who: Caller) {
  const { chats } = (await who.post('/api/sync', {})).body;
  return Object.fromEntries(
    chats.map(({ chat }: Json) => [
      chat.id,
      [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev],
    ]),
  );
}

import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { User } from '../../protocol/users.ts';
import { type Caller, type Server, type Socket, startServer } from '../helpers/app.ts';

let server: Server;
let sara: Caller;
let ali: Caller;
let stranger: Caller;
beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara_k', 'سارا کاظمی');
  ali = await server.register('ali.karimi', 'علي كريمي');
  stranger = await server.register('stranger', 'غریبه');
  await sara.post('/api/chats', { kind: 'direct', userId: ali.user.id });
  const { body } = await sara.get('/api/chats');
  const path = `/api/chats/${body.chats[0].id}/messages`;
  await sara.post(path, { clientId: Bun.randomUUIDv7(), text: 'سلام' });
});
afterAll(() => server.stop());

const found = async (q: string, by = sara): Promise<string[]> => {
  const { body } = await by.get(`/api/users?q=${encodeURIComponent(q)}`);
  return body.users.map(({ username }: User) => username);
};

test('people are found by the beginning of a username and by any part of a name, folded', async () => {
  expect(await found('ali.k')).toEqual(['ali.karimi']);
  expect(await found('ALI')).toEqual(['ali.karimi']);
  expect(await found('@ali.karimi')).toEqual(['ali.karimi']);
  // Her keyboard writes ی and ک, his name was typed with ي and ك.
  expect(await found('علی')).toEqual(['ali.karimi']);
  expect(await found('کریمی')).toEqual(['ali.karimi']);
  expect(await found('کاظ', ali)).toEqual(['sara_k']);
});

test('an empty question finds nobody, and nobody finds themselves', async () => {
  for (const q of ['', ' ', '@', '\u200c', '\u064b']) expect([q, await found(q)]).toEqual([q, []]);
  expect(await found('sara')).toEqual([]);
  expect(await found('sara', ali)).toEqual(['sara_k']);
});

test('what looks like a pattern of SQL is text', async () => {
  for (const q of ['%', '_____', "' or 1=1 --", '*', '"'])
    expect([q, await found(q)]).toEqual([q, []]);
});

test('a question that is too long is refused', async () => {
  const { status, body } = await sara.get(`/api/users?q=${'x'.repeat(129)}`);
  expect([status, body.error]).toEqual([400, { code: 'invalid', field: 'q' }]);
});

test('a profile is found by its username however it is typed, by whoever has the link', async () => {
  for (const path of ['ali.karimi', 'ALI.Karimi', 'ali.karim%C4%B1', 'nobody']) {
    const { status } = await server.ask('GET', `/api/users/${path}`);
    expect([path, status]).toEqual([path, /ı|%C4|nobody/.test(path) ? 404 : 200]);
  }
});

test('profiles are limited for an address, so that names cannot all be tried', async () => {
  const strict = await startServer({ authLimit: 2 });
  const statuses: number[] = [];
  for (let n = 0; n < 9; n++)
    statuses.push((await strict.ask('GET', `/api/users/name${n}`)).status);
  expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 404, 404, 429]);
  await strict.stop();
});

test('a new name is told to the own devices and to whoever shares a chat, to nobody else', async () => {
  const [asking, other, his, outside] = await Promise.all([
    server.connect(sara.token),
    server.connect(sara.token),
    server.connect(ali.token),
    server.connect(stranger.token),
  ]);
  const findChanged = (socket: Socket) =>
    socket.events.find(({ type }) => type === 'user.changed')?.body.user;
  const reply = await asking.request('me.update', { displayName: 'سارا ک.', about: 'خط ۱\nخط ۲' });
  expect(reply.body.user).toMatchObject({
    displayName: 'سارا ک.',
    about: 'خط ۱\nخط ۲',
    role: 'user',
  });
  for (const socket of [other, his]) {
    await socket.waitFor(() => findChanged(socket) !== undefined);
    expect(findChanged(socket)).toMatchObject({ id: sara.user.id, displayName: 'سارا ک.' });
    expect(findChanged(socket).role).toBeUndefined();
  }
  await outside.request('me.get', {});
  await asking.request('me.get', {});
  expect([outside.events, asking.events]).toEqual([[], []]);
  for (const socket of [asking, other, his, outside]) socket.close();
});

test('what is left out of a change stays, and an empty change changes and tells nothing', async () => {
  const before = (await ali.get('/api/me')).body.user;
  await ali.patch('/api/me', { about: 'تازه' });
  expect((await ali.get('/api/me')).body.user).toEqual({ ...before, about: 'تازه' });
  const socket = await server.connect(sara.token);
  expect((await ali.patch('/api/me', {})).body.user.about).toBe('تازه');
  await socket.request('me.get', {});
  expect(socket.events).toEqual([]);
  await ali.patch('/api/me', { about: '' });
  expect((await ali.get('/api/me')).body.user.about).toBe('');
  socket.close();
});

test.each([
  [{ displayName: '' }, 'name_empty', 'displayName'],
  [{ displayName: 'س'.repeat(65) }, 'name_long', 'displayName'],
  [{ displayName: 'x\u202ey' }, 'name_invalid', 'displayName'],
  [{ displayName: 7 }, 'invalid', 'displayName'],
  [{ about: 'x'.repeat(161) }, 'text_long', 'about'],
  [{ about: 'a\u0000b' }, 'invalid', 'about'],
  [{ about: 'a\u202eb' }, 'invalid', 'about'],
  [{ about: '\ud83d' }, 'invalid', 'about'],
])('the change %j is refused as %s', async (change, code, field) => {
  const { status, body } = await sara.patch('/api/me', change);
  expect([status, body.error]).toEqual([400, { code, field }]);
});

test('username, id and role are nobody’s to change', async () => {
  const attempt = { username: 'admin', id: 'AAAAAAAAAAA', role: 'admin', about: 'x' };
  const { body } = await stranger.patch('/api/me', attempt);
  expect(body.user).toMatchObject({ username: 'stranger', id: stranger.user.id, role: 'user' });
});

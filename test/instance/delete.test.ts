import { afterEach, beforeEach, expect, test } from 'bun:test';
import { type Caller, PASSWORD } from '../helpers/app.ts';
import {
  chatOf,
  connectAll,
  cursorOf,
  direct,
  drainEvents,
  makeFriends,
  say,
  sync,
} from '../helpers/cast.ts';
import { accountOf, type Instance, startInstance, untilErased } from './support.ts';

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.server.stop());

const leave = (who: Caller, data: 'keep' | 'erase' = 'keep', password = PASSWORD) =>
  who.post('/api/me/delete', { password, data });
const textsOf = async (who: Caller, chatId: string): Promise<string[]> => {
  const { body } = await who.get(`/api/chats/${chatId}/messages?limit=100`);
  return body.messages.map(({ text }: { text: string }) => text);
};
const makeGroup = async (by: Caller, ...others: Caller[]): Promise<string> => {
  const userIds = others.map(({ user }) => user.id);
  const made = { kind: 'group', clientId: Bun.randomUUIDv7(), title: 'گروه', userIds };
  return (await by.post('/api/chats', made)).body.chat.id;
};
const rolesOf = async (who: Caller, chatId: string): Promise<Record<string, string>> => {
  const { members } = (await who.get(`/api/chats/${chatId}/members`)).body;
  return Object.fromEntries(
    members.map(({ userId, role }: { userId: string; role: string }) => [userId, role]),
  );
};

test('only with the password, and it ends everything of theirs at once', async () => {
  const { server, boss, sara, ali } = instance;
  await makeFriends(sara, ali);
  await sara.put(`/api/blocks/${instance.reza.user.id}`, { on: true });
  const [hers, his] = await connectAll(server, sara, ali);
  expect((await leave(sara, 'keep', 'نادرست۱۲۳۴')).body.error.code).toBe('credentials_wrong');
  expect((await sara.get('/api/me')).status).toBe(200);
  expect((await leave(sara)).status).toBe(200);
  expect(await hers.closed).toBe(4001);
  expect((await sara.get('/api/me')).status).toBe(401);
  const login = { username: 'sara', password: PASSWORD };
  expect((await server.ask('POST', '/api/auth/login', login)).status).toBe(401);
  expect((await server.ask('GET', '/api/users/sara')).status).toBe(404);
  expect(await accountOf(boss, 'sara')).toBeUndefined();
  const [event] = await drainEvents(his, 'user.changed');
  expect(event.body.user).toMatchObject({ id: sara.user.id, displayName: '', about: '' });
  expect(event.body.user.deletedAt).toBeNumber();
  const { db } = server.deps;
  expect(await db.read(db.sessions.ofUser(sara.user.id, 0))).toEqual([]);
  expect(await db.read(db.blocks.of(sara.user.id))).toEqual([]);
  his.close();
});

test('kept: the other side has its history under "deleted account", and nothing is written there any more', async () => {
  const { sara, ali } = instance;
  const chatId = await makeFriends(sara, ali);
  const before = await sync(ali);
  await leave(sara);
  expect(await textsOf(ali, chatId)).toEqual(['سلام', 'سلام!']);
  const { users } = (await ali.get(`/api/chats/${chatId}`)).body;
  const gone = users.find(({ id }: { id: string }) => id === sara.user.id);
  expect(gone).toMatchObject({ username: `deleted-${sara.user.id}`, displayName: '' });
  expect((await say(ali, chatId, 'کجایی؟')).code).toBe('not_delivered');
  // A device that was away learns of it too.
  const missed = await sync(ali, cursorOf(before));
  expect(missed.users.find(({ id }) => id === sara.user.id)?.deletedAt).toBeNumber();
});

test('the name is free again, and whoever takes it is somebody else', async () => {
  const { server, sara, ali } = instance;
  const chatId = await makeFriends(sara, ali);
  await leave(sara);
  const next = await server.register('sara');
  expect(next.user.id).not.toBe(sara.user.id);
  expect((await next.get(`/api/chats/${chatId}`)).status).toBe(404);
  expect(await direct(ali, next)).not.toBe(chatId);
});

test('erased: what they wrote is gone for everybody, live and later, what others wrote is not', async () => {
  const { server, sara, ali, reza } = instance;
  const chatId = await makeFriends(sara, ali);
  const group = await makeGroup(ali, sara, reza);
  const texts = Array.from({ length: 130 }, (_, i) => `از سارا ${i}`);
  for (const text of texts) await say(sara, group, text);
  await say(reza, group, 'از رضا');
  await sara.put(`/api/chats/${chatId}/messages/2/reactions`, { emojis: ['👍'] });
  await ali.put(`/api/chats/${chatId}/messages/2/reactions`, { emojis: ['👍'] });
  const socket = await server.connect(ali.token);
  await socket.request('me.get', {});
  await leave(sara, 'erase');
  await untilErased(server);
  const events = await drainEvents(socket, 'message.changed');
  const buried = events.filter(({ body }) => body.message.deletedAt !== null);
  expect(buried).toHaveLength(texts.length + 1);
  expect(new Set(buried.map(({ body }) => body.message.text))).toEqual(new Set(['']));
  const [answered] = events.filter(({ body }) => body.message.deletedAt === null);
  expect(answered.body.reacted).toEqual({ userId: sara.user.id, emojis: [] });
  expect(answered.body.message.reactions).toMatchObject([{ count: 1, by: [ali.user.id] }]);
  expect(await textsOf(ali, chatId)).toEqual(['', 'سلام!']);
  const left = (await textsOf(reza, group)).filter((text) => text !== '');
  expect(left).toEqual(['از رضا']);
  const found = (await ali.get('/api/search?q=سارا')).body;
  expect(JSON.stringify(found)).not.toContain('از سارا');
  socket.close();
});

test('saved messages go with their person always, for nobody else saw them', async () => {
  const { server, sara, ali } = instance;
  const { body } = await sara.post('/api/chats', { kind: 'self' });
  const kept = await makeFriends(sara, ali);
  await say(sara, body.chat.id, 'رمز گاوصندوق');
  await leave(sara, 'keep');
  await untilErased(server);
  const { db } = server.deps;
  const window = { userId: sara.user.id, after: 0, upTo: 100, limit: 100 };
  const written = await db.read(db.accounts.written({ ...window, chatId: body.chat.id }));
  expect(written).toEqual([]);
  expect(await db.read(db.accounts.written({ ...window, chatId: kept }))).toHaveLength(1);
});

test('an order to erase that was left undone is carried out with the next one', async () => {
  const { server, sara, ali } = instance;
  const chatId = await makeFriends(sara, ali);
  await leave(sara, 'keep');
  await untilErased(server);
  expect(await textsOf(ali, chatId)).toEqual(['سلام', 'سلام!']);
  const { db } = server.deps;
  const left = { kind: 'erase-account', key: sara.user.id, body: 'erase', orderedAt: 1 };
  await db.write(() => db.jobs.order(left));
  await leave(instance.reza, 'keep');
  await untilErased(server);
  expect(await textsOf(ali, chatId)).toEqual(['', 'سلام!']);
});

test('groups that they own go to the admin, else the member, who is in it longest; links of theirs open nothing', async () => {
  const { server, sara, ali, reza, boss } = instance;
  const [led, plain, alone] = [
    await makeGroup(sara, ali, reza),
    await makeGroup(sara, boss),
    await makeGroup(sara),
  ];
  await sara.patch(`/api/chats/${led}/members/${reza.user.id}`, { role: 'admin' });
  const { code } = (await sara.post(`/api/chats/${led}/invites`, {})).body.invite;
  const [socket] = await connectAll(server, reza);
  expect((await leave(sara)).status).toBe(200);
  expect(await rolesOf(ali, led)).toEqual({ [ali.user.id]: 'member', [reza.user.id]: 'owner' });
  expect(await rolesOf(boss, plain)).toEqual({ [boss.user.id]: 'owner' });
  expect((await ali.post(`/api/invites/${code}`)).body.error?.code).toBe('invite_invalid');
  const events = await drainEvents(socket, 'message.added');
  const lines = events.map(({ body }) => body.message.system.type);
  expect(lines).toEqual(['owner.changed', 'member.left']);
  const mine = (await drainEvents(socket, 'chat.changed')).at(-1);
  expect(mine.body.chat.settings.role).toBe('owner');
  expect((await ali.get(`/api/chats/${alone}`)).status).toBe(404);
  expect((await chatOf(reza, led)).memberCount).toBe(2);
  socket.close();
});

test('an administrator deletes somebody; the last one cannot go', async () => {
  const { server, boss, sara, ali } = instance;
  const chatId = await makeFriends(sara, ali);
  const gone = await boss.del(`/api/admin/users/${sara.user.id}?data=erase`);
  expect(gone.status).toBe(200);
  await untilErased(server);
  expect(await textsOf(ali, chatId)).toEqual(['', 'سلام!']);
  const twice = await boss.del(`/api/admin/users/${sara.user.id}?data=erase`);
  expect(twice.status).toBe(404);
  expect((await leave(boss)).body.error.code).toBe('last_admin');
  expect((await boss.del(`/api/admin/users/${boss.user.id}?data=keep`)).status).toBe(409);
  expect((await boss.get('/api/me')).status).toBe(200);
});

test('while much is erased, others are answered', async () => {
  const { server, sara, ali, reza } = instance;
  const chatId = await direct(sara, ali);
  for (let i = 0; i < 300; i++) await say(sara, chatId, `پیام ${i}`);
  const other = await makeFriends(ali, reza);
  await leave(sara, 'erase');
  const { db } = server.deps;
  let answered = 0;
  while ((await db.read(db.jobs.all())).length > 0) {
    expect((await say(reza, other, 'هنوز هستم')).status).toBe(201);
    answered += 1;
  }
  expect(answered).toBeGreaterThan(0);
  expect((await textsOf(ali, chatId)).join('')).toBe('');
});

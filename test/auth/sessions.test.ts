import { afterAll, beforeEach, expect, test } from 'bun:test';
import { type Caller, PASSWORD, type Server, startServer } from '../helpers/app.ts';

const server: Server = await startServer();
let count = 0;
let sara: Caller;
let name: string;
beforeEach(async () => {
  name = `sara${++count}`;
  sara = await server.register(name);
});
afterAll(() => server.stop());

const ANDROID =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';
const alive = async (caller: Caller): Promise<boolean> =>
  (await caller.get('/api/me')).status === 200;

test('sessions are listed with device, address and which one asks; nothing secret is in them', async () => {
  await server.login(name, { 'user-agent': ANDROID, 'x-forwarded-for': '5.5.5.5' });
  const { body } = await sara.get('/api/sessions');
  const own = body.sessions.find(({ current }: { current: boolean }) => current);
  const phone = body.sessions.find(({ current }: { current: boolean }) => !current);
  expect(own.id).toBe(sara.sessionId);
  expect(phone).toMatchObject({ deviceName: 'Chrome on Android', ip: '5.5.5.5' });
  const fields = ['createdAt', 'current', 'deviceName', 'id', 'ip', 'lastSeenAt'];
  expect(Object.keys(phone).sort()).toEqual(fields);
});

test('a device may give its own name; one that hides or reorders text falls back to the browser’s', async () => {
  const enter = (deviceName: string) =>
    server.ask(
      'POST',
      '/api/auth/login',
      { username: name, password: PASSWORD, deviceName },
      {
        'user-agent': ANDROID,
      },
    );
  await enter('گوشی سارا');
  await enter('evil\u202ename');
  const { body } = await sara.get('/api/sessions');
  const names = body.sessions.map(({ deviceName }: { deviceName: string }) => deviceName);
  expect(names.sort()).toEqual(['Bun', 'Chrome on Android', 'گوشی سارا']);
});

test('a revoked session is dead at once, the others live', async () => {
  const phone = await server.login(name);
  expect(await alive(phone)).toBe(true);
  expect((await sara.del(`/api/sessions/${phone.sessionId}`)).status).toBe(200);
  expect(await alive(phone)).toBe(false);
  expect(await alive(sara)).toBe(true);
  expect((await sara.del(`/api/sessions/${phone.sessionId}`)).status).toBe(404);
});

test('somebody else’s session answers like one that does not exist, and lives', async () => {
  const ali = await server.register(`ali${count}`);
  const theirs = await sara.del(`/api/sessions/${ali.sessionId}`);
  const none = await sara.del('/api/sessions/AAAAAAAAAAA');
  expect([theirs.status, theirs.body]).toEqual([404, none.body]);
  expect(await alive(ali)).toBe(true);
});

test('ending all others keeps the asking one, and touches nobody else', async () => {
  const others = await Promise.all([server.login(name), server.login(name)]);
  const ali = await server.register(`ali${count}`);
  const sockets = await Promise.all(others.map(({ token }) => server.connect(token)));
  expect((await sara.del('/api/sessions')).status).toBe(200);
  expect(await Promise.all(others.map(alive))).toEqual([false, false]);
  expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4001, 4001]);
  expect([await alive(sara), await alive(ali)]).toEqual([true, true]);
});

test('a new password ends all other sessions and their sockets; the old one opens nothing', async () => {
  const next = 'گذرواژهٔ تازه';
  const phone = await server.login(name);
  const socket = await server.connect(phone.token);
  const wrong = await sara.post('/api/auth/password', { current: 'not the one', next });
  expect([wrong.status, wrong.body.error.code]).toEqual([401, 'credentials_wrong']);
  expect(await alive(phone)).toBe(true);
  const short = await sara.post('/api/auth/password', { current: PASSWORD, next: 'short' });
  expect(short.body.error).toEqual({ code: 'password_short', field: 'next' });
  const changed = await sara.post('/api/auth/password', { current: PASSWORD, next });
  expect(changed.status).toBe(200);
  expect(await socket.closed).toBe(4001);
  expect([await alive(phone), await alive(sara)]).toEqual([false, true]);
  await expect(server.login(name)).rejects.toThrow('credentials_wrong');
  const entered = await server.ask('POST', '/api/auth/login', { username: name, password: next });
  expect(entered.status).toBe(200);
});

test('one account cannot flood the routes of accounts; another is not touched by it', async () => {
  const strict = await startServer({ rateLimit: 2 });
  const [flooding, calm] = [await strict.register('flooding'), await strict.register('calm')];
  const asked = await Promise.all(Array.from({ length: 10 }, () => flooding.get('/api/sessions')));
  const limited = asked.filter(({ status }) => status === 429);
  expect(limited.length).toBeGreaterThan(0);
  expect(limited[0]?.body.error.retryAfterMs).toBeWithin(1, 501);
  expect((await calm.get('/api/sessions')).status).toBe(200);
  await strict.stop();
});

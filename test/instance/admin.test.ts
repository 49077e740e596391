import { afterEach, beforeEach, expect, test } from 'bun:test';
import { operations } from '../../server/openapi/operations.ts';
import { REST_COMMANDS } from '../../server/realtime/rest-table.ts';
import { PASSWORD } from '../helpers/app.ts';
import { Browser } from '../helpers/browser.ts';
import { direct, makeFriends, say } from '../helpers/cast.ts';
import { accountOf, actsOf, change, type Instance, promote, startInstance } from './support.ts';

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.server.stop());

const ADMIN = operations(REST_COMMANDS).filter(({ path }) => path.startsWith('/api/admin/'));

test('to whoever is no administrator every route answers as one that is not there', async () => {
  const { server, boss, sara, ali } = instance;
  expect(ADMIN.length).toBeGreaterThan(10);
  const absent = await sara.get('/api/admin/nothing-of-the-sort');
  for (const { method, path } of ADMIN) {
    for (const id of [ali.user.id, boss.user.id, 'AAAAAAAAAAA', '-']) {
      const filled = path.replace(':userId', id);
      for (const body of method === 'GET' ? [undefined] : [undefined, {}, '{', { role: 'admin' }]) {
        const answer = await sara.ask(method, filled, body);
        expect([filled, answer.status, answer.body]).toEqual([filled, 404, absent.body]);
      }
      expect((await server.ask(method, filled)).status).toBe(401);
    }
  }
  expect((await accountOf(boss, 'sara'))?.role).toBe('user');
  expect((await boss.get('/api/admin/users')).status).toBe(200);
});

test('an administrator who is made a user again is none from that moment, and hears of it', async () => {
  const { server, boss, sara } = instance;
  const socket = await server.connect(sara.token);
  await promote(boss, sara);
  expect((await sara.get('/api/admin/server')).status).toBe(200);
  expect((await sara.get('/api/me')).body.user.role).toBe('admin');
  await change(boss, sara, { role: 'user' });
  expect((await sara.get('/api/admin/server')).status).toBe(404);
  await socket.request('me.get', {});
  const heard = socket.events.filter(({ type }) => type === 'user.changed');
  expect(heard.map(({ body }) => body.user.id)).toEqual([sara.user.id, sara.user.id]);
  socket.close();
});

test('accounts are listed newest first, page by page, and found by parts of their names', async () => {
  const { boss } = instance;
  const first = (await boss.get('/api/admin/users?limit=2')).body;
  expect([first.more, first.total, first.accounts.length]).toEqual([true, 4, 2]);
  const after = first.accounts[1].id;
  const second = (await boss.get(`/api/admin/users?limit=2&after=${after}`)).body;
  expect(second.more).toBe(false);
  const names = [...first.accounts, ...second.accounts].map(({ username }) => username);
  expect(names.toSorted()).toEqual(['ali', 'boss', 'reza', 'sara']);
  expect((await boss.get('/api/admin/users?q=AR')).body.accounts).toMatchObject([
    { username: 'sara', role: 'user', sessions: 1, disabledAt: null, invitedBy: null },
  ]);
  expect((await boss.get('/api/admin/users?limit=0')).body.error.field).toBe('limit');
});

test('to disable somebody ends their sessions and sockets at once; others see them as before', async () => {
  const { server, boss, sara, ali } = instance;
  const chatId = await makeFriends(sara, ali);
  const [his, hers] = [await server.connect(ali.token), await server.connect(sara.token)];
  const { status, body } = await change(boss, sara, { disabled: true });
  expect([status, body.account.sessions]).toEqual([200, 0]);
  expect(body.account.disabledAt).toBeNumber();
  expect(await hers.closed).toBe(4001);
  expect((await sara.get('/api/me')).status).toBe(401);
  await his.request('me.get', {});
  expect(his.raw.readyState).toBe(WebSocket.OPEN);
  expect((await ali.get('/api/users/sara')).body.user).toEqual(
    expect.objectContaining({ username: 'sara', deletedAt: null }),
  );
  // What is written to them waits for them.
  expect((await say(ali, chatId, 'کجایی؟')).status).toBe(201);
  await change(boss, sara, { disabled: false });
  const back = await server.login('sara');
  expect((await back.get(`/api/chats/${chatId}`)).body.chat.last.text).toBe('کجایی؟');
  expect((await sara.get('/api/me')).status).toBe(401);
  his.close();
});

test('whose session was ended by it learns why, whoever has none does not', async () => {
  const { server, boss, sara } = instance;
  const browser = new Browser(server.url);
  await browser.ask('POST', '/api/auth/login', { username: 'sara', password: PASSWORD });
  const renew = async (): Promise<string | undefined> =>
    (await browser.ask('POST', '/api/auth/renew', {})).body.error?.code;
  expect(await renew()).toBeUndefined();
  await change(boss, sara, { disabled: true });
  expect(await renew()).toBe('account_disabled');
  browser.jar.set('payambar-refresh', `${browser.jar.get('payambar-refresh')?.slice(1)}x`);
  expect(await renew()).toBe('unauthorized');
  await change(boss, sara, { disabled: false });
  expect(await renew()).toBe('unauthorized');
});

test('only whoever knows the password learns that an account is disabled', async () => {
  const { server, boss, sara } = instance;
  await change(boss, sara, { disabled: true });
  const login = (password: string) =>
    server.ask('POST', '/api/auth/login', { username: 'sara', password });
  const [right, wrong] = [await login(PASSWORD), await login(`${PASSWORD}x`)];
  expect([right.status, right.body.error.code]).toEqual([403, 'account_disabled']);
  expect([wrong.status, wrong.body.error.code]).toEqual([401, 'credentials_wrong']);
});

test('no session survives of somebody who signs in while they are being disabled', async () => {
  const { server, boss, sara } = instance;
  const body = { username: 'sara', password: PASSWORD };
  const logins = Array.from({ length: 6 }, () => server.ask('POST', '/api/auth/login', body));
  const disabled = change(boss, sara, { disabled: true });
  const answers = await Promise.all([...logins, disabled]);
  expect(answers.at(-1)?.status).toBe(200);
  for (const { status, body } of answers.slice(0, -1)) {
    if (status !== 200) continue;
    const headers = { authorization: `Bearer ${body.token}` };
    expect((await server.ask('GET', '/api/me', undefined, headers)).status).toBe(401);
  }
  expect((await accountOf(boss, 'sara'))?.sessions).toBe(0);
});

test('the last administrator who can sign in stays: two who demote each other at once leave one', async () => {
  const { boss, sara, ali } = instance;
  for (const body of [{ role: 'user' }, { disabled: true }]) {
    const { status, body: answer } = await change(boss, boss, body);
    expect([status, answer.error.code]).toEqual([409, 'last_admin']);
  }
  await promote(boss, ali);
  await change(boss, ali, { disabled: true });
  expect((await change(boss, boss, { role: 'user' })).body.error.code).toBe('last_admin');
  await promote(boss, sara);
  const both = await Promise.all([
    change(boss, sara, { role: 'user' }),
    change(sara, boss, { disabled: true }),
  ]);
  // The second request finds no other administrator left, or has lost the page itself.
  const [done, refused] = both.map(({ status }) => status).sort();
  expect([done, refused === 409 || refused === 404]).toEqual([200, true]);
  const sees = await Promise.all([boss, sara].map((one) => one.get('/api/admin/server')));
  expect(sees.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('to log somebody out everywhere ends every session of theirs and nobody else’s', async () => {
  const { server, boss, sara, ali } = instance;
  const second = await server.login('sara');
  const socket = await server.connect(second.token);
  const { body } = await boss.post(`/api/admin/users/${sara.user.id}/logout`);
  expect(body).toEqual({ sessions: 2 });
  expect(await socket.closed).toBe(4001);
  for (const one of [sara, second]) expect((await one.get('/api/me')).status).toBe(401);
  expect((await ali.get('/api/me')).status).toBe(200);
});

test('a reset link lets its person choose a password, once, and ends what was signed in', async () => {
  const { server, boss, sara } = instance;
  const link = async (): Promise<string> =>
    (await boss.post(`/api/admin/users/${sara.user.id}/reset`)).body.path.split('#')[1];
  const [old, secret] = [await link(), await link()];
  const look = (one: string) => server.ask('POST', '/api/auth/reset/look', { secret: one });
  expect((await look(secret)).body).toEqual({ username: 'sara' });
  expect((await look(old)).body.error.code).toBe('link_invalid');
  const password = 'یک گذرواژهٔ دیگر';
  const reset = () => server.ask('POST', '/api/auth/reset', { secret, password });
  const socket = await server.connect(sara.token);
  const all = await Promise.all([reset(), reset(), reset()]);
  expect(all.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  expect(await socket.closed).toBe(4001);
  const login = (one: string) =>
    server.ask('POST', '/api/auth/login', { username: 'sara', password: one });
  expect([(await login(PASSWORD)).status, (await login(password)).status]).toEqual([401, 200]);
  expect(server.lines.join('\n')).not.toContain(secret);
});

test('an account is made without a password: only its link opens it', async () => {
  const { server, boss } = instance;
  const made = await boss.post('/api/admin/users', { username: 'Nana', displayName: 'مادربزرگ' });
  expect([made.status, made.body.account.username]).toEqual([201, 'nana']);
  for (const password of ['', PASSWORD]) {
    const login = await server.ask('POST', '/api/auth/login', { username: 'nana', password });
    expect([login.status, login.body.error.code]).toEqual([401, 'credentials_wrong']);
  }
  const secret = made.body.link.path.split('#')[1];
  const reset = await server.ask('POST', '/api/auth/reset', { secret, password: PASSWORD });
  expect(reset.body).toEqual({ username: 'nana' });
  expect((await server.login('nana')).user.displayName).toBe('مادربزرگ');
});

test('each act is written down, with who did it and to whom', async () => {
  const { boss, sara, reza } = instance;
  await direct(sara, reza);
  await promote(boss, sara);
  await change(sara, reza, { disabled: true, inviteQuota: 3 });
  await change(sara, reza, { disabled: true });
  await sara.post(`/api/admin/users/${reza.user.id}/logout`);
  await sara.patch('/api/admin/server', { name: 'خانه' });
  await sara.del(`/api/admin/users/${reza.user.id}?data=keep`);
  const gone = `deleted-${reza.user.id}`;
  expect(await actsOf(boss)).toEqual([
    `user.delete ${gone}`,
    'server.update -',
    `user.logout ${gone}`,
    `user.quota ${gone}`,
    `user.disable ${gone}`,
    'user.role sara',
    'setup boss',
  ]);
  const { entries, more } = (await boss.get('/api/admin/audit?limit=1')).body;
  expect([more, entries[0]]).toMatchObject([
    true,
    // The log shows names, but for accounts that have none any more.
    {
      ...{ actor: 'sara', actorName: 'sara', targetName: null },
      details: { data: 'keep', username: 'reza' },
    },
  ]);
});

test('an account that is not there is not found', async () => {
  const { boss } = instance;
  for (const id of ['AAAAAAAAAAA', '-']) {
    const answers = [
      await boss.patch(`/api/admin/users/${id}`, { disabled: true }),
      await boss.post(`/api/admin/users/${id}/logout`),
      await boss.post(`/api/admin/users/${id}/reset`),
      await boss.del(`/api/admin/users/${id}?data=keep`),
      await boss.get(`/api/admin/users/${id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  }
  expect(await actsOf(boss)).toEqual(['setup boss']);
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { type Caller, PASSWORD, type Server, startServer } from '../helpers/app.ts';
import { chatOf, direct, say } from '../helpers/cast.ts';

let server: Server;
let sara: Caller;
let guest: Caller;
let passerBy: Caller;
beforeAll(async () => {
  server = await startServer({ inviteQuota: 5, requests: 'on' });
  sara = await server.register('sara');
  passerBy = await server.register('reza');
  const { invite } = (await sara.post('/api/server/invites')).body;
  const body = { username: 'guest', password: PASSWORD, invite: invite.code };
  await server.ask('POST', '/api/auth/register', body);
  guest = await server.login('guest');
});
afterAll(() => server.stop());

test('whoever came by a member’s link writes to them without asking; somebody else asks', async () => {
  const chatId = await direct(guest, sara);
  expect((await say(guest, chatId, 'رسیدم')).status).toBe(201);
  expect((await chatOf(sara, chatId)).settings.request).toBe(false);
  const other = await direct(passerBy, sara);
  expect((await say(passerBy, other, 'سلام')).status).toBe(201);
  expect((await chatOf(sara, other)).settings.request).toBe(true);
});

test('nor does whoever invited them ask, also where only acquaintances may write', async () => {
  const { invite } = (await sara.post('/api/server/invites')).body;
  const body = { username: 'second', password: PASSWORD, invite: invite.code };
  await server.ask('POST', '/api/auth/register', body);
  const second = await server.login('second');
  await second.patch('/api/me', { privacy: { whoWrites: 'nobody' } });
  const refused = await say(passerBy, await direct(passerBy, second), 'سلام');
  expect(refused.code).toBe('not_delivered');
  const chatId = await direct(sara, second);
  expect((await say(sara, chatId, 'خوش آمدی')).status).toBe(201);
  expect((await chatOf(second, chatId)).settings.request).toBe(false);
});

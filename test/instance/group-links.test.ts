/** Tries an invitation to the server that goes with a link into a group. */
import { afterEach, beforeEach, expect, test } from 'bun:test';
import { type Caller, PASSWORD, type Server, startServer } from '../helpers/app.ts';

const HOUR = 3_600_000;

let server: Server;
let boss: Caller;
let sara: Caller;
let chatId: string;
let now = Date.now();
beforeEach(async () => {
  now = Date.now();
  server = await startServer({ now: () => now, given: [] });
  boss = await server.setUp('boss');
  sara = await server.register('sara');
  await boss.patch('/api/admin/server', { registration: 'invite', inviteQuota: 2 });
  chatId = await groupOf(sara);
});
afterEach(() => server.stop());

async function groupOf(owner: Caller, userIds: string[] = []): Promise<string> {
  const body = { kind: 'group', clientId: Bun.randomUUIDv7(), title: 'کوه', userIds };
  return (await owner.post('/api/chats', body)).body.chat.id;
}
const linkBy = async (who: Caller, terms: object = {}): Promise<string> =>
  (await who.post(`/api/chats/${chatId}/invites`, terms)).body.invite.code;
const inviteBy = (who: Caller, group: string, terms: object = {}) =>
  who.post('/api/server/invites', { group, ...terms });
const come = (username: string, invite: string) =>
  server.ask('POST', '/api/auth/register', { username, password: PASSWORD, invite });
const refusal = async (username: string, invite: string): Promise<string | undefined> =>
  (await come(username, invite)).body.error?.code;
const ofSara = async () => (await sara.get('/api/server/invites')).body;

test('who has no account registers by one part of the link, and is in the group by the other', async () => {
  const group = await linkBy(sara, { uses: 1 });
  const made = await inviteBy(sara, group);
  expect([made.status, made.body.invite]).toMatchObject([201, { group, usesLeft: 1 }]);
  expect((await ofSara()).left).toBe(1);
  const { code } = made.body.invite;
  expect(await refusal('ali', code)).toBeUndefined();
  const ali = await server.login('ali');
  expect((await ali.post(`/api/invites/${group}`)).body.chatId).toBe(chatId);
  expect(await refusal('reza', code)).toBe('invite_invalid');
});

test('it goes with a link of one’s own that opens, and with no other', async () => {
  const ali = await server.login(
    (await come('ali', (await boss.post('/api/server/invites')).body.invite.code)).body.user
      .username,
  );
  await sara.post(`/api/chats/${chatId}/members`, { userIds: [ali.user.id] });
  const theirs = await linkBy(sara);
  const over = await linkBy(sara, { expiresAt: now + HOUR });
  const revoked = await linkBy(sara);
  await sara.del(`/api/chats/${chatId}/invites/${revoked}`);
  now += 2 * HOUR;
  for (const [who, group] of [
    [ali, theirs],
    [boss, theirs],
    [sara, over],
    [sara, revoked],
    [sara, 'A'.repeat(22)],
  ] as const) {
    const { status, body } = await inviteBy(who, group);
    expect([status, body.error]).toEqual([400, { code: 'invalid', field: 'group' }]);
  }
  expect((await ofSara()).left).toBe(2);
  expect((await inviteBy(sara, theirs)).status).toBe(201);
});

test('it ends with the link, however that ends, and may then be given to somebody else', async () => {
  const ends: ((group: string) => Promise<unknown>)[] = [
    (group) => sara.del(`/api/chats/${chatId}/invites/${group}`),
    () => sara.del(`/api/chats/${chatId}`),
  ];
  for (const end of ends) {
    const group = await linkBy(sara);
    const other = (await sara.post('/api/server/invites')).body.invite.code;
    const { code } = (await inviteBy(sara, group)).body.invite;
    expect((await ofSara()).left).toBe(0);
    await end(group);
    expect((await ofSara()).left).toBe(1);
    expect(await refusal('nobody', code)).toBe('invite_invalid');
    // An invitation that goes with no link, or with another, stays.
    const look = await server.ask('POST', '/api/server/invites/look', { code: other });
    expect(look.status).toBe(200);
    await sara.post('/api/server/invites/revoke', { code: other });
  }
});

test('it ends when its maker leaves the group', async () => {
  const ali = await server.login(
    (await come('ali', (await boss.post('/api/server/invites')).body.invite.code)).body.user
      .username,
  );
  chatId = await groupOf(ali, []);
  const own = await linkBy(ali);
  await sara.post(`/api/invites/${own}`);
  const group = await linkBy(sara);
  const { code } = (await inviteBy(sara, group)).body.invite;
  await sara.post(`/api/chats/${chatId}/leave`);
  expect(await refusal('reza', code)).toBe('invite_invalid');
  expect((await ofSara()).left).toBe(2);
});

test('the code of the group is its maker’s alone: not the administrator’s, who reads nobody’s chats', async () => {
  const group = await linkBy(sara);
  const { code } = (await inviteBy(sara, group)).body.invite;
  expect((await ofSara()).invites).toMatchObject([{ code, group }]);
  const all = (await boss.get('/api/admin/invites')).body;
  expect(all.invites).toMatchObject([{ code, group: null }]);
  const revoked = (await boss.post('/api/server/invites/revoke', { code })).body;
  expect(revoked.invite).toMatchObject({ code, group: null });
  for (const seen of [all, revoked, (await boss.get('/api/admin/audit')).body])
    expect(JSON.stringify(seen)).not.toContain(group);
});

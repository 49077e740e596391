import { afterEach, beforeEach, expect, test } from 'bun:test';
import { type Caller, PASSWORD, type Server, startServer } from '../helpers/app.ts';

const DAY = 24 * 3_600_000;

let server: Server;
let boss: Caller;
let sara: Caller;
let now = Date.now();
beforeEach(async () => {
  now = Date.now();
  server = await startServer({ now: () => now, given: [] });
  boss = await server.setUp('boss');
  sara = await server.register('sara');
  await boss.patch('/api/admin/server', { registration: 'invite' });
});
afterEach(() => server.stop());

const make = async (by: Caller, body: object = {}): Promise<string> =>
  (await by.post('/api/server/invites', body)).body.invite.code;
const come = (username: string, invite?: string) =>
  server.ask('POST', '/api/auth/register', { username, password: PASSWORD, invite });
const codeOf = async (username: string, invite?: string): Promise<string | undefined> =>
  (await come(username, invite)).body.error?.code;
const quota = (inviteQuota: number) => boss.patch('/api/admin/server', { inviteQuota });
const accountOf = async (username: string) =>
  (await boss.get(`/api/admin/users?q=${username}`)).body.accounts[0];

test('a link of one use lets one of two in, whoever is first, and says who let them in', async () => {
  const code = await make(boss);
  const both = await Promise.all(['ali', 'reza', 'nima'].map((name) => come(name, code)));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 410, 410]);
  const inside = both.find(({ status }) => status === 201)?.body.user.username;
  expect((await accountOf(inside)).invitedBy).toMatchObject({ username: 'boss' });
  expect((await accountOf('boss')).invited).toBe(1);
  expect((await boss.get('/api/server/invites')).body.invites).toMatchObject([
    { code, uses: 1, usesLeft: 0, revokedAt: null },
  ]);
});

test('a link that is revoked, over, used up or invented is refused alike, and none at all says what is missing', async () => {
  const [revoked, over] = [await make(boss), await make(boss, { expiresAt: now + 1000 })];
  const used = await make(boss);
  expect(await codeOf('ali', used)).toBeUndefined();
  expect((await boss.post('/api/server/invites/revoke', { code: revoked })).status).toBe(200);
  now += 2000;
  for (const code of [revoked, over, used, 'A'.repeat(22), '', '‮', 'x'.repeat(128)]) {
    expect(await codeOf('reza', code)).toBe('invite_invalid');
    const look = await server.ask('POST', '/api/server/invites/look', { code });
    expect([look.status, look.body.error.code]).toEqual([410, 'invite_invalid']);
  }
  expect(await codeOf('reza')).toBe('invite_required');
});

test('a name that is taken costs no use', async () => {
  const code = await make(boss);
  expect(await codeOf('sara', code)).toBe('username_taken');
  expect(await codeOf('ali', code)).toBeUndefined();
});

test('whoever opens a link sees the instance and who invites; the answer says nothing else', async () => {
  await quota(1);
  const code = await make(sara);
  const { body } = await server.ask('POST', '/api/server/invites/look', { code });
  expect(body).toEqual({ server: 'پیام‌بر', by: 'sara' });
});

test('a member invites as many as the instance allows, uses and open links counted together', async () => {
  const readQuotaLeft = async () => (await sara.get('/api/server/invites')).body.left;
  const readErrorCode = async () => (await sara.post('/api/server/invites')).body.error?.code;
  expect([await readQuotaLeft(), await readErrorCode()]).toEqual([0, 'no_invites_left']);
  await quota(2);
  const [first, second] = [await make(sara), await make(sara)];
  expect([await readQuotaLeft(), await readErrorCode()]).toEqual([0, 'no_invites_left']);
  await sara.post('/api/server/invites/revoke', { code: second });
  expect(await readQuotaLeft()).toBe(1);
  expect(await codeOf('ali', first)).toBeUndefined();
  expect(await readQuotaLeft()).toBe(1);
  await boss.patch(`/api/admin/users/${sara.user.id}`, { inviteQuota: 5 });
  expect(await readQuotaLeft()).toBe(4);
  // The people they invited stay counted when one of them leaves: else one link would do for any number.
  const ali = await server.login('ali');
  await ali.post('/api/me/delete', { password: PASSWORD, data: 'keep' });
  expect(await readQuotaLeft()).toBe(4);
});

test('many links at once are no more than the quota', async () => {
  await quota(3);
  const made = await Promise.all(
    Array.from({ length: 8 }, () => sara.post('/api/server/invites', {})),
  );
  expect(made.filter(({ status }) => status === 201)).toHaveLength(3);
});

test('making and revoking in turn leaves one row and nothing in the record of acts', async () => {
  await quota(1);
  for (let i = 0; i < 5; i++)
    await sara.post('/api/server/invites/revoke', { code: await make(sara) });
  const used = await make(sara);
  expect(await codeOf('ali', used)).toBeUndefined();
  expect((await sara.get('/api/server/invites')).body.invites).toMatchObject([{ code: used }]);
  const { entries } = (await boss.get('/api/admin/audit')).body;
  expect(entries.map(({ action }: { action: string }) => action)).not.toContain('invite.create');
});

test('a quota that was lowered shuts the links that are out already', async () => {
  await quota(1);
  const code = await make(sara);
  await quota(0);
  expect(await codeOf('ali', code)).toBe('invite_invalid');
  await quota(1);
  expect(await codeOf('ali', code)).toBeUndefined();
});

test('a member’s link has one use and a month at most; an administrator’s what they say', async () => {
  await quota(5);
  const many = await sara.post('/api/server/invites', { uses: 2 });
  expect(many.body.error).toEqual({ code: 'forbidden', field: 'uses' });
  const { body } = await sara.post('/api/server/invites', { expiresAt: null });
  expect(body.invite).toMatchObject({ usesLeft: 1, expiresAt: now + 30 * DAY });
  const past = await sara.post('/api/server/invites', { expiresAt: now - 1 });
  expect(past.body.error).toEqual({ code: 'invalid', field: 'expiresAt' });
  const free = await make(boss, { uses: null, expiresAt: null, label: 'همسایه‌ها' });
  now += 1000 * DAY;
  for (const name of ['ali', 'reza', 'nima']) expect(await codeOf(name, free)).toBeUndefined();
});

test('nobody sees or revokes another member’s links, and the links of whoever is disabled open nothing', async () => {
  await quota(2);
  const code = await make(sara);
  const ali = await server.login((await come('ali', await make(boss))).body.user.username);
  expect((await ali.get('/api/server/invites')).body.invites).toEqual([]);
  const other = await ali.post('/api/server/invites/revoke', { code });
  const none = await ali.post('/api/server/invites/revoke', { code: 'A'.repeat(22) });
  expect([other.status, other.body]).toEqual([404, none.body]);
  await boss.patch(`/api/admin/users/${sara.user.id}`, { disabled: true });
  expect(await codeOf('reza', code)).toBe('invite_invalid');
  await boss.patch(`/api/admin/users/${sara.user.id}`, { disabled: false });
  expect(await codeOf('reza', code)).toBeUndefined();
});

test('where registration is closed no link opens, and none is made', async () => {
  const code = await make(boss);
  await boss.patch('/api/admin/server', { registration: 'closed' });
  expect(await codeOf('ali', code)).toBe('registration_closed');
  expect((await boss.post('/api/server/invites')).body.error.code).toBe('registration_closed');
});

test('no code stands in the log, nor in the record of acts', async () => {
  const code = await make(boss);
  await server.ask('POST', '/api/server/invites/look', { code });
  await codeOf('ali', code);
  await server.ask('GET', `/api/server/invites/${code}`);
  await server.ask('GET', `/join/${code}`);
  await boss.post('/api/server/invites/revoke', { code });
  expect(server.lines.join('\n')).toContain('/api/server/invites/look');
  expect(server.lines.join('\n')).not.toContain(code);
  const audit = await boss.get('/api/admin/audit');
  expect(audit.body.entries.map(({ action }: { action: string }) => action)).toContain(
    'invite.revoke',
  );
  expect(JSON.stringify(audit.body)).not.toContain(code);
});

test('somebody is told whether they may invite at all, and who has invited them as long as that person is there', async () => {
  const standing = async (of: Caller) => (await of.get('/api/server/invites/state')).body;
  expect(await standing(boss)).toEqual({ mayInvite: true, inviter: null });
  expect(await standing(sara)).toEqual({ mayInvite: false, inviter: null });
  await quota(1);
  expect((await standing(sara)).mayInvite).toBe(true);
  await come('ali', await make(sara));
  const ali = await server.login('ali');
  expect((await standing(ali)).inviter).toMatchObject({ id: sara.user.id, displayName: 'sara' });
  // A member without quota has not lost the right: the page says so, and lists who came.
  expect((await standing(sara)).mayInvite).toBe(true);
  await boss.patch('/api/admin/server', { registration: 'closed' });
  expect([await standing(sara), await standing(boss)]).toMatchObject([
    { mayInvite: false },
    { mayInvite: true },
  ]);
  await boss.patch(`/api/admin/users/${sara.user.id}`, { disabled: true });
  expect((await standing(ali)).inviter).toBeNull();
});

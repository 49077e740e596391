import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { join } from 'node:path';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { Caller } from '../helpers/app.ts';
import {
  closeAll,
  connectAll,
  cursorOf,
  drainEvents,
  listOf,
  say,
  startCast,
  sync,
} from '../helpers/cast.ts';
import { runOutside } from '../helpers/data.ts';
import { until } from '../helpers/until.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
let owner: Caller;
let admin: Caller;
let member: Caller;
let stranger: Caller;
let chatId: string;
beforeAll(async () => {
  cast = await startCast();
});
beforeEach(async () => {
  const name = Bun.randomUUIDv7().slice(-12);
  const [a, b, c, d] = ['o', 'a', 'm', 's'].map((letter) => cast.server.register(letter + name));
  [owner, admin, member, stranger] = [await a, await b, await c, await d] as [
    Caller,
    Caller,
    Caller,
    Caller,
  ];
  const userIds = [admin.user.id, member.user.id];
  const made = await owner.post('/api/chats', { kind: 'group', title: 'خانواده', userIds });
  chatId = made.body.chat.id;
  await owner.patch(`/api/chats/${chatId}/members/${admin.user.id}`, { role: 'admin' });
});
afterAll(() => cast.stop());

const remove = (who: Caller) => who.del(`/api/chats/${chatId}`);
const codeOf = async (answer: Promise<{ status: number; body: { error?: { code: string } } }>) =>
  (await answer).body.error?.code;

test('the owner deletes a group: it is gone for everybody at once, on devices that were away too', async () => {
  await say(member, chatId, 'سلام');
  const before = await sync(member);
  const sockets = await connectAll(cast.server, owner, admin, member);
  expect((await remove(owner)).status).toBe(200);
  for (const socket of sockets) {
    const gone = (await drainEvents(socket, 'chat.gone')).map(({ body }) => [
      body.chatId,
      body.why,
    ]);
    expect(gone).toEqual([[chatId, socket === sockets[0] ? undefined : 'deleted']]);
  }
  for (const who of [owner, admin, member]) {
    expect(await listOf(who)).not.toContain(chatId);
    expect(await codeOf(who.get(`/api/chats/${chatId}`))).toBe('not_found');
    expect(await codeOf(who.get(`/api/chats/${chatId}/messages`))).toBe('not_found');
    expect((await say(who, chatId, 'از صف')).code).toBe('not_found');
  }
  const after = await sync(member, cursorOf(before));
  expect([after.gone, after.taken]).toEqual([[chatId], [{ chatId, why: 'deleted' }]]);
  // The person who has done it is told on none of their devices.
  const own = await sync(owner, cursorOf(before));
  expect([own.gone, own.taken]).toEqual([[chatId], undefined]);
  closeAll(sockets);
});

test('nobody but the owner deletes it: not an admin, not a member, and an outsider learns nothing', async () => {
  expect(await codeOf(remove(admin))).toBe('forbidden');
  expect(await codeOf(remove(member))).toBe('forbidden');
  const outside = await remove(stranger);
  const nowhere = await stranger.del('/api/chats/AAAAAAAAAAA');
  expect([outside.status, outside.body.error.code]).toEqual([
    nowhere.status,
    nowhere.body.error.code,
  ]);
  expect(await listOf(member)).toContain(chatId);
  expect((await say(member, chatId, 'هنوز هست')).status).toBe(201);
  // The premise: it was there to be deleted.
  expect((await remove(owner)).status).toBe(200);
});

test('a direct chat is no group, and is not deleted by this', async () => {
  const direct = await owner.post('/api/chats', { kind: 'direct', userId: member.user.id });
  const { id } = direct.body.chat;
  expect(await codeOf(owner.del(`/api/chats/${id}`))).toBe('not_found');
  expect((await say(owner, id, 'سلام')).status).toBe(201);
});

test('an outsider hears nothing of it', async () => {
  const [strangers, members] = await connectAll(cast.server, stranger, member);
  await remove(owner);
  await members.waitFor(() => members.events.some(({ type }) => type === 'chat.gone'));
  expect(await drainEvents(strangers)).toEqual([]);
  closeAll([strangers, members]);
});

test('its links lead nowhere, and who was in it does not come back by one', async () => {
  const { code } = (await owner.post(`/api/chats/${chatId}/invites`, {})).body.invite;
  expect((await stranger.get(`/api/invites/${code}`)).body.title).toBe('خانواده');
  await remove(owner);
  for (const who of [stranger, member])
    expect(await codeOf(who.post(`/api/invites/${code}`))).toBe('invite_invalid');
  expect(await codeOf(stranger.get(`/api/invites/${code}`))).toBe('invite_invalid');
});

test('asking twice is asking for what is not there', async () => {
  expect((await remove(owner)).status).toBe(200);
  expect(await codeOf(remove(owner))).toBe('not_found');
});

test('what was said in it leaves the database, and nobody finds it', async () => {
  const word = `راز${Bun.randomUUIDv7().slice(-8)}`;
  for (let n = 0; n < 25; n++) await say(member, chatId, `${word} ${n}`);
  const path = join(cast.server.dataDir, 'payambar.db');
  const ask = (statement: string) => runOutside(path, statement, [chatId]);
  const rows = () => [
    ask('select count(*) as count from messages where chat_id = ? and deleted_at is null')?.count,
    ask('select title from chats where id = ?')?.title,
  ];
  expect(rows()[0]).toBeGreaterThanOrEqual(25);
  await remove(owner);
  // A look at PostgreSQL holds the event loop, on which the server of this process does the work.
  await until(rows, [0, ''], { everyMs: 300 });
  const hits = await member.get(`/api/search?q=${encodeURIComponent(word)}`);
  expect(hits.body.hits).toEqual([]);
});

test('who shared nothing but the group is not seen any more by who watched', async () => {
  const [owners, members] = await connectAll(cast.server, owner, member);
  for (const socket of [owners, members])
    await socket.request('hello', { protocol: PROTOCOL_VERSION, active: true });
  // A person who was only added is no contact of the others yet.
  await say(member, chatId, 'سلام');
  const seen = await owners.request('presence.watch', { userIds: [member.user.id] });
  expect(seen.body.presence).toMatchObject([{ online: true }]);
  await remove(owner);
  await owners.waitFor(() =>
    owners.events.some(
      ({ type, body }) =>
        type === 'presence.changed' && body.userId === member.user.id && !body.online,
    ),
  );
  closeAll([owners, members]);
});

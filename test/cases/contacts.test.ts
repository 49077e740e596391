import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { Caller } from '../helpers/caller.ts';
import { group, type Instance, startInstance } from '../helpers/instance.ts';
import type { Socket } from '../helpers/socket.ts';

let instance: Instance;
let victim: Caller;
let stranger: Caller;
let chatId: string;
beforeAll(async () => {
  instance = await startInstance();
});
afterAll(() => instance.stop());
beforeEach(async () => {
  const name = Bun.randomUUIDv7().slice(-12);
  [victim, stranger] = [await instance.register(`v${name}`), await instance.register(`s${name}`)];
  chatId = await group(stranger, victim);
});

const write = (who: Caller, id: string, text = 'سلام') =>
  who.post(`/api/chats/${id}/messages`, { clientId: Bun.randomUUIDv7(), text });
const chat = async (who: Caller, id: string) => (await who.get(`/api/chats/${id}`)).body.chat;
async function firstMessage(): Promise<string> {
  const body = { kind: 'direct', userId: victim.user.id };
  const { id } = (await stranger.post('/api/chats', body)).body.chat;
  await write(stranger, id);
  return id;
}
async function sees(): Promise<boolean> {
  const sockets: Socket[] = [await instance.connect(victim), await instance.connect(stranger)];
  const [own, theirs] = sockets as [Socket, Socket];
  await own.request('hello', { protocol: PROTOCOL_VERSION, active: true });
  const { body } = await theirs.request('presence.watch', { userIds: [victim.user.id] });
  for (const socket of sockets) socket.close();
  return body.presence.length > 0;
}

test('who is added to a stranger’s group is no contact of theirs: the group and the first message are requests, nothing is seen', async () => {
  expect((await chat(victim, chatId)).settings.request).toBe(true);
  const direct = await firstMessage();
  expect((await chat(victim, direct)).settings.request).toBe(true);
  expect(await sees()).toBe(false);
  // Their devices say what has arrived, as the app of an earlier version does.
  const { seq } = (await write(stranger, chatId)).body.message;
  await victim.put(`/api/chats/${chatId}/delivered`, { seq });
  await victim.put(`/api/chats/${chatId}/read`, { seq });
  expect((await chat(stranger, chatId)).othersReceipts).toEqual({ delivered: 0, read: 0 });
  const info = (await stranger.get(`/api/chats/${chatId}/messages/${seq}/info`)).body;
  expect(info.people).toEqual([{ userId: victim.user.id, deliveredAt: null, readAt: null }]);
});

test.each<[string, () => Promise<unknown>]>([
  ['write there', () => write(victim, chatId)],
  ['accept it', () => victim.put(`/api/chats/${chatId}/accepted`)],
])(
  'whoever joins by their own will, when they %s, is a contact, with all that it shows',
  async (_, join) => {
    const { seq } = (await write(stranger, chatId)).body.message;
    await join();
    await victim.put(`/api/chats/${chatId}/read`, { seq });
    expect((await chat(victim, chatId)).settings.request).toBe(false);
    expect((await chat(stranger, chatId)).othersReceipts.read).toBeGreaterThanOrEqual(seq);
    const direct = await firstMessage();
    expect((await chat(victim, direct)).settings.request).toBe(false);
    expect(await sees()).toBe(true);
  },
);

test('who has left is added again by nobody; a link lets them return, and who was removed can be added', async () => {
  const userIds = [victim.user.id];
  await victim.post(`/api/chats/${chatId}/leave`);
  const again = await stranger.post(`/api/chats/${chatId}/members`, { userIds });
  expect({ status: again.status, code: again.body.error.code }).toEqual({
    ...{ status: 403, code: 'forbidden' },
  });
  expect((await victim.get(`/api/chats/${chatId}`)).status).toBe(404);
  const { invite } = (await stranger.post(`/api/chats/${chatId}/invites`)).body;
  expect((await victim.post(`/api/invites/${invite.code}`)).body.chatId).toBe(chatId);
  expect((await chat(victim, chatId)).settings.request).toBe(false);
  await stranger.del(`/api/chats/${chatId}/members/${victim.user.id}`);
  expect((await stranger.post(`/api/chats/${chatId}/members`, { userIds })).status).toBe(200);
});

test('a group by a contact is none: whom one has written to adds one without being asked', async () => {
  const direct = await firstMessage();
  await write(victim, direct);
  const other = await group(stranger, victim);
  expect((await chat(victim, other)).settings.request).toBe(false);
  // But its other members are not contacts yet.
  const third = await instance.register(`t${Bun.randomUUIDv7().slice(-12)}`);
  await stranger.post(`/api/chats/${other}/members`, { userIds: [third.user.id] });
  const body = { kind: 'direct', userId: victim.user.id };
  const { id } = (await third.post('/api/chats', body)).body.chat;
  await write(third, id);
  expect((await chat(victim, id)).settings.request).toBe(true);
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Caller } from '../helpers/app.ts';
import { makeFriends, startCast } from '../helpers/cast.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
beforeAll(async () => {
  cast = await startCast();
});
afterAll(() => cast.stop());

const group = async (by: Caller, ...others: Caller[]): Promise<string> => {
  const userIds = others.map(({ user }) => user.id);
  const body = { kind: 'group', clientId: Bun.randomUUIDv7(), title: 'گروه', userIds };
  return (await by.post('/api/chats', body)).body.chat.id;
};
const listShared = async (who: Caller, whom: { user: { id: string } }): Promise<string[]> =>
  (await who.get(`/api/shared/${whom.user.id}`)).body.chatIds;

test('shared are the groups that both are in, and nothing else', async () => {
  const { sara, ali, reza } = cast;
  await makeFriends(sara, ali);
  const all = await group(sara, ali, reza);
  const two = await group(ali, sara);
  await group(ali, reza);
  expect((await listShared(sara, ali)).sort()).toEqual([all, two].sort());
  expect((await listShared(ali, sara)).sort()).toEqual([all, two].sort());
  expect(await listShared(sara, reza)).toEqual([all]);
  expect(await listShared(sara, sara)).toEqual([]);
  expect(await listShared(sara, { user: { id: 'AAAAAAAAAAA' } })).toEqual([]);
});

test('a group that one of them has left is shared no more', async () => {
  const { server, sara } = cast;
  const mina = await server.register('mina');
  const id = await group(sara, mina);
  expect(await listShared(sara, mina)).toEqual([id]);
  const socket = await server.connect(mina.token);
  expect((await socket.request('chat.leave', { chatId: id })).ok).toBe(true);
  expect([await listShared(sara, mina), await listShared(mina, sara)]).toEqual([[], []]);
  socket.close();
});

test('a block leaves shared groups as they are', async () => {
  const { sara, ali } = cast;
  const id = await group(sara, ali);
  await sara.put(`/api/blocks/${ali.user.id}`, { on: true });
  expect(await listShared(ali, sara)).toContain(id);
  const clientId = Bun.randomUUIDv7();
  const path = `/api/chats/${id}/messages`;
  expect((await ali.post(path, { clientId, text: 'سلام' })).status).toBe(201);
  expect((await sara.get(path)).body.messages.at(-1).text).toBe('سلام');
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Entity } from '../../protocol/entities.ts';
import { chatOf, makeFriends, say, startCast } from '../helpers/cast.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
let chatId: string;
beforeAll(async () => {
  cast = await startCast();
  chatId = await makeFriends(cast.sara, cast.ali);
});
afterAll(() => cast.stop());

const answer = async (replyTo: number): Promise<number> => {
  const clientId = Bun.randomUUIDv7();
  const path = `/api/chats/${chatId}/messages`;
  const { body } = await cast.ali.post(path, { clientId, text: 'پاسخ', replyTo });
  return body.message.seq;
};
const counts = async (who = cast.sara) => {
  const { unread, mentions } = await chatOf(who, chatId);
  return { unread, mentions };
};

test('unread answers are counted apart, until they are read, hidden or cleared', async () => {
  const { sara, ali } = cast;
  await sara.put(`/api/chats/${chatId}/read`, { seq: 2 });
  const [first, second, third] = [await answer(1), await answer(1), await answer(1)];
  await say(ali, chatId, 'به کسی نه');
  expect(await counts()).toEqual({ unread: 4, mentions: 3 });
  expect((await counts(ali)).mentions).toBe(0);
  await sara.put(`/api/chats/${chatId}/read`, { seq: first });
  expect(await counts()).toEqual({ unread: 3, mentions: 2 });
  const socket = await cast.server.connect(sara.token);
  await socket.request('message.delete', { chatId, seqs: [second], everyone: false });
  expect(await counts()).toEqual({ unread: 2, mentions: 1 });
  expect((await chatOf(sara, chatId)).settings.hidden).toEqual([second]);
  await sara.put(`/api/chats/${chatId}/cleared`, { seq: third, remove: false });
  expect(await counts()).toEqual({ unread: 1, mentions: 0 });
  expect((await chatOf(sara, chatId)).settings.hidden).toEqual([]);
  socket.close();
});

test('reading up to a place leaves those above it, also where one was edited or deleted meanwhile', async () => {
  const { server, sara, reza } = cast;
  const id = await makeFriends(sara, reza);
  const socket = await server.connect(reza.token);
  const named: Entity[] = [{ type: 'mention', offset: 0, length: 4, userId: sara.user.id }];
  const places: number[] = [];
  for (const entities of [named, undefined, named, named, undefined, named, undefined]) {
    const body = { clientId: Bun.randomUUIDv7(), text: 'sara, look', entities };
    places.push((await reza.post(`/api/chats/${id}/messages`, body)).body.message.seq);
  }
  const at = (index: number) => places[index] ?? 0;
  const left = async (index: number) => {
    if (index >= 0) await sara.put(`/api/chats/${id}/read`, { seq: at(index) });
    return (await chatOf(sara, id)).mentions;
  };
  const edit = (index: number, entities: Entity[]) =>
    socket.request('message.edit', { chatId: id, seq: at(index), text: 'sara, well', entities });
  expect([await left(-1), await left(0), await left(1)]).toEqual([4, 3, 3]);
  await edit(2, []);
  await edit(4, named);
  await socket.request('message.delete', { chatId: id, seqs: [at(5)], everyone: true });
  // What is read stays read, whatever the edit says.
  await edit(1, named);
  expect([await left(-1), await left(2), await left(3), await left(4)]).toEqual([2, 2, 1, 0]);
  await edit(6, named);
  expect([await left(5), await left(6)]).toEqual([1, 0]);
  socket.close();
});

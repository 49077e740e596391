import { afterAll, beforeAll, expect, test } from 'bun:test';
import { chatOf, friends, say, startCast } from '../helpers/cast.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
let chatId: string;
beforeAll(async () => {
  cast = await startCast();
  chatId = await friends(cast.sara, cast.ali);
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
  expect((await chatOf(sara, chatId)).own.hidden).toEqual([second]);
  await sara.put(`/api/chats/${chatId}/cleared`, { seq: third, remove: false });
  expect(await counts()).toEqual({ unread: 1, mentions: 0 });
  expect((await chatOf(sara, chatId)).own.hidden).toEqual([]);
  socket.close();
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Caller } from '../helpers/caller.ts';
import { answerOf } from '../helpers/caller.ts';
import { group, type Instance, startInstance } from '../helpers/instance.ts';

let instance: Instance;
let sara: Caller;
let outsider: Caller;
let chatId: string;

beforeAll(async () => {
  instance = await startInstance({ RATE_LIMIT: '1000000', DAILY_MB: '1000' });
  [sara, outsider] = [await instance.register('sara'), await instance.register('outsider')];
  chatId = await group(sara);
});
afterAll(() => instance.stop());

async function write(who: Caller, chatId: string, text: string): Promise<void> {
  const clientId = Bun.randomUUIDv7();
  const { status } = await who.post(`/api/chats/${chatId}/messages`, { clientId, text });
  expect(status).toBe(201);
}

async function search(who: Caller, q: string) {
  const { status, body } = await who.get(`/api/search?${new URLSearchParams({ q })}`);
  expect(status).toBe(200);
  return body.hits;
}

test('somebody in 70 chats finds nothing of chats that they are not in', async () => {
  await write(sara, chatId, 'رمز گاوصندوق');
  const own: string[] = [];
  for (let n = 0; n < 70; n++) own.push(await group(outsider));
  await write(outsider, own[0] ?? '', 'پیام خودم');
  for (const q of ['گاوصندوق', 'گاو', 'صندوق']) {
    expect(await search(sara, q)).toHaveLength(1);
    expect(await search(outsider, q)).toEqual([]);
  }
  expect(await search(outsider, 'خودم')).toHaveLength(1);
});

test('a query that is as dear as one can be holds nobody up', async () => {
  const words = 'a b c d e f g h i j k l m n o p q r s t u v w x y z'.split(' ');
  for (let n = 0; n < 300; n++)
    await write(
      sara,
      chatId,
      words
        .map((word) => `${word}${n % 7}`)
        .join(' ')
        .repeat(20),
    );
  const queries = ['a '.repeat(64), words.join(' '), `${words.join(' ')} nowhere`, 'ab'.repeat(64)];
  let searching = true;
  const wait = async (): Promise<number> => {
    const asked = performance.now();
    await answerOf(instance.url, 'GET', '/health');
    return performance.now() - asked;
  };
  const alone: number[] = [];
  for (let n = 0; n < 50; n++) alone.push(await wait());
  const waits: number[] = [];
  const others = (async () => {
    while (searching) waits.push(await wait());
  })();
  for (let round = 0; round < 3; round++)
    for (const q of queries)
      expect((await sara.get(`/api/search?${new URLSearchParams({ q })}`)).status).toBe(200);
  searching = false;
  await others;
  // The median is taken, since a busy machine stretches some; one that is busy all the time stretches all of them, and those
  // before. Once a single such question took half a second.
  expect(medianOf(waits)).toBeLessThan(100 + 5 * medianOf(alone));
});

function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}

import { expect, test } from 'bun:test';
import { candidate, devicesOf, Phone, stateOf } from '../calls/support.ts';
import { makeFriends } from '../helpers/cast.ts';
import { startRedis } from '../helpers/services/redis.ts';
import { open, startTwoNodes } from './two-nodes.ts';

test('a call between people at two nodes: it rings, is answered, signals pass, and it ends', async () => {
  await using redis = await startRedis();
  const { a, b, stop } = await startTwoNodes({ redisUrl: redis.url });
  const [sara, ali] = [await a.register('sara'), await a.register('ali')];
  const chatId = await makeFriends(sara, ali);
  const other = await a.login('ali');
  const saras = new Phone(sara, await open(a, sara));
  const alis = new Phone(ali, await open(b, ali));
  const laptop = new Phone(other, await open(b, other));
  const call = await saras.start(chatId);
  for (const phone of [alis, laptop])
    await phone.until(call, (state) => stateOf(state, ali) === 'ringing');
  const answered = await alis.join(call);
  expect(devicesOf(answered)).toEqual([saras.device, alis.device]);
  for (const phone of [saras, laptop])
    expect(await phone.until(call, ({ rev }) => rev === 2)).toEqual(answered);
  for (let n = 0; n < 10; n++) await saras.signal(call, alis, candidate(`${n}`));
  await alis.socket.waitFor(() => alis.signals.length === 10);
  expect(alis.signals.map(({ data }) => data.candidate).join('')).toBe('0123456789');
  await saras.leave(call);
  for (const phone of [alis, laptop]) await phone.until(call, ({ endedAt }) => endedAt !== null);
  // What is for one session comes to no other, of the same person neither.
  expect([saras.signals, laptop.signals]).toEqual([[], []]);
  for (const { socket } of [saras, alis, laptop]) socket.close();
  await stop();
}, 60_000);

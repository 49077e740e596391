import { expect, test } from 'bun:test';
import { PASSWORD, type Server, type Socket } from '../helpers/app.ts';
import { startRedis } from '../helpers/services/redis.ts';
import { until } from '../helpers/until.ts';
import { open, startTwoNodes } from './two-nodes.ts';

/** A proxy of this machine says who asks. */
const from = (address: string) => ({ 'x-forwarded-for': address });

test('guesses are counted by all nodes together, by address and by account, and others may still sign in', async () => {
  await using redis = await startRedis();
  const { a, b, stop } = await startTwoNodes({ redisUrl: redis.url, authLimit: 10 });
  await a.register('victim');
  await a.register('other');
  const enter = async (node: Server, username: string, password: string, address: string) => {
    const body = { username, password };
    return (await node.ask('POST', '/api/auth/login', body, from(address))).status;
  };
  const guesses: number[] = [];
  for (let n = 0; n < 16; n++)
    guesses.push(await enter(n % 2 ? a : b, 'victim', 'not the password 12', '203.0.113.1'));
  expect(guesses.filter((status) => status === 401).length).toBeLessThan(13);
  expect(guesses.slice(-2)).toEqual([429, 429]);
  expect(await enter(a, 'other', PASSWORD, '203.0.113.1')).toBe(429);
  expect(await enter(b, 'other', PASSWORD, '198.51.100.1')).toBe(200);
  // Of the account all strangers together have twice as many.
  let refused = 0;
  for (let n = 0; n < 30 && refused < 2; n++)
    if ((await enter(n % 2 ? a : b, 'victim', 'nor is this 1234', `192.0.2.${n + 1}`)) === 429)
      refused++;
  expect(refused).toBe(2);
  await stop();
});

test('what an account asks at one node counts at the other', async () => {
  await using redis = await startRedis();
  const { a, b, stop } = await startTwoNodes({ redisUrl: redis.url, rateLimit: 20 });
  const [sara, ali] = [await a.register('sara'), await a.register('ali')];
  const [here, there] = [await open(a, sara), await open(b, sara)];
  const alis = await open(b, ali);
  // Ten a second would pass here for ever, if what is asked there did not count.
  const ask = async (socket: Socket) =>
    (await socket.request('presence.set', { active: false })).error?.code;
  const isRefused = async () => {
    for (let n = 0; n < 8; n++) await ask(here);
    return (await ask(there)) === 'rate_limited';
  };
  await until(isRefused, true, { everyMs: 100, ms: 15_000 });
  expect((await alis.request('presence.set', { active: false })).ok).toBe(true);
  for (const socket of [here, there, alis]) socket.close();
  await stop();
});

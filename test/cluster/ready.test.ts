import { expect, test } from 'bun:test';
import { startServer } from '../helpers/app.ts';
import { answerOf } from '../helpers/caller.ts';
import { startRedis } from '../helpers/services/redis.ts';
import { until } from '../helpers/until.ts';
import { startThreeNodes } from './lib/nodes.ts';

test('a node that does not hear the others is not ready, and takes messages all the same', async () => {
  await using redis = await startRedis();
  const server = await startServer({ redisUrl: redis.url, nodeName: 'a' });
  const ready = async () => {
    const { status, body } = await server.ask('GET', '/ready');
    return [status, body.why ?? []];
  };
  expect(await ready()).toEqual([200, []]);
  await redis.kill();
  await until(ready, [503, ['bus']]);
  const sara = await server.register('sara');
  const ali = await server.register('ali');
  const { chat } = (await sara.post('/api/chats', { kind: 'direct', userId: ali.user.id })).body;
  const sent = { clientId: Bun.randomUUIDv7(), text: 'سلام' };
  expect((await sara.post(`/api/chats/${chat.id}/messages`, sent)).status).toBe(201);
  await redis.start();
  await until(ready, [200, []]);
  await server.stop();
});

test('nodes whose database is frozen or dead are not ready, and are again when it is back, without a restart', async () => {
  const nodes = await startThreeNodes();
  const all = () => Promise.all(nodes.nodes.map((node) => node.ready()));
  const are = (answer: [number, string[]]) => nodes.nodes.map(() => answer);
  await until(all, are([200, []]));
  nodes.postgres.pause();
  await until(all, are([503, ['database']]));
  nodes.postgres.resume();
  await until(all, are([200, []]));
  await nodes.postgres.kill();
  await until(all, are([503, ['database']]));
  const alive = nodes.nodes.map(({ url }) => answerOf(url, 'GET', '/health'));
  expect((await Promise.all(alive)).map(({ status }) => status)).toEqual([200, 200, 200]);
  await nodes.postgres.start();
  await until(all, are([200, []]));
  await nodes.stop();
});

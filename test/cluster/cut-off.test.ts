import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { PASSWORD, startServer } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { makeFriends } from '../helpers/cast.ts';
import { startProgram, tempDir } from '../helpers/program.ts';
import { startPostgres } from '../helpers/services/postgres.ts';
import { startRedis } from '../helpers/services/redis.ts';
import { startRelay } from '../helpers/services/relay.ts';
import { Socket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';
import { Device } from './device.ts';
import { makeGroup, nodesOf, open, say } from './two-nodes.ts';

test('a node that is cut off from the bus alone goes on, and neither side misses anything, before and after its return', async () => {
  await using redis = await startRedis();
  await using postgres = await startPostgres();
  const databaseDirectUrl = await postgres.createDatabase('cut');
  const relay = await startRelay(redis.port);
  const far = { redisUrl: `redis://127.0.0.1:${relay.port}`, databaseDirectUrl, nodeName: 'far' };
  const a = await startServer({ databaseDirectUrl, redisUrl: redis.url, nodeName: 'near' });
  const b = await startServer({ ...far, shared: a.deps.db });
  await until(() => [nodesOf(a), nodesOf(b)], [1, 1]);
  const [sara, ali] = [await a.register('sara'), await b.register('ali')];
  const chatId = await makeGroup(sara, ali);
  const [saras, alis] = [await Device.open(a, sara), await Device.open(b, ali)];
  const both = () => [saras.texts, alis.texts];

  await relay.cut();
  await until(() => nodesOf(a), 0, { ms: 15_000 });
  // The table of nodes says that it lives, so devices ask the database by themselves meanwhile.
  await say(ali, chatId, 'از دور');
  await say(sara, chatId, 'از نزدیک');
  await until(both, [
    ['از دور', 'از نزدیک'],
    ['از دور', 'از نزدیک'],
  ]);
  await relay.restore();
  await until(() => [nodesOf(a), nodesOf(b)], [1, 1]);
  await until(() => b.cluster()?.bus.reachable, true);
  for (const [n, who] of [sara, ali, sara].entries()) await say(who, chatId, `باز ${n}`);
  const all = ['از دور', 'از نزدیک', 'باز 0', 'باز 1', 'باز 2'];
  await until(both, [all, all], { ms: 10_000 });
  await b.stop();
  await a.stop();
  await relay.stop();
});

test('a node that stood still for ten seconds takes nobody for dead, and has missed nothing when it goes on', async () => {
  using folder = tempDir();
  await using redis = await startRedis();
  await using postgres = await startPostgres();
  const env = {
    ...{ DATABASE_URL: await postgres.createDatabase('still'), REDIS_URL: redis.url },
    // Sara looks again and again whether Ali is there, and then she has to be able to write.
    RATE_LIMIT: '10000',
  };
  const start = (name: string) =>
    startProgram([], { ...env, NODE_NAME: name, DATA_DIR: join(folder.path, name) });
  const [a, b] = [await start('a'), await start('b')];
  const reach = ({ url }: typeof a) => ({ connect: (token: string) => Socket.open(url, token) });
  const enter = async ({ url }: typeof a, username: string) => {
    const asked = { username, password: PASSWORD };
    return new Caller(url, (await answerOf(url, 'POST', '/api/auth/register', asked)).body);
  };
  const [sara, ali] = [await enter(a, 'sara'), await enter(b, 'ali')];
  await makeFriends(sara, ali);
  const chatId = await makeGroup(sara, ali);
  const [saras, alis] = [await open(reach(a), sara, true), await open(reach(b), ali, true)];
  const devices = [await Device.open(reach(a), sara), await Device.open(reach(b), ali)];
  const isOnline = async (socket: Socket, whom: Caller): Promise<boolean> =>
    (await socket.request('presence.watch', { userIds: [whom.user.id] })).body.presence[0].online;
  await until(() => isOnline(saras, ali), true);
  await until(() => isOnline(alis, sara), true);
  process.kill(b.pid, 'SIGSTOP');
  await until(() => isOnline(saras, ali), false, { ms: 12_000 });
  expect((await say(sara, chatId, 'بیداری؟')).status).toBe(201);
  process.kill(b.pid, 'SIGCONT');
  await until(() => isOnline(saras, ali), true);
  expect(await isOnline(alis, sara)).toBe(true);
  const offline = alis.events.filter(
    ({ type, body }) => type === 'presence.changed' && !body.online,
  );
  expect(offline).toEqual([]);
  await until(() => devices.map(({ texts }) => texts), [['بیداری؟'], ['بیداری؟']]);
  await Promise.all([a.stop('SIGKILL'), b.stop('SIGKILL')]);
});

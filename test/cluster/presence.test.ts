import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { RedisClient } from 'bun';
import { SERVER_ID } from '../../db/engine/backup.ts';
import type { Presence } from '../../protocol/presence.ts';
import type { Caller, Socket } from '../helpers/app.ts';
import { startServer } from '../helpers/app.ts';
import { makeFriends } from '../helpers/cast.ts';
import { type Redis, startRedis } from '../helpers/services/redis.ts';
import { until } from '../helpers/until.ts';
import { linesOf, startPushWorld } from '../push/support.ts';
import { nodesOf, open, startTwoNodes, type TwoNodes } from './two-nodes.ts';

let redis: Redis;
let nodes: TwoNodes;
let sara: Caller;
let ali: Caller;
let saras: Socket;
beforeAll(async () => {
  redis = await startRedis();
  nodes = await startTwoNodes({ redisUrl: redis.url });
});
beforeEach(async () => {
  const name = Bun.randomUUIDv7().slice(-12);
  [sara, ali] = [await nodes.a.register(`s${name}`), await nodes.a.register(`a${name}`)];
  await makeFriends(sara, ali);
  saras = await open(nodes.a, sara);
});
afterAll(async () => {
  await nodes.stop();
  await redis.stop();
});

const watch = async (socket: Socket, ...whom: Caller[]) => {
  const userIds = whom.map(({ user }) => user.id);
  return (await socket.request('presence.watch', { userIds })).body.presence;
};
const seen = (socket: Socket, { user }: Caller): boolean[] =>
  socket.events
    .filter(({ type, body }) => type === 'presence.changed' && body.userId === user.id)
    .map(({ body }) => body.online);

test('who is online at the other node is online here, and is last seen when they leave there', async () => {
  expect(await watch(saras, ali)).toMatchObject([{ online: false }]);
  const alis = await open(nodes.b, ali, true);
  await saras.waitFor(() => seen(saras, ali).includes(true));
  expect(await watch(saras, ali)).toEqual([
    { userId: ali.user.id, online: true, lastSeenAt: null },
  ]);
  const before = Date.now();
  alis.close();
  await saras.waitFor(() => seen(saras, ali).length === 2);
  expect(seen(saras, ali)).toEqual([true, false]);
  const [last] = await watch(saras, ali);
  expect(last.online).toBe(false);
  expect(last.lastSeenAt).toBeGreaterThanOrEqual(before);
});

test('a stranger hears nothing of people at the other node', async () => {
  const stranger = await nodes.a.register(`x${Bun.randomUUIDv7().slice(-12)}`);
  const theirs = await open(nodes.a, stranger);
  expect(await watch(theirs, ali)).toEqual([]);
  const alis = await open(nodes.b, ali, true);
  await watch(saras, ali);
  await until(async () => (await watch(saras, ali))[0].online, true);
  expect(seen(theirs, ali)).toEqual([]);
  alis.close();
});

test('who is at both nodes stays online until the last page is closed', async () => {
  await watch(saras, ali);
  const here = await open(nodes.a, ali, true);
  const there = await open(nodes.b, ali, true);
  const saraThere = await open(nodes.b, sara);
  await until(async () => (await watch(saraThere, ali))[0].online, true);
  here.close();
  await until(() => nodes.b.cluster()?.peopleElsewhere, 0);
  expect(await watch(saraThere, ali)).toMatchObject([{ online: true }]);
  expect([seen(saras, ali), seen(saraThere, ali)]).toEqual([[true], []]);
  there.close();
  await saras.waitFor(() => seen(saras, ali).length === 2);
  await saraThere.waitFor(() => seen(saraThere, ali).length === 1);
  expect([seen(saras, ali), seen(saraThere, ali)]).toEqual([[true, false], [false]]);
});

test('a block that is set at one node hides the person from a socket at the other', async () => {
  const alis = await open(nodes.b, ali, true);
  await watch(alis, sara);
  await watch(saras, ali);
  await until(async () => (await watch(saras, ali))[0].online, true);
  await nodes.at(nodes.b, ali).put(`/api/blocks/${sara.user.id}`, { on: true });
  await saras.waitFor(() => seen(saras, ali).at(-1) === false);
  expect(await watch(saras, ali)).toEqual([]);
  alis.close();
});

test('a node that falls silent is dead within ten seconds, and its people are offline', async () => {
  const { db } = nodes.a.deps;
  const channel = `payambar:${await db.read(db.settings.get(SERVER_ID))}`;
  const client = new RedisClient(redis.url);
  const say = (n: number, lines: string) => client.publish(channel, `puppet:one ${n} 1\n${lines}`);
  await say(1, `o${ali.user.id}\t\nl1${ali.sessionId}\n`);
  const spoken = performance.now();
  await until(() => nodesOf(nodes.a), 2);
  expect(await watch(saras, ali)).toMatchObject([{ online: true }]);
  await until(() => nodesOf(nodes.a), 1, { ms: 11_000 });
  await saras.waitFor(() => seen(saras, ali).at(-1) === false);
  expect(performance.now() - spoken).toBeLessThan(10_000);
  client.close();
});

test('who moves to another node while theirs ends in good order is never shown offline, who does not is', async () => {
  const leaving = await startServer({
    ...{ redisUrl: redis.url, nodeName: 'leaving', shared: nodes.a.deps.db },
  });
  const mina = await nodes.a.register(`m${Bun.randomUUIDv7().slice(-12)}`);
  await makeFriends(sara, mina);
  await open(leaving, ali, true);
  await open(leaving, mina, true);
  await until(
    async () => (await watch(saras, ali, mina)).every((one: Presence) => one.online),
    true,
  );
  await leaving.stop();
  const alis = await open(nodes.b, ali, true);
  await saras.waitFor(() => seen(saras, mina).at(-1) === false);
  expect(seen(saras, ali)).not.toContain(false);
  expect(await watch(saras, ali)).toMatchObject([{ online: true }]);
  alis.close();
});

test('a device whose page is looked at at the other node is not notified', async () => {
  const world = await startPushWorld({ redisUrl: redis.url, nodeName: 'first' });
  const other = await startServer({
    ...{ redisUrl: redis.url, nodeName: 'second', shared: world.db, now: world.now },
    postPush: world.service.post,
  });
  const [from, to] = [await world.server.register('sender'), await world.server.register('reader')];
  const chatId = await world.direct(from, to);
  const browser = await world.device(to);
  const socket = await open(other, to, true);
  await until(() => world.server.cluster()?.peopleElsewhere, 1);
  await world.send(from, chatId, 'می‌بینی');
  await world.told();
  expect(linesOf(browser)).toEqual([]);
  await socket.request('presence.set', { active: false });
  await world.send(from, chatId, 'دیگر نمی‌بینی');
  await world.told();
  await until(() => linesOf(browser).length > 0, true);
  socket.close();
  await other.stop();
  await world.stop();
});

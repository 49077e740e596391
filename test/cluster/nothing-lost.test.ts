/**
 * Two nodes, and a real PostgreSQL and Redis that go away in every way while people write: killed, frozen, cut off, their
 * connections ended. `CLUSTER_ROUNDS=20` does each so often; the suite does it once. What holds after each: what was
 * acknowledged is stored once and in its writer's order, and every device has it (`CLUSTER_CATCH_UP_MS=10000`: by then), on the socket that it had
 * unless that was of a node that was killed.
 */
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  setDefaultTimeout,
  test,
} from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RedisClient, SQL } from 'bun';
import { type Caller, PASSWORD, type Socket } from '../helpers/app.ts';
import { answerOf, Caller as SignedIn } from '../helpers/caller.ts';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { startProgram, tempDir } from '../helpers/program.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { type Redis, startRedis } from '../helpers/services/redis.ts';
import { type Relay, startRelay } from '../helpers/services/relay.ts';
import { Socket as Opened } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';
import { Device } from './device.ts';
import { type Ask, ofWriter, readTexts, startWriting } from './lib/writing.ts';

const ROUNDS = Number(process.env.CLUSTER_ROUNDS ?? 1);
/** How long what is cut off or frozen stays so. */
const AWAY_MS = Number(process.env.CLUSTER_AWAY_MS ?? 4000);
const WRITERS = 4;
/** Ten seconds are promised; a machine of CI that stands still for a while breaks no promise. */
const CATCH_UP = { ms: Number(process.env.CLUSTER_CATCH_UP_MS ?? PATIENCE_MS) };
setDefaultTimeout(4 * PATIENCE_MS * ROUNDS);

type Node = Awaited<ReturnType<typeof startProgram>>;
const folder = tempDir();
let postgres: Postgres;
let redis: Redis;
let [toPostgres, toRedis]: (Relay | undefined)[] = [];
let nodes: Node[] = [];
/** Where the nodes find both, through the relays. */
let places: [url: string, bus: string];

const cut = async (relay: Relay | undefined): Promise<void> => {
  relay?.cut();
  await Bun.sleep(AWAY_MS);
  await relay?.restore();
};
const freeze = async (service: Postgres | Redis): Promise<void> => {
  service.pause();
  await Bun.sleep(AWAY_MS);
  service.resume();
};
const kill = async (service: Postgres | Redis): Promise<void> => {
  await service.kill();
  await service.start();
};

/** The time of each is no measure of a test: it is what the disturbance is. */
const DISTURBANCES: [name: string, disturb: () => Promise<unknown>][] = [
  ['PostgreSQL is killed', () => kill(postgres)],
  ['Redis is killed', () => kill(redis)],
  ['PostgreSQL is frozen', () => freeze(postgres)],
  ['Redis is frozen', () => freeze(redis)],
  ['the line to PostgreSQL is cut', () => cut(toPostgres)],
  ['the line to Redis is cut', () => cut(toRedis)],
  [
    'a node is frozen',
    async () => {
      const [, node] = nodes;
      if (node) process.kill(node.pid, 'SIGSTOP');
      await Bun.sleep(AWAY_MS);
      if (node) process.kill(node.pid, 'SIGCONT');
    },
  ],
  [
    'a node is killed',
    async () => {
      await nodes[1]?.stop('SIGKILL');
      nodes[1] = await startNode('b', ...places);
      await devices[1]?.return(at(nodes[1]), sara);
    },
  ],
  [
    'PostgreSQL refuses connections',
    async () => {
      await toPostgres?.refuse();
      await Bun.sleep(AWAY_MS);
      await toPostgres?.restore();
    },
  ],
  [
    'PostgreSQL ends all connections',
    async () => {
      await using admin = new SQL(postgres.adminUrl, { max: 1 });
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'lost'`;
    },
  ],
  [
    'Redis ends all connections',
    async () => {
      const client = new RedisClient(redis.url);
      await client.send('CLIENT', ['KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
      await client.send('CLIENT', ['KILL', 'TYPE', 'pubsub']);
      client.close();
    },
  ],
];

function startNode(name: string, url: string, bus: string): Promise<Node> {
  const dataDir = join(folder.path, name);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const limits = { AUTH_LIMIT: '100000', RATE_LIMIT: '10000' };
  return startProgram([], {
    ...limits,
    ...{ DATABASE_URL: url, REDIS_URL: bus, NODE_NAME: name, DATA_DIR: dataDir },
  });
}

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const [near, bus] = await Promise.all([startRelay(postgres.port), startRelay(redis.port)]);
  [toPostgres, toRedis] = [near, bus];
  const url = (await postgres.createDatabase('lost')).replace(
    `:${postgres.port}/`,
    `:${near.port}/`,
  );
  const busUrl = redis.url.replace(`:${redis.port}`, `:${bus.port}`);
  places = [url, busUrl];
  nodes = [await startNode('a', ...places)];
  nodes.push(await startNode('b', ...places));
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop('SIGKILL')));
  await toPostgres?.stop();
  await toRedis?.stop();
  await redis?.stop();
  await postgres?.stop();
  folder[Symbol.dispose]();
});

const at = ({ url }: Node) => ({
  url,
  connect: (token: string): Promise<Socket> => Opened.open(url, token),
});
async function register(node: Node, username: string): Promise<Caller> {
  const body = { username, password: PASSWORD };
  return new SignedIn(
    node.url,
    (await answerOf(node.url, 'POST', '/api/auth/register', body)).body,
  );
}
/** Asks the nodes in turn, as a balancer does; a failed connection has the status 0. */
function askInTurn({ token }: Caller): Ask {
  let turn = 0;
  return async (method, path, body) => {
    const { url } = nodes[turn++ % nodes.length] as Node;
    try {
      return await answerOf(url, method, path, body, { authorization: `Bearer ${token}` });
    } catch (error) {
      return { status: 0, body: String(error) };
    }
  };
}

let count = 0;
let sara: Caller;
let chatId: string;
let devices: Device[];
const statusOf = async ({ url }: Node): Promise<number> =>
  (await answerOf(url, 'GET', '/ready')).status;

beforeEach(async () => {
  const [a, b] = nodes as [Node, Node];
  await until(() => Promise.all(nodes.map(statusOf)), [200, 200]);
  sara = await register(a, `sara${++count}`);
  const made = await sara.post('/api/chats', { kind: 'group', title: 'گروه', userIds: [] });
  chatId = made.body.chat.id;
  devices = [await Device.open(at(a), sara), await Device.open(at(b), sara)];
});

describe('while people write on two nodes', () => {
  test.each(DISTURBANCES)(
    '%s: nothing is lost, doubled, overtaken, or missing on a device',
    async (_, disturb) => {
      const writing = startWriting(askInTurn(sara), chatId, WRITERS);
      const more = async () => {
        const before = writing.count();
        await until(() => writing.count() > before + 20, true);
      };
      await more();
      for (let round = 0; round < ROUNDS; round++) {
        await disturb();
        await more();
      }
      const { acknowledged } = await writing.stop();
      const stored = await readTexts(askInTurn(sara), chatId);
      expect(stored.toSorted()).toEqual(acknowledged.toSorted());
      for (let writer = 0; writer < WRITERS; writer++)
        expect(ofWriter(stored, writer)).toEqual(ofWriter(acknowledged, writer));
      await until(
        () => devices.map(({ texts }) => texts.length),
        [stored.length, stored.length],
        CATCH_UP,
      );
      for (const { texts } of devices) expect(texts).toEqual(stored);
      for (const device of devices) device.close();
    },
  );
});

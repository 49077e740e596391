/** What happens to one of two nodes alone, and to the pooler between them and the database, while people write at both. */
import { afterEach, beforeEach, expect, test } from 'bun:test';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { makeFriends } from '../helpers/cast.ts';
import { tempDir } from '../helpers/program.ts';
import { startPgbouncer } from '../helpers/services/pgbouncer.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { type Redis, startRedis } from '../helpers/services/redis.ts';
import { type Relay, startRelay } from '../helpers/services/relay.ts';
import { Socket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';
import { Device } from './device.ts';
import { type Node, startNode } from './lib/nodes.ts';
import { type Ask, ofWriter, readTexts, startWriting } from './lib/writing.ts';
import { makeGroup } from './two-nodes.ts';

let folder: ReturnType<typeof tempDir>;
let postgres: Postgres;
let redis: Redis;
/** The line of the second node to the database. */
let line: Relay;
let url: string;
let ends: (() => Promise<unknown>)[];
beforeEach(async () => {
  folder = tempDir();
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  line = await startRelay(postgres.port);
  url = await postgres.createDatabase('payambar');
  ends = [() => line.stop(), () => redis.stop(), () => postgres.stop()];
});
afterEach(async () => {
  for (const end of ends) await end();
  folder[Symbol.dispose]();
});

async function startNodes(urlOfA: string, urlOfB: string, env: Record<string, string> = {}) {
  const common = { REDIS_URL: redis.url, AUTH_LIMIT: '100000', RATE_LIMIT: '100000', ...env };
  const a = await startNode(folder.path, 'a', { ...common, DATABASE_URL: urlOfA });
  const b = await startNode(folder.path, 'b', { ...common, DATABASE_URL: urlOfB });
  ends.unshift(
    () => a.stop('SIGKILL'),
    () => b.stop('SIGKILL'),
  );
  return [a, b] as const;
}

/** The same database by another port of this machine. */
function by(port: number): string {
  const changed = new URL(url);
  changed.port = `${port}`;
  return changed.href;
}

const enter = async (node: Node, path: string, username: string): Promise<Caller> => {
  const { body } = await answerOf(node.url, 'POST', path, { username, password: PASSWORD });
  return new Caller(node.url, body);
};
const asking =
  (who: Caller): Ask =>
  (method, path, body) =>
    who.ask(method, path, body).catch((error) => ({ status: 0, body: String(error) }));
const at = ({ url }: Node) => ({ url, connect: (token: string) => Socket.open(url, token) });

/** `here` waits until so many more were acknowledged by the first node. */
type Strike = (on: { here(count: number): Promise<void> }) => Promise<void>;

/** Lets sara write at one node and ali at the other, while somebody listens at each; `strike` happens meanwhile. */
async function writeThrough(a: Node, b: Node, strike: Strike): Promise<void> {
  const [sara, ali] = [
    await enter(a, '/api/auth/register', 'sara'),
    await enter(b, '/api/auth/register', 'ali'),
  ];
  await makeFriends(sara, ali);
  const chatId = await makeGroup(sara, ali);
  const devices = [
    await Device.open(at(a), sara),
    await Device.open(at(b), ali),
    await Device.open(at(a), await enter(a, '/api/auth/login', 'ali')),
    await Device.open(at(b), await enter(b, '/api/auth/login', 'sara')),
  ];
  const [first, second] = [
    startWriting(asking(sara), chatId, 2, 'a'),
    startWriting(asking(ali), chatId, 2, 'b'),
  ];
  const more = async (count: number) => {
    const wanted = [first, second].map((writing) => writing.count() + count);
    const reached = () =>
      [first, second].every((writing, n) => writing.count() >= (wanted[n] ?? 0));
    await until(reached, true);
  };
  await more(20);
  await strike({
    here: async (count) => {
      const wanted = first.count() + count;
      await until(() => first.count() >= wanted, true);
    },
  });
  await more(20);
  const acknowledged = [
    ...(await first.stop()).acknowledged,
    ...(await second.stop()).acknowledged,
  ];
  const stored = await readTexts(asking(sara), chatId);
  expect(stored.toSorted()).toEqual(acknowledged.toSorted());
  for (const writer of ['a0', 'a1', 'b0', 'b1'])
    expect(ofWriter(stored, writer)).toEqual(ofWriter(acknowledged, writer));
  await until(
    () => devices.map(({ texts }) => texts.length),
    devices.map(() => stored.length),
    {
      ms: 10_000,
    },
  );
  for (const { texts } of devices) expect(texts).toEqual(stored);
}

/** The time is what is tried. */
const lasting = (seconds: number) => Bun.sleep(seconds * 1000);

test.each([1, 12])(
  'one node loses its line to the database for %d s, the other serves on, and neither has lost or doubled anything',
  async (seconds) => {
    const [a, b] = await startNodes(url, by(line.port));
    await writeThrough(a, b, async ({ here }) => {
      line.cut();
      await lasting(seconds);
      // The node without a line may have had the turn of writing: the database takes it away within six seconds.
      if (seconds > 10) await here(20);
      await line.restore();
    });
  },
);

test('behind pgbouncer in transaction mode nodes write while it is killed', async () => {
  const pooler = await startPgbouncer(postgres.adminUrl);
  ends.unshift(() => pooler.stop());
  const pooled = pooler.through(url);
  const [a, b] = await startNodes(pooled, pooled, { DB_PREPARE: 'off' });
  await writeThrough(a, b, async () => {
    await pooler.kill();
    await lasting(1);
    await pooler.start();
  });
});

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { checkNodes } from '../../server/cli/doctor/checks/nodes.ts';
import { sentences } from '../../server/cli/doctor/finding.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { type Redis, startRedis } from '../helpers/services/redis.ts';
import { until } from '../helpers/until.ts';
import { startTwoNodes } from './two-nodes.ts';

let redis: Redis;
let postgres: Postgres;
beforeAll(async () => {
  [redis, postgres] = [await startRedis({ password: 'right' }), await startPostgres()];
});
afterAll(async () => {
  await redis.stop();
  await postgres.stop();
});

const metricsOf = async ({ url }: { url: string }): Promise<Map<string, number>> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = [...text.matchAll(/^(\w+(?:\{.*\})?) (\S+)$/gm)];
  return new Map(lines.map(([, name = '', value]) => [name, Number(value)]));
};

test('/metrics know the bus, the other node and the clocks, and that the bus is away', async () => {
  const databaseDirectUrl = await postgres.createDatabase('watched');
  const nodes = await startTwoNodes({ redisUrl: redis.url, databaseDirectUrl });
  const seen = await metricsOf(nodes.a);
  expect(seen.get('payambar_bus_up')).toBe(1);
  expect(seen.get('payambar_nodes')).toBe(1);
  expect(seen.get('payambar_nodes_unheard')).toBe(0);
  expect(seen.get('payambar_bus_latency_seconds')).toBeGreaterThan(0);
  expect(Math.abs(seen.get('payambar_node_clock_seconds{node="b"}') ?? 9)).toBeLessThan(2);
  expect(Math.abs(seen.get('payambar_database_clock_seconds') ?? 9)).toBeLessThan(2);
  const lines = () => metricsOf(nodes.a).then((all) => all.get('payambar_bus_connections_total'));
  await redis.kill();
  await until(() => metricsOf(nodes.a).then((all) => all.get('payambar_bus_up')), 0);
  await redis.start();
  await until(lines, (count) => Number(count) > 1);
  await until(() => metricsOf(nodes.a).then((all) => all.get('payambar_bus_up')), 1);
  await nodes.stop();
});

test('a clock that is an hour off, and a node that is not heard, are found by the doctor', () => {
  const bus = {
    kind: 'redis',
    version: '7',
    reachable: true,
    latencyMs: 1,
    lagMs: 2,
    generation: 1,
  } as const;
  const state = {
    ...{ node: 'a', bus, gaps: 0, repairs: 0, peopleElsewhere: 0, databaseClockMs: 500 },
    nodes: [{ name: 'b:1', node: 'b', clockMs: 3_600_000, silentMs: 0 }],
    unheard: ['c'],
  };
  const found = checkNodes(state).map((finding) => sentences(finding, 'en')[0]);
  expect(found[0]).toContain('Bus: redis 7');
  expect(found.slice(1)).toEqual([
    'Nodes: a hears b; gaps repaired since its start: 0',
    'c serve the same database and are not heard on the bus',
    'The clock of b is 3,600 s away from that of this node',
  ]);
  expect(checkNodes({ ...state, bus: { ...bus, reachable: false } })[0]?.level).toBe('fault');
  expect(checkNodes(null)).toEqual([]);
});

test('doctor and status of a running node say how the bus is, without its password', async () => {
  using folder = tempDir();
  const env = { DATA_DIR: join(folder.path, 'data'), REDIS_URL: redis.url, NODE_NAME: 'first' };
  const program = await startProgram([], env);
  const said = await runProgram(['doctor', '--wait', '0'], env);
  expect(said.out).toMatch(/Bus: redis 7\.\S+/);
  expect(said.out).toContain('Nodes: first hears no other one');
  const status = JSON.parse((await runProgram(['status', '--json'], env)).out);
  expect(status.nodes).toMatchObject({ node: 'first', bus: { kind: 'redis', reachable: true } });
  expect(JSON.stringify([said, status])).not.toContain('right@');
  expect(await program.stop()).toBe(0);
  const stopped = await runProgram(['doctor', '--wait', '0'], {
    ...env,
    REDIS_URL: redis.url.replace('right', 'wrong-one'),
  });
  expect(stopped.out).toContain('refuses the password of REDIS_URL');
  expect(stopped.out).not.toContain('wrong-one');
});

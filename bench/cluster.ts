/**
 * Nodes on one PostgreSQL and one Redis, all on this machine. The writer of each pair is on one node, its reader on the
 * next. Flat out as `pairs` (closed loop: 100 pairs × 8 in flight), then at 3,000 messages a second (open loop). SQLite on
 * one node takes its turn in the same run, so that the ratios are of one machine in one hour.
 */
import { startPostgres } from '../test/helpers/services/postgres.ts';
import { startRedis } from '../test/helpers/services/redis.ts';
import { castPairs, SECRET_ENV } from './lib/cast.ts';
import { castPairsIn } from './lib/cast-postgres.ts';
import { type BesideCpu, type LoadJob, runLoad } from './lib/load.ts';
import { type Server, serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';
import { median } from './lib/stats.ts';
import type { OpenLoopResult } from './load/open-loop.ts';
import type { PairsResult } from './load/pairs.ts';

const PAIRS = 100;
const NODES = (process.env.BENCH_NODES ?? '1,2,3').split(',').map(Number);
const TURNS = Number(process.env.BENCH_TURNS ?? 3);
const RATE = Number(process.env.BENCH_RATE ?? 3000);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);

type Turn = { rate: number; cpu: number; beside: BesideCpu; open?: OpenLoopResult };
type Shared = Pick<LoadJob, 'databasePid' | 'busPid'>;

const jobOf = (servers: Server[], pairs: LoadJob['pairs'], shared: Shared): LoadJob => {
  const [first, ...others] = servers;
  if (!first) throw new Error('no server');
  return {
    port: first.port,
    pid: first.pid,
    otherPorts: others.map(({ port }) => port),
    otherPids: others.map(({ pid }) => pid),
    ...shared,
    hello: true,
    pairs,
    searchIn: null,
    inFlight: 8,
    ratePerSecond: RATE,
    warmMs: 4000,
    measureMs: 8000,
    warmMessages: 15_000,
    leastMessages: 20_000,
  };
};

async function measure(
  servers: Server[],
  pairs: LoadJob['pairs'],
  shared: Shared = {},
): Promise<Turn> {
  const job = jobOf(servers, pairs, shared);
  const open = await runLoad<OpenLoopResult>('open-loop', { ...job, measureMs: SECONDS * 1000 });
  const flat = await runLoad<PairsResult>('pairs', job);
  const each = (ms: number): number => ms / flat.messages;
  const { database, bus, load } = flat.beside;
  const beside = { database: each(database), bus: each(bus), load: each(load) };
  return { open, rate: flat.messages / flat.seconds, cpu: each(flat.cpuMs), beside };
}

async function onSqlite(): Promise<Turn> {
  const dir = tempDir('cluster');
  const pairs = castPairs(dir.path, PAIRS);
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  try {
    return await measure([server], pairs);
  } finally {
    await server.stop();
    dir.remove();
  }
}

async function onPostgres(nodes: number): Promise<Turn> {
  const [postgres, redis] = [await startPostgres(), await startRedis()];
  const url = await postgres.createDatabase('bench');
  const dirs = Array.from({ length: nodes }, (_, n) => tempDir(`cluster-${n}`));
  const servers: Server[] = [];
  try {
    for (const { path } of dirs) {
      const env = { ...SECRET_ENV, DATABASE_URL: url, REDIS_URL: redis.url };
      servers.push(await startServer(serverCommand(), path, env));
    }
    const shared = { databasePid: postgres.pid(), busPid: redis.pid() };
    return await measure(servers, await castPairsIn(url, PAIRS), shared);
  } finally {
    for (const server of servers) await server.stop();
    for (const dir of dirs) dir.remove();
    await postgres.stop();
    await redis.stop();
  }
}

const shownBeside = (beside: BesideCpu): string =>
  Object.entries(beside)
    .map(([name, ms]) => `${name} ${ms.toFixed(4)}`)
    .join(', ');

export async function cluster(): Promise<Figure[]> {
  const turns = new Map<string, Turn[]>();
  const sides: [string, () => Promise<Turn>][] = [
    ['SQLite', onSqlite],
    ...NODES.map((n): [string, () => Promise<Turn>] => [`${n} nodes`, () => onPostgres(n)]),
  ];
  for (let i = 0; i < TURNS; i++) {
    for (const [name, run] of sides) {
      const turn = await run();
      turns.set(name, [...(turns.get(name) ?? []), turn]);
      print(
        `  ${name.padEnd(8)} ${turn.rate.toFixed(0)} messages/s flat out, ${turn.cpu.toFixed(4)} ms CPU a message ` +
          `(${shownBeside(turn.beside)} beside); at ${RATE}/s acknowledged p50 ${turn.open?.acked.p50.toFixed(1)}, heard p50 ${turn.open?.heard.p50.toFixed(1)} p99 ${turn.open?.heard.p99.toFixed(1)} ms`,
      );
    }
  }
  const of = (name: string, what: (turn: Turn) => number): number =>
    median((turns.get(name) ?? []).map(what));
  const line = (name: string, value: number, unit: string, target?: number): Figure => ({
    ...{ bench: 'cluster', name, value, unit },
    ...(target === undefined ? {} : { target }),
  });
  const cpu = (name: string): number => of(name, (turn) => turn.cpu);
  return sides.flatMap(([name]) => {
    const beside = (what: keyof BesideCpu): number => of(name, (turn) => turn.beside[what]);
    return [
      line(
        `${name}: flat out`,
        of(name, (turn) => turn.rate),
        'messages/s',
      ),
      line(`${name}: CPU of the nodes a message`, cpu(name), 'ms'),
      line(`${name}: CPU of PostgreSQL a message`, beside('database'), 'ms'),
      line(`${name}: CPU of Redis a message`, beside('bus'), 'ms'),
      line(`${name}: CPU of the load program a message`, beside('load'), 'ms'),
      line(`${name} / SQLite, CPU of the nodes`, cpu(name) / cpu('SQLite'), '×', 2),
      line(
        `${name}: at ${RATE}/s, acknowledged, p50`,
        of(name, (t) => t.open?.acked.p50 ?? Number.NaN),
        'ms',
        8,
      ),
      line(
        `${name}: at ${RATE}/s, seen at the other side, p50`,
        of(name, (t) => t.open?.heard.p50 ?? Number.NaN),
        'ms',
        8,
      ),
      line(
        `${name}: at ${RATE}/s, seen at the other side, p99`,
        of(name, (t) => t.open?.heard.p99 ?? Number.NaN),
        'ms',
        40,
      ),
    ];
  });
}

if (import.meta.main) await runAlone(cluster);

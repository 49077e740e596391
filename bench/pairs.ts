/**
 * Closed loop: 100 pairs × 8 messages in flight; a flight is send → committed (FULL) → event at the other side →
 * chat.delivered → receipt at the writer. The floor and the server take turns (A B C A B C …), each time on a new data
 * directory and under the same load program; CPU is that of the server's process alone, all threads, and includes the
 * search indexing that follows the acknowledgement. To reach: at most 1.9 × the floor's CPU per message.
 */
import { castPairs, floorPairs, SECRET_ENV } from './lib/cast.ts';
import { runLoad } from './lib/load.ts';
import type { PairSpec } from './lib/pair.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';
import { median } from './lib/stats.ts';
import type { PairsResult } from './load/pairs.ts';

const PAIRS = 100;
const IN_FLIGHT = 8;
const TURNS = Number(process.env.BENCH_TURNS ?? 4);
const FLOOR = ['bun', `${import.meta.dir}/floor.ts`];

type Side = {
  name: string;
  command: string[];
  env: Record<string, string>;
  ours: boolean;
  cast(dataDir: string): PairSpec[];
};
type Turn = { cpu: number; rate: number };

const SIDES: Side[] = [
  { name: 'floor', command: FLOOR, env: {}, ours: false, cast: () => floorPairs(PAIRS) },
  {
    name: 'floor, all answered',
    command: FLOOR,
    env: { FLOOR_ANSWERS: '1' },
    ours: false,
    cast: () => floorPairs(PAIRS),
  },
  {
    name: 'payambar',
    command: serverCommand(),
    env: SECRET_ENV,
    ours: true,
    cast: (dataDir) => castPairs(dataDir, PAIRS),
  },
];

async function turn(side: Side): Promise<Turn> {
  const dir = tempDir('pairs');
  const pairs = side.cast(dir.path);
  const server = await startServer(side.command, dir.path, side.env);
  const result = await runLoad<PairsResult>('pairs', {
    port: server.port,
    pid: server.pid,
    hello: side.ours,
    pairs,
    searchIn: side.ours ? dir.path : null,
    inFlight: IN_FLIGHT,
    ratePerSecond: 0,
    warmMs: 5000,
    measureMs: 8000,
  }).finally(() => server.stop());
  dir.remove();
  const cpu = result.cpuMs / result.messages;
  const rate = result.messages / result.seconds;
  print(
    `  ${side.name.padEnd(19)} ${cpu.toFixed(4)} ms CPU a message, ${rate.toFixed(0)} messages/s, ` +
      `${result.messages} messages, search done ${result.searchMs.toFixed(0)} ms after the last`,
  );
  return { cpu, rate };
}

export async function pairs(): Promise<Figure[]> {
  const turns = new Map<string, Turn[]>(SIDES.map((side) => [side.name, []]));
  for (let i = 0; i < TURNS; i++) {
    for (const side of SIDES) turns.get(side.name)?.push(await turn(side));
  }
  const of = (name: string, what: keyof Turn) =>
    median((turns.get(name) ?? []).map((one) => one[what]));
  const line = (name: string, value: number, unit: string, target?: number): Figure => ({
    bench: 'pairs',
    name,
    value,
    unit,
    ...(target === undefined ? {} : { target }),
  });
  const answering = of('floor, all answered', 'cpu');
  return [
    line('floor: CPU a message', of('floor', 'cpu'), 'ms'),
    line('payambar: CPU a message', of('payambar', 'cpu'), 'ms'),
    line('floor that answers every request: CPU a message', answering, 'ms'),
    line(
      'payambar / floor that answers every request, CPU',
      of('payambar', 'cpu') / answering,
      '×',
    ),
    line('payambar / floor, CPU', of('payambar', 'cpu') / of('floor', 'cpu'), '×', 1.9),
    line('floor: throughput', of('floor', 'rate'), 'messages/s'),
    line('payambar: throughput', of('payambar', 'rate'), 'messages/s'),
  ];
}

if (import.meta.main) await runAlone(pairs);

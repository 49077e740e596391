/**
 * Twenty nodes, which this machine cannot hold, as a simulation: CPU, turns of writing, the log's syncs and the bus as things that
 * happen one after the other (bench/simulation/costs.ts says what each costs). First it has to give the figures that were
 * measured here with one, two and three nodes. The same seed gives the same output. BENCH_SEED: another one (1).
 */
import { print } from './lib/report.ts';
import { type Outcome, simulate } from './simulation/cluster.ts';
import { COSTS } from './simulation/costs.ts';
import type { Discipline } from './simulation/turns.ts';

const SEED = Number(process.env.BENCH_SEED ?? 1);
/** How nodes take turns to write today: db/postgres/turn.ts. */
const TODAY: Discipline = 'locked chats';
/** Of docs/scaling.md, by `bun bench/cluster.ts`: flat out, CPU of the nodes a message, acknowledged at 3,000 a second. */
const MEASURED = [
  { nodes: 1, perSecond: 15_500, nodeMs: 0.043, acked: 4.6 },
  { nodes: 2, perSecond: 14_300, nodeMs: 0.058, acked: 7.7 },
  { nodes: 3, perSecond: 14_500, nodeMs: 0.066, acked: 11.8 },
];
/** A model that is further from the machine says nothing about twenty nodes. */
const FARTHEST = 0.35;

const base = { costs: COSTS, seed: SEED };
const onThisMachine = { ...base, discipline: TODAY, place: { shared: 2 }, chats: 100 };
const apart = { ...base, place: { node: 1, postgres: 8, redis: 1 }, chats: 100_000 };
const cells = (...each: string[]): void => {
  print(`| ${each.join(' | ')} |`);
};
const off = (simulated: number, measured: number): number => simulated / measured - 1;
const percent = (part: number): string => `${(part * 100).toFixed(0)} %`;

function reproduce(): boolean {
  cells(
    'nodes',
    'flat out: measured',
    'simulated',
    'CPU',
    'simulated',
    'acknowledged',
    'simulated',
  );
  cells(...Array.from({ length: 7 }, () => '---'));
  let farthest = 0;
  for (const { nodes, perSecond, nodeMs, acked } of MEASURED) {
    const flat = simulate({ ...onThisMachine, nodes, load: { inFlight: 8 } });
    const open = simulate({ ...onThisMachine, nodes, load: { perSecond: 3000 } });
    for (const one of [
      off(flat.perSecond, perSecond),
      off(flat.nodeMs, nodeMs),
      off(open.acked, acked),
    ])
      farthest = Math.max(farthest, Math.abs(one));
    cells(
      ...[String(nodes), perSecond.toFixed(0), flat.perSecond.toFixed(0)],
      ...[`${nodeMs} ms`, `${flat.nodeMs.toFixed(3)} ms`],
      ...[`${acked} ms`, `${open.acked.toFixed(1)} ms`],
    );
  }
  print(`\nthe farthest of them is off by ${percent(farthest)}\n`);
  return farthest <= FARTHEST;
}

function foresee(): void {
  const heads = ['turns', 'asked a second', 'stored', 'acknowledged, p50'];
  cells(...heads, 'somebody writes', 'a node', 'PostgreSQL, 8 cores', 'Redis');
  cells(...Array.from({ length: 8 }, () => '---'));
  for (const discipline of ['one turn', 'locked chats'] as const)
    for (const perSecond of [1000, 3000, 5000, 10_000, 20_000]) {
      const found = simulate({ ...apart, discipline, nodes: 20, load: { perSecond } });
      cells(discipline, String(perSecond), ...describe(found));
    }
}

const describe = ({ perSecond, acked, busy }: Outcome): string[] => [
  perSecond.toFixed(0),
  `${acked.toFixed(acked < 100 ? 1 : 0)} ms`,
  ...[busy.turn, busy.node, busy.postgres, busy.redis].map(percent),
];

print('One machine of two cores, the load too:\n');
const holds = reproduce();
print('Twenty nodes of one core each, PostgreSQL and Redis on machines of their own:\n');
foresee();
process.exitCode = holds ? 0 : 1;

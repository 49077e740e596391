import { randomFrom } from '../../scripts/random.ts';
import { median } from '../lib/stats.ts';
import { Clock } from './clock.ts';
import type { Costs } from './costs.ts';
import { Disk } from './disk.ts';
import { Machine } from './machine.ts';
import { type Command, Node } from './node.ts';
import { type Discipline, Turns } from './turns.ts';

export type Setup = {
  nodes: number;
  discipline: Discipline;
  costs: Costs;
  /** Cores that everything shares, the load too; or those of each machine, the load having one of its own. */
  place: { shared: number } | { node: number; postgres: number; redis: number };
  chats: number;
  /** Messages on their way in each chat at a time; or how many are sent a second in all. */
  load: { inFlight: number } | { perSecond: number };
  seed: number;
};

export type Outcome = {
  perSecond: number;
  /** From sent to acknowledged, ms. */
  acked: number;
  /** CPU of all nodes for a message, ms. */
  nodeMs: number;
  /** How much of its time each part is at work: a node of its one thread, PostgreSQL of its cores. `turn`: somebody writes. */
  busy: Record<'node' | 'postgres' | 'redis' | 'turn', number>;
};

const WARM_MS = 2000;
const MEASURE_MS = 5000;

export function simulate(setup: Setup): Outcome {
  const { costs, place, nodes: count } = setup;
  const clock = new Clock();
  const random = randomFrom(setup.seed);
  const shared = 'shared' in place ? new Machine(clock, place.shared) : undefined;
  const apart = (cores: number) => shared ?? new Machine(clock, cores);
  const cores =
    'shared' in place ? { node: place.shared, postgres: place.shared, redis: 1 } : place;
  const database = apart(cores.postgres);
  const [redis, load] = [apart(1).process(), shared?.process()];
  const [disk, turns] = [new Disk(clock, costs.syncMs), new Turns(clock, setup.discipline)];
  const last = { node: undefined as Node | undefined };
  const nodes: Node[] = [];
  const backends = Array.from({ length: count }, () => database.process());
  const parts = {
    ...{ clock, costs, disk, turns, last },
    hasMember: (node: Node, chat: number) => sideOf(chat, 0) === node || sideOf(chat, 1) === node,
    publish(from: Node, commands: readonly Command[]) {
      if (count === 1) return;
      redis.do(costs.redis.frame + costs.redis.forNode * count, () =>
        clock.after(2 * costs.wayMs, () => {
          for (const node of nodes) if (node !== from) node.hear(commands);
        }),
      );
    },
  };
  for (const [index, backend] of backends.entries())
    nodes.push(new Node(index, { ...parts, backend, process: apart(cores.node).process() }));
  // Writer and reader of a chat are on different nodes where there are several.
  const sideOf = (chat: number, side: 0 | 1): Node => nodes[(chat + side) % count] as Node;
  const client = (then: () => void): void =>
    load ? load.do(costs.load, then) : clock.after(0, then);

  const seen = { acked: 0, times: [] as number[] };
  function send(chat: number, landed: () => void): void {
    const began = clock.now;
    let ends = 2;
    const end = () => {
      if (--ends === 0) landed();
    };
    const reader = sideOf(chat, 1);
    const receipt: Command = {
      ...{ chat, isReceipt: true },
      done: () => client(() => {}),
      heard: (node) => {
        if (node === sideOf(chat, 0)) client(end);
      },
    };
    client(() =>
      sideOf(chat, 0).take({
        ...{ chat, isReceipt: false },
        done: () =>
          client(() => {
            seen.acked++;
            seen.times.push(clock.now - began);
            end();
          }),
        heard: (node) => {
          if (node === reader) client(() => reader.take(receipt));
        },
      }),
    );
  }

  if ('inFlight' in setup.load) {
    for (let chat = 0; chat < setup.chats; chat++)
      for (let n = 0; n < setup.load.inFlight; n++) {
        const fly = (): void => send(chat, fly);
        clock.after(random() * 10, fly);
      }
  } else {
    const everyMs = 1000 / setup.load.perSecond;
    const next = (): void => {
      send(Math.floor(random() * setup.chats), () => {});
      // Exponential gaps: nobody waits for another's message.
      clock.after(-Math.log(1 - random()) * everyMs, next);
    };
    next();
  }
  const used = () => ({
    node: nodes.reduce((sum, { process }) => sum + process.used, 0),
    postgres: backends.reduce((sum, backend) => sum + backend.used, 0),
    redis: redis.used,
    turn: turns.busyMs,
    acked: seen.acked,
  });
  clock.runUntil(WARM_MS);
  const before = used();
  seen.times = [];
  clock.runUntil(WARM_MS + MEASURE_MS);
  const after = used();
  const messages = after.acked - before.acked;
  const nodeMs = after.node - before.node;
  return {
    perSecond: (messages * 1000) / MEASURE_MS,
    acked: median(seen.times),
    nodeMs: nodeMs / messages,
    busy: {
      // A node is one thread.
      node: nodeMs / MEASURE_MS / count,
      postgres: (after.postgres - before.postgres) / MEASURE_MS / cores.postgres,
      redis: (after.redis - before.redis) / MEASURE_MS,
      turn: (after.turn - before.turn) / MEASURE_MS,
    },
  };
}

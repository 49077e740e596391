import type { OverviewReply } from '../../protocol/overview.ts';
import type { Clock } from '../deps.ts';
import type { CommandMeter } from './commands.ts';
import type { LoopLag } from './loop.ts';
import { residentBytes } from './sizes.ts';

type Series = OverviewReply['series'];

const EVERY_MS = 60_000;
/** A day. */
const KEPT = 1440;

type Options = {
  clock: Clock;
  stats(): { batches: number; commitMs: number };
  live: { countConnections(): number };
  commands: Pick<CommandMeter, 'total'>;
  lag: LoopLag;
};

/** One point a minute of the last day, in memory: the page of the administrator needs no Prometheus. */
export function createSeries({ clock, stats, live, commands, lag }: Options) {
  const points: Series = {
    ...{ at: [], connections: [], messages: [], commitMs: [], memoryMb: [], lagMs: [] },
  };
  let before = { ...stats(), messages: 0 };
  let worst = { max: 0, p99: 0 };
  let timer: Timer | undefined;

  /** What was the worst since the last scrape must survive the sample of the minute, and the other way round. */
  function takeLag() {
    const now = lag.take();
    worst = { max: Math.max(worst.max, now.max), p99: Math.max(worst.p99, now.p99) };
    return now;
  }

  function sample(): void {
    const now = { ...stats(), messages: commands.total('message.send') };
    const batches = now.batches - before.batches;
    push(points, {
      at: clock.now(),
      connections: live.countConnections(),
      messages: now.messages - before.messages,
      commitMs: batches === 0 ? 0 : (now.commitMs - before.commitMs) / batches,
      memoryMb: residentBytes() / 1e6,
      lagMs: takeLag().max * 1000,
    });
    before = now;
  }

  return {
    read: (): Series => points,
    lag() {
      takeLag();
      const found = worst;
      worst = { max: 0, p99: 0 };
      return found;
    },
    start(): void {
      sample();
      timer = setInterval(sample, EVERY_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}

function push(points: Series, point: Record<keyof Series, number>): void {
  for (const name of Object.keys(points) as (keyof Series)[]) {
    points[name].push(point[name]);
    if (points[name].length > KEPT) points[name].shift();
  }
}

/**
 * Closed loop: each pair keeps `inFlight` messages on their way. A flight ends when its message is acknowledged and the
 * writer has heard a watermark that covers it; its place is taken at once by the next message.
 */
import { ClosedLoop, type LoopResult } from '../lib/closed-loop.ts';
import { type LoadJob, portsOf, readJob, serversCpuMs } from '../lib/load.ts';
import { Pair } from '../lib/pair.ts';
import { searchCaughtUp } from '../lib/search-lag.ts';

export type PairsResult = LoopResult & { searchMs: number };

const job = await readJob<LoadJob>();
const loop = new ClosedLoop(job);

class Writer {
  private nextId = 1;
  private delivered = 0;
  private waiting: number[] = [];
  readonly pair: Pair;

  constructor(spec: LoadJob['pairs'][number], n: number) {
    this.pair = new Pair(spec, portsOf(job, n), job.hello, {
      onAcked: (_, seq) => {
        if (seq <= this.delivered) loop.land(this.fly);
        else this.waiting.push(seq);
      },
      onEvent() {},
      onReceipt: (seq) => {
        if (seq <= this.delivered) return;
        this.delivered = seq;
        const landed = this.waiting.filter((s) => s <= seq).length;
        this.waiting = this.waiting.filter((s) => s > seq);
        for (let i = 0; i < landed; i++) loop.land(this.fly);
      },
      failed: (reason) => loop.fail(reason),
    });
  }

  readonly fly = (): void => this.pair.send(this.nextId++);
}

const writers = job.pairs.map((spec, n) => new Writer(spec, n));
for (const { pair } of writers) await pair.open();
for (const { fly } of writers) for (let i = 0; i < job.inFlight; i++) loop.begin(fly);
const found = await loop.measure();
const [end, cpu] = [performance.now(), serversCpuMs(job)];
if (job.searchIn) await searchCaughtUp(job.searchIn);
const result: PairsResult = {
  ...found,
  cpuMs: found.cpuMs + serversCpuMs(job) - cpu,
  searchMs: performance.now() - end,
};
process.stdout.write(JSON.stringify(result));
for (const { pair } of writers) pair.close();
process.exit(0);

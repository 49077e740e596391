/**
 * Closed loop: each pair keeps `inFlight` messages on their way. A flight ends when its message is acknowledged and the
 * writer has heard a watermark that covers it; its place is taken at once by the next message.
 */
import {
  type BesideCpu,
  besideCpuMs,
  type LoadJob,
  portsOf,
  readJob,
  serversCpuMs,
  until,
} from '../lib/load.ts';
import { Pair } from '../lib/pair.ts';
import { searchCaughtUp } from '../lib/search-lag.ts';

export type PairsResult = {
  messages: number;
  seconds: number;
  cpuMs: number;
  beside: BesideCpu;
  searchMs: number;
};

/**
 * The warm-up ends by number, not by time alone: on a busy machine the compiler of the server's JavaScript would
 * still be at work.
 */
const WARM_MESSAGES = 100_000;
const LEAST_MESSAGES = 50_000;

const job = await readJob<LoadJob>();
let done = 0;
let flying = 0;
let sending = true;
let failure: string | null = null;

class Loop {
  private nextId = 1;
  private delivered = 0;
  private waiting: number[] = [];
  readonly pair: Pair;

  constructor(spec: LoadJob['pairs'][number], n: number) {
    this.pair = new Pair(spec, portsOf(job, n), job.hello, {
      onAcked: (_, seq) => {
        if (seq <= this.delivered) this.land();
        else this.waiting.push(seq);
      },
      onEvent() {},
      onReceipt: (seq) => {
        if (seq <= this.delivered) return;
        this.delivered = seq;
        const landed = this.waiting.filter((s) => s <= seq).length;
        this.waiting = this.waiting.filter((s) => s > seq);
        for (let i = 0; i < landed; i++) this.land();
      },
      failed: (reason) => {
        failure ??= reason;
      },
    });
  }

  fly(): void {
    flying++;
    this.pair.send(this.nextId++);
  }

  private land(): void {
    flying--;
    done++;
    if (sending) this.fly();
  }
}

function check(): void {
  if (failure) throw new Error(failure);
}

const loops = job.pairs.map((spec, n) => new Loop(spec, n));
for (const loop of loops) await loop.pair.open();
for (const loop of loops) for (let i = 0; i < job.inFlight; i++) loop.fly();
await Bun.sleep(job.warmMs);
await until(
  'the warm-up',
  () => done >= (job.warmMessages ?? WARM_MESSAGES) || failure !== null,
  60_000,
);
check();

const first = {
  done,
  cpu: serversCpuMs(job),
  beside: besideCpuMs(job),
  at: performance.now(),
};
await Bun.sleep(job.measureMs);
await until(
  'messages',
  () => done - first.done >= (job.leastMessages ?? LEAST_MESSAGES) || failure !== null,
  60_000,
);
sending = false;
await until('the last flights', () => flying === 0 || failure !== null);
check();
const end = performance.now();
const { database, bus, load } = besideCpuMs(job);
if (job.searchIn) await searchCaughtUp(job.searchIn);
const result: PairsResult = {
  messages: done - first.done,
  seconds: (end - first.at) / 1000,
  cpuMs: serversCpuMs(job) - first.cpu,
  beside: {
    database: database - first.beside.database,
    bus: bus - first.beside.bus,
    load: load - first.beside.load,
  },
  searchMs: performance.now() - end,
};
process.stdout.write(JSON.stringify(result));
for (const loop of loops) loop.pair.close();
process.exit(0);

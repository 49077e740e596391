/**
 * Open loop: message k is due at k / rate, whether or not the ones before it have come back, and its latency counts
 * from when it was due (no coordinated omission): a server that stalls for a second shows it in a thousand messages.
 */
import { type LoadJob, portsOf, readJob, serversCpuMs, until } from '../lib/load.ts';
import { Pair } from '../lib/pair.ts';
import { percentile } from '../lib/stats.ts';

export type Latency = { p50: number; p99: number; max: number };
export type OpenLoopResult = {
  messages: number;
  acked: Latency;
  heard: Latency;
  lateSends: Latency;
  cpuMs: number;
};

const job = await readJob<LoadJob>();
const perMs = job.ratePerSecond / 1000;
const warm = Math.floor(job.warmMs * perMs);
const total = warm + Math.floor(job.measureMs * perMs);
const acked = new Float64Array(total);
const heard = new Float64Array(total);
const sent = new Float64Array(total);
let open = total * 2;
let failure: string | null = null;
let began = 0;

/** Stores the latency of message `id` (from 1) since it was due, ms. A repeated event must not replace the first. */
function note(times: Float64Array, id: number): void {
  if (times[id - 1] !== 0) return;
  times[id - 1] = performance.now() - began - (id - 1) / perMs;
  open--;
}

const pairs = job.pairs.map(
  (spec, n) =>
    new Pair(spec, portsOf(job, n), job.hello, {
      onAcked: (id) => note(acked, id),
      onEvent: (id) => note(heard, id),
      onReceipt() {},
      failed: (reason) => {
        failure ??= reason;
      },
    }),
);
for (const pair of pairs) await pair.open();

async function sendAll(): Promise<void> {
  began = performance.now();
  let next = 0;
  while (next < total && failure === null) {
    const due = Math.min(total, Math.floor((performance.now() - began) * perMs) + 1);
    for (; next < due; next++) {
      sent[next] = performance.now() - began - next / perMs;
      pairs[next % pairs.length]?.send(next + 1);
    }
    await Bun.sleep(1);
  }
}

let cpu = 0;
setTimeout(() => {
  cpu = serversCpuMs(job);
}, job.warmMs);
await sendAll();
await until('the last answers', () => open === 0 || failure !== null);
if (failure) throw new Error(failure);

function latency(times: Float64Array): Latency {
  const measured = times.subarray(warm);
  return {
    p50: percentile(measured, 50),
    p99: percentile(measured, 99),
    max: percentile(measured, 100),
  };
}
const result: OpenLoopResult = {
  messages: total - warm,
  acked: latency(acked),
  heard: latency(heard),
  lateSends: latency(sent),
  cpuMs: serversCpuMs(job) - cpu,
};
process.stdout.write(JSON.stringify(result));
for (const pair of pairs) pair.close();
process.exit(0);

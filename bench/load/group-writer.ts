/** One person writes into a group at a fixed rate; how long until each message is acknowledged, since it was due. */
import { connect } from '../lib/connect.ts';
import { readJob, until } from '../lib/load.ts';
import { numberAfter } from '../lib/pair.ts';
import { cpuMs, memoryKb } from '../lib/process.ts';
import { percentile } from '../lib/stats.ts';

export type WriterJob = {
  port: number;
  pid: number;
  chatId: string;
  token: string;
  ratePerSecond: number;
  warmMs: number;
  measureMs: number;
};
export type WriterResult = { cpuMs: number; p50: number; p99: number; mostMb: number };

const job = await readJob<WriterJob>();
const every = 1000 / job.ratePerSecond;
const warm = Math.floor(job.warmMs / every);
const total = warm + Math.floor(job.measureMs / every);
const acked = new Float64Array(total);
let answers = 0;
let began = 0;
let failure: string | null = null;

const socket = connect(job.port, job.token);
socket.onmessage = ({ data }) => {
  const frame = String(data);
  if (!frame.startsWith('{"id":')) return;
  if (frame.includes('"ok":false')) failure ??= frame;
  const number = numberAfter(frame, '"id":') - 1;
  acked[number] = performance.now() - began - number * every;
  answers++;
};
await new Promise((resolve, reject) => {
  socket.onopen = resolve;
  socket.onerror = () => reject(new Error('the socket did not open'));
});

let cpu = 0;
let most = 0;
began = performance.now();
for (let n = 0; n < total && failure === null; ) {
  const due = Math.min(total, Math.floor((performance.now() - began) / every) + 1);
  for (; n < due; n++) {
    if (n === warm) cpu = cpuMs(job.pid);
    const body = { chatId: job.chatId, clientId: Bun.randomUUIDv7(), text: `سلام به همه #${n}` };
    socket.send(JSON.stringify({ id: n + 1, type: 'message.send', body }));
  }
  most = Math.max(most, memoryKb(job.pid).resident);
  await Bun.sleep(1);
}
await until('the last answers', () => answers === total || failure !== null);
if (failure) throw new Error(failure);
const measured = acked.subarray(warm);
const result: WriterResult = {
  cpuMs: cpuMs(job.pid) - cpu,
  p50: percentile(measured, 50),
  p99: percentile(measured, 99),
  mostMb: most / 1024,
};
process.stdout.write(JSON.stringify(result));
process.exit(0);

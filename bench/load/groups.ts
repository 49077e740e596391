/**
 * One group whose members are all connected; one of them writes at a fixed rate. Latency of each delivery counts from
 * when its message was due, whether or not the one before it has arrived (no coordinated omission).
 */
import { connect } from '../lib/connect.ts';
import { readJob, until } from '../lib/load.ts';
import { numberAfter } from '../lib/pair.ts';
import { cpuMs } from '../lib/process.ts';
import { percentile } from '../lib/stats.ts';

export type GroupJob = {
  port: number;
  pid: number;
  chatId: string;
  tokens: string[];
  /** When true, every member says what has arrived, and one in ten that they have read it. */
  receipts: boolean;
  ratePerSecond: number;
  warmMs: number;
  measureMs: number;
};
export type GroupResult = {
  deliveries: number;
  marks: number;
  cpuMs: number;
  p50: number;
  p99: number;
  max: number;
};

const COALESCE_MS = 40;
const TEXT = 'سلام به همه، امروز ساعت پنج می‌بینمتان.';
const job = await readJob<GroupJob>();
const every = 1000 / job.ratePerSecond;
const warm = Math.floor(job.warmMs / every);
const total = warm + Math.floor(job.measureMs / every);
const each = job.tokens.length - 1;
const latencies = new Float64Array(total * each);
let heard = 0;
let began = 0;
let failure: string | null = null;

/**
 * Receipts go out as the client sends them: what came within 40 ms at once, and nothing new before the reply
 * (client/sync/receipts.ts).
 */
class Receipts {
  static told = 0;
  private seq = 0;
  private busy = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly type: 'chat.read' | 'chat.delivered',
  ) {}

  handleEvent(frame: string): void {
    this.seq = numberAfter(frame, '"seq":');
    if (!this.busy) this.later();
  }

  handleReply(upTo: number): void {
    this.busy = false;
    if (this.seq > upTo) this.later();
  }

  private later(): void {
    this.busy = true;
    setTimeout(() => {
      Receipts.told++;
      const body = { chatId: job.chatId, seq: this.seq };
      this.socket.send(JSON.stringify({ id: this.seq, type: this.type, body }));
    }, COALESCE_MS);
  }
}

/** The message's number ends its text; parsing each frame would cost the load more than the server. */
function listen(frame: string, receipts: Receipts | undefined): void {
  if (frame.startsWith('{"type":"message.added"')) {
    const number = Number(frame.slice(frame.indexOf('#') + 1).match(/^\d+/)?.[0]);
    latencies[heard++] = performance.now() - began - number * every;
    receipts?.handleEvent(frame);
  } else if (frame.startsWith('{"id":')) {
    if (frame.includes('"ok":false')) failure ??= frame;
    receipts?.handleReply(numberAfter(frame, '"id":'));
  }
}

function open(token: string, place: number): Promise<WebSocket> {
  const socket = connect(job.port, token);
  const type = place % 10 === 0 ? 'chat.read' : 'chat.delivered';
  // The first member writes; the replies on this socket are to its messages.
  const receipts = job.receipts && place > 0 ? new Receipts(socket, type) : undefined;
  socket.onmessage = ({ data }) => listen(String(data), receipts);
  return new Promise((resolve, reject) => {
    socket.onopen = () => resolve(socket);
    socket.onerror = () => reject(new Error('a socket did not open'));
  });
}

const sockets: WebSocket[] = [];
for (let from = 0; from < job.tokens.length; from += 100)
  sockets.push(
    ...(await Promise.all(job.tokens.slice(from, from + 100).map((one, i) => open(one, from + i)))),
  );
const [writer] = sockets;
await Bun.sleep(1000);

let cpu = 0;
let atWarm = 0;
let marksAtWarm = 0;
began = performance.now();
for (let n = 0; n < total && failure === null; ) {
  const due = Math.min(total, Math.floor((performance.now() - began) / every) + 1);
  for (; n < due; n++) {
    if (n === warm) {
      cpu = cpuMs(job.pid);
      atWarm = heard;
      marksAtWarm = Receipts.told;
    }
    const body = { chatId: job.chatId, clientId: Bun.randomUUIDv7(), text: `${TEXT} #${n}` };
    writer?.send(JSON.stringify({ id: n + 1, type: 'message.send', body }));
  }
  await Bun.sleep(1);
}
await until('the last deliveries', () => heard === total * each || failure !== null);
if (failure) throw new Error(failure);
const measured = latencies.subarray(warm * each);
const result: GroupResult = {
  deliveries: heard - atWarm,
  marks: Receipts.told - marksAtWarm,
  cpuMs: cpuMs(job.pid) - cpu,
  p50: percentile(measured, 50),
  p99: percentile(measured, 99),
  max: percentile(measured, 100),
};
process.stdout.write(JSON.stringify(result));
process.exit(0);

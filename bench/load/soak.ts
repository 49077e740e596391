/**
 * An ordinary long day, at a quicker pace: people who write, come and go, correct themselves, search, and programs
 * that ask by REST. Every part has its own fixed rate, so that a slow server is asked no less.
 */

import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { Asker } from '../lib/asker.ts';
import { chatId, tokenOf } from '../lib/cast.ts';
import { readJob } from '../lib/load.ts';
import { Pair, type PairSpec } from '../lib/pair.ts';

export type SoakJob = {
  port: number;
  pairs: PairSpec[];
  /** Messages, connections, edits, searches and REST calls a second. */
  rates: { messages: number; visits: number; edits: number; searches: number; rest: number };
  warmMs: number;
  measureMs: number;
};
export type SoakResult = { messages: number; visits: number; edits: number; others: number };

const WORDS = ['ترافیک', 'build', 'فردا', 'خوشگل', 'file', 'tonight'];
const job = await readJob<SoakJob>();
const done = { messages: 0, visits: 0, edits: 0, others: 0 };
let failure: string | null = null;
const lastSeq = new Map<number, number>();

const pairs = job.pairs.map(
  (spec, n) =>
    new Pair(spec, [job.port, job.port], true, {
      onAcked: (_, seq) => {
        done.messages++;
        lastSeq.set(n, seq);
      },
      onEvent() {},
      onReceipt() {},
      failed: (reason) => {
        failure ??= reason;
      },
    }),
);
for (const pair of pairs) await pair.open();
const askers = await Promise.all(
  job.pairs.slice(0, 10).map(({ tokens }) => Asker.open(job.port, tokens[0])),
);

/** Calls `act` with 0, 1, 2 …, `perSecond` times a second, late ones at once. */
function repeat(perSecond: number, act: (n: number) => void): Timer {
  const began = performance.now();
  let n = 0;
  return setInterval(() => {
    for (const due = ((performance.now() - began) * perSecond) / 1000; n < due; n++) act(n);
  }, 5);
}

const fail = (error: unknown): void => {
  failure ??= String(error);
};

/** One person opens the app, says hello, gets what is new, and leaves. */
async function visit(n: number): Promise<void> {
  const asker = await Asker.open(job.port, tokenOf(n % (job.pairs.length * 2)));
  await asker.ask('hello', { protocol: PROTOCOL_VERSION });
  asker.close();
  done.visits++;
}

/** An Asker asks one thing at a time, so each has a queue of its own. */
const busy = askers.map(() => Promise.resolve());
function queue(n: number, act: (asker: Asker, at: number) => Promise<unknown>): void {
  const at = n % askers.length;
  const asker = askers[at];
  if (!asker) return;
  busy[at] = (busy[at] ?? Promise.resolve()).then(() => act(asker, at)).then(() => undefined, fail);
}

async function edit(asker: Asker, at: number, n: number): Promise<void> {
  const seq = lastSeq.get(at);
  if (seq === undefined) return;
  await asker.ask('message.edit', { chatId: chatId(at), seq, text: `${n} ویراسته، edited` });
  done.edits++;
}

async function rest(n: number): Promise<void> {
  const at = n % job.pairs.length;
  const headers = { authorization: `Bearer ${job.pairs[at]?.tokens[0]}` };
  const path = n % 2 === 0 ? '/api/chats' : `/api/chats/${chatId(at)}/messages?limit=50`;
  const response = await fetch(`http://127.0.0.1:${job.port}${path}`, { headers });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await response.arrayBuffer();
  done.others++;
}

const { rates } = job;
const timers = [
  repeat(rates.messages, (n) => pairs[n % pairs.length]?.send(n + 1)),
  repeat(rates.visits, (n) => void visit(n).catch(fail)),
  repeat(rates.edits, (n) => queue(n, (asker, at) => edit(asker, at, n))),
  repeat(rates.searches, (n) =>
    queue(n, async (asker) => {
      await asker.ask('search', { q: WORDS[n % WORDS.length] ?? 'file' });
      done.others++;
    }),
  ),
  repeat(rates.rest, (n) => void rest(n).catch(fail)),
];
const end = performance.now() + job.warmMs + job.measureMs;
while (performance.now() < end && failure === null) await Bun.sleep(200);
for (const timer of timers) clearInterval(timer);
if (failure) throw new Error(failure);
const result: SoakResult = { ...done };
process.stdout.write(JSON.stringify(result));
process.exit(0);

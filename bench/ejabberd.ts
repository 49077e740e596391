/**
 * The same work beside ejabberd of Debian: pairs of people who chat, a closed loop of 100 pairs × 8 in flight, on PostgreSQL, with
 * every message archived and every arrival confirmed to its writer. In turns in one run. Counted is the CPU of the server and of
 * PostgreSQL together. BENCH_TURNS: how many of each (3).
 */
import { startPostgres } from '../test/helpers/services/postgres.ts';
import { castPairs, SECRET_ENV } from './lib/cast.ts';
import { castPairsIn } from './lib/cast-postgres.ts';
import type { LoopResult } from './lib/closed-loop.ts';
import { addXmppPeople, ensureEjabberd, startEjabberd } from './lib/ejabberd.ts';
import { type LoadJob, runLoad } from './lib/load.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';
import { median } from './lib/stats.ts';
import type { PairsResult } from './load/pairs.ts';
import type { XmppJob } from './load/xmpp.ts';

const PAIRS = 100;
const TURNS = Number(process.env.BENCH_TURNS ?? 3);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 10);
const PASSWORD = 'bench';

type Place = Pick<LoadJob, 'port' | 'pid' | 'databasePid'>;
const jobOf = (place: Place, pairs: LoadJob['pairs'], warmMessages: number): LoadJob => ({
  ...{ ...place, pairs, warmMessages, hello: true, searchIn: null, inFlight: 8, ratePerSecond: 0 },
  ...{ warmMs: 4000, measureMs: SECONDS * 1000, leastMessages: 2000 },
});

async function ours(): Promise<LoopResult> {
  await using postgres = await startPostgres();
  const url = await postgres.createDatabase('bench');
  const dir = tempDir('beside');
  const server = await startServer(serverCommand(), dir.path, { ...SECRET_ENV, DATABASE_URL: url });
  try {
    const pairs = await castPairsIn(url, PAIRS);
    const place = { port: server.port, pid: server.pid, databasePid: postgres.pid() };
    return await runLoad<PairsResult>('pairs', jobOf(place, pairs, 15_000));
  } finally {
    await server.stop();
    dir.remove();
  }
}

async function onSqlite(): Promise<LoopResult> {
  const dir = tempDir('beside');
  const pairs = castPairs(dir.path, PAIRS);
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  try {
    return await runLoad<PairsResult>(
      'pairs',
      jobOf({ port: server.port, pid: server.pid }, pairs, 15_000),
    );
  } finally {
    await server.stop();
    dir.remove();
  }
}

async function theirs(): Promise<LoopResult> {
  await using postgres = await startPostgres();
  const url = await postgres.createDatabase('bench');
  await using server = await startEjabberd(url);
  const pairs = Array.from({ length: PAIRS }, () => ({ chatId: '', peerId: '', tokens: ['', ''] }));
  const names = pairs.flatMap((_, n) => [`writer${n}`, `reader${n}`]);
  await addXmppPeople(url, names, PASSWORD);
  const place = { port: server.port, pid: server.pid(), databasePid: postgres.pid() };
  const job = jobOf(place, pairs as LoadJob['pairs'], 2000);
  return await runLoad<LoopResult, XmppJob>('xmpp', { ...job, password: PASSWORD });
}

/** Messages for each second of CPU. */
const perCore = ({ messages, cpuMs, beside }: LoopResult): number =>
  (messages * 1000) / (cpuMs + beside.database);

const rateOf = ({ messages, seconds }: LoopResult): number => messages / seconds;

const SIDES = {
  'Payambar on PostgreSQL': ours,
  'Payambar on SQLite': onSqlite,
  'ejabberd on PostgreSQL': theirs,
};

export async function ejabberd(): Promise<Figure[]> {
  await ensureEjabberd();
  const found = new Map<string, LoopResult[]>();
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [name, run] of Object.entries(SIDES)) {
      const one = await run();
      found.set(name, [...(found.get(name) ?? []), one]);
      const [server = 0, database = 0] = [one.cpuMs, one.beside.database].map(
        (ms) => ms / one.messages,
      );
      print(
        `  ${name}: ${rateOf(one).toFixed(0)} messages/s flat out, ${perCore(one).toFixed(0)} for a second of CPU; ` +
          `a message: server ${server.toFixed(3)} ms, PostgreSQL ${database.toFixed(3)} ms`,
      );
    }
  }
  const line = (name: string, value: number, unit: string): Figure => ({
    ...{ bench: 'ejabberd', name, value, unit },
  });
  const medianOf = (name: keyof typeof SIDES, of: (one: LoopResult) => number): number =>
    median((found.get(name) ?? []).map(of));
  const theirBest = medianOf('ejabberd on PostgreSQL', perCore);
  return (Object.keys(SIDES) as (keyof typeof SIDES)[]).flatMap((name) => [
    line(`${name}, flat out`, medianOf(name, rateOf), 'messages/s'),
    line('for a second of CPU', medianOf(name, perCore), 'messages'),
    line('that through ejabberd’s', medianOf(name, perCore) / theirBest, '×'),
  ]);
}

if (import.meta.main) await runAlone(ejabberd);

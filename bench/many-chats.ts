/**
 * PostgreSQL with 5 million messages in 50,000 chats: how fast messages are stored beside an empty database of the same server in
 * the same run, and what reading costs a person with 500 chats in the database: CPU of PostgreSQL's processes (which a busy machine
 * leaves as it is), and how long its statements took to plan and run (pg_stat_statements). BENCH_MESSAGES: how many (5,000,000). BENCH_TURNS: how often both are filled (3). BENCH_TIMES: how often each
 * thing is read (20). BENCH_STATEMENTS=1 prints the costliest statements.
 */
import { SQL } from 'bun';
import type { Chat } from '../protocol/chats.ts';
import type { Cursor } from '../protocol/sync.ts';
import { type Postgres, startPostgres } from '../test/helpers/services/postgres.ts';
import { Asker } from './lib/asker.ts';
import { SECRET_ENV, tokenOf } from './lib/cast.ts';
import { runLoad } from './lib/load.ts';
import {
  fillChats,
  MESSAGES,
  makeTables,
  manyChats,
  OWN_CHATS,
  OWNER,
  pairsOf,
  SEED,
  spreadChats,
} from './lib/many-chats.ts';
import { exactCpuMs, serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, print, runAlone } from './lib/report.ts';
import { median } from './lib/stats.ts';
import { wordsOfRanks } from './lib/words.ts';
import type { PairsResult } from './load/pairs.ts';

const TURNS = Number(process.env.BENCH_TURNS ?? 3);
const LOADED = spreadChats(400);
const TIMES = Number(process.env.BENCH_TIMES ?? 20);
const WARM = 10;
const MOST_MS = 10;
const LEAST_SHARE = 0.7;
const SETTINGS = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_planning': 'on',
};

const line = (name: string, value: number, unit: string, target?: number): Figure => ({
  ...{ bench: 'many-chats', name, value, unit },
  ...(target === undefined ? {} : { target }),
});

async function serving<T>(
  url: string,
  work: (port: number, pid: number) => Promise<T>,
): Promise<T> {
  const dir = tempDir('many-chats');
  const server = await startServer(serverCommand(), dir.path, { ...SECRET_ENV, DATABASE_URL: url });
  try {
    return await work(server.port, server.pid);
  } finally {
    await server.stop();
    dir.remove();
  }
}

/** Messages a second through the server, 400 chats × 2 on their way. */
const storeRate = (url: string): Promise<number> =>
  serving(url, async (port, pid) => {
    const { messages, seconds } = await runLoad<PairsResult>('pairs', {
      ...{ port, pid, hello: true, pairs: pairsOf(LOADED), searchIn: null, inFlight: 2 },
      ...{ ratePerSecond: 0, warmMs: 3000, measureMs: 8000 },
      ...{ warmMessages: 4000, leastMessages: 4000 },
    });
    return messages / seconds;
  });

async function insertRates(postgres: Postgres): Promise<Figure[]> {
  const [empty, full]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn++) {
    const name = `empty${turn}`;
    const url = await postgres.createDatabase(name);
    await makeTables(url);
    await fillChats(postgres, name, LOADED);
    empty.push(await storeRate(url));
    full.push(await storeRate(postgres.urlOf('full')));
    print(`  empty ${empty.at(-1)?.toFixed(0)}, full ${full.at(-1)?.toFixed(0)} messages/s`);
  }
  const share = median(full.map((rate, turn) => rate / (empty[turn] ?? Number.NaN)));
  return [
    line('stored, empty database', median(empty), 'messages/s'),
    line(`stored, ${MESSAGES / 1e6} million messages`, median(full), 'messages/s'),
    line('the first through the second', 1 / share, '×', 1 / LEAST_SHARE),
  ];
}

async function listAll(asker: Asker): Promise<Chat[]> {
  const found: Chat[] = [];
  let after: string | undefined;
  do {
    const { body } = await asker.ask('chat.list', after === undefined ? {} : { after });
    found.push(...body.chats);
    after = body.next ?? undefined;
  } while (after !== undefined);
  return found;
}

/** What a device holds that has missed the three newest messages of the first `missed` chats. */
const cursorOf = (chats: readonly Chat[], missed: number): Cursor =>
  Object.fromEntries(
    chats.map(({ id, lastSeq, rev, receiptRev, memberRev }, n) => {
      const away = n < missed ? Math.min(3, lastSeq) : 0;
      return [id, [lastSeq - away, rev - away, receiptRev, memberRev]];
    }),
  );

async function syncAll(asker: Asker, cursor: Cursor): Promise<number> {
  const held = { ...cursor };
  let count = 0;
  for (let more = true; more; ) {
    const { body } = await asker.ask('sync', { cursor: held });
    for (const { chat } of body.chats)
      held[chat.id] = [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev];
    count += body.chats.length;
    more = body.more;
  }
  return count;
}

async function reads(postgres: Postgres): Promise<Figure[]> {
  await using sql = new SQL(postgres.urlOf('full', 'postgres'), { max: 1 });
  await sql`create extension if not exists pg_stat_statements`;
  return await serving(postgres.urlOf('full'), async (port) => {
    const asker = await Asker.open(port, tokenOf(OWNER));
    const figures: Figure[] = [];
    const measure = async (name: string, work: () => Promise<unknown>, target?: number) => {
      for (let n = 0; n < WARM; n++) await work();
      await sql`select pg_stat_statements_reset()`;
      const backends = await sql`select pid::int from pg_stat_activity where usename = 'payambar'`;
      const cpu = () =>
        backends.reduce((sum: number, { pid }: { pid: number }) => sum + exactCpuMs(pid), 0);
      const before = cpu();
      const times: number[] = [];
      for (let n = 0; n < TIMES; n++) {
        const began = performance.now();
        await work();
        times.push(performance.now() - began);
      }
      const used = (cpu() - before) / TIMES;
      const rows =
        await sql`select query, calls::int, total_plan_time + total_exec_time as ms from pg_stat_statements
        where query not like '%pg_stat_statements%' order by ms desc`;
      if (process.env.BENCH_STATEMENTS) describe(rows);
      const ms = rows.reduce((sum: number, row: { ms: number }) => sum + row.ms, 0) / TIMES;
      figures.push(
        line(`${name}: CPU of PostgreSQL`, used, 'ms', target),
        line('the same, its statements', ms, 'ms'),
        line('the same, asked and answered, p50', median(times), 'ms'),
      );
    };
    const chats = await listAll(asker);
    if (chats.length !== OWN_CHATS) throw new Error(`${chats.length} chats`);
    await measure('list of 500 chats', () => listAll(asker), MOST_MS);
    for (const missed of [0, 50, OWN_CHATS]) {
      const cursor = cursorOf(chats, missed);
      const sync = async () => {
        if ((await syncAll(asker, cursor)) !== missed) throw new Error('another number of chats');
      };
      await measure(`sync of 500 chats, ${missed} with news`, sync, MOST_MS);
    }
    for (const [name, queries] of Object.entries(SEARCHES)) {
      let n = 0;
      const q = () => queries[n++ % queries.length] ?? '';
      await measure(`search: ${name}`, () => asker.ask('search', { q: q() }));
    }
    asker.close();
    return figures;
  });
}

const SEARCHES = {
  'common words': ['سلام', 'کار', 'the', 'فردا'],
  'rare words': wordsOfRanks(SEED, [5000, 5001, 5002, 5003]),
  'a word that is nowhere': ['قسطنطنیه'],
};

function describe(rows: { query: string; calls: number; ms: number }[]): void {
  for (const { query, calls, ms } of rows.slice(0, 12))
    print(`    ${(ms / TIMES).toFixed(2)} ms in ${calls / TIMES} calls: ${query.slice(0, 400)}`);
}

export async function manyChatsBench(): Promise<Figure[]> {
  const data = await manyChats();
  await using postgres = await startPostgres({ settings: SETTINGS, data });
  return [...(await reads(postgres)), ...(await insertRates(postgres))];
}

if (import.meta.main) await runAlone(manyChatsBench);

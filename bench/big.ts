/**
 * Reading where there is much: a chat with 100,000 messages, a search in a million (bench/lib/million.ts says how they
 * are spread). One socket, one request at a time, so the figures are the server's latency and not a queue's.
 */
import type { UpBody } from '../protocol/up.ts';
import { randomFrom } from '../scripts/random.ts';
import { Asker } from './lib/asker.ts';
import { SECRET_ENV, tokenOf } from './lib/cast.ts';
import { eventLoopLag } from './lib/lag.ts';
import { CAST, millionMessages, SEED } from './lib/million.ts';
import { serverCommand, startServer } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';
import { percentile } from './lib/stats.ts';
import { wordsOfRanks } from './lib/words.ts';

const TIMES = 200;
const BIG = 100_000;
/** An honest request must not hold the one thread for longer. */
const MOST_MS = 20;

type Ask =
  | { name: string; type: 'history'; bodies: (n: number) => UpBody<'history'> }
  | { name: string; type: 'search'; bodies: (n: number) => UpBody<'search'> }
  | { name: string; type: 'chat.list'; bodies: (n: number) => UpBody<'chat.list'> }
  | { name: string; type: 'sync'; bodies: (n: number) => UpBody<'sync'> };

const random = randomFrom(7);
const somewhere = () => 100 + Math.floor(random() * (BIG - 200));
const chatId = CAST.bigChat;
/**
 * The searches take words by their rank in Zipf's law: the commonest, a middling one, the last of the hand-written
 * words, a phrase of two.
 */
const search = (name: string, queries: string[], extra: object = {}): Ask => ({
  name: `search: ${name}`,
  type: 'search',
  bodies: (n) => ({ q: queries[n % queries.length] ?? '', ...extra }),
});

const HISTORY: Ask[] = [
  { name: 'chat of 100,000: newest page', type: 'history', bodies: () => ({ chatId }) },
  {
    name: 'chat of 100,000: around a place',
    type: 'history',
    bodies: () => ({ chatId, around: somewhere() }),
  },
  {
    name: 'chat of 100,000: page before a place',
    type: 'history',
    bodies: () => ({ chatId, before: somewhere() }),
  },
];
/** A new device asks these first; here it belongs to a person with hundreds of chats. */
const ARRIVAL: Ask[] = [
  { name: 'list of chats', type: 'chat.list', bodies: () => ({}) },
  { name: 'a new device', type: 'sync', bodies: () => ({}) },
];
const COMMON = ['سلام', 'کار', 'the', 'فردا'];
/** Each of these words is in about one message of 10,000. */
const RARE = wordsOfRanks(SEED, [5000, 5001, 5002, 5003]);
const OWNER: Ask[] = [
  search('the commonest word', ['و']),
  search('common words', COMMON),
  search('middling words', ['برادر', 'بچه‌ها', 'کوچک', 'version']),
  search('rare words', RARE),
  search('two words', ['سلام فردا', 'کتاب علی', 'ok تهران']),
  search('Arabic letters for Persian', ['كتاب', 'علي', 'مي‌خوام']),
  search('the beginning of a word', ['تهر', 'پرو', 'upd']),
  search('a word that is nowhere', ['قسطنطنیه']),
  search('common words, in the chat of 100,000', COMMON, { chatId }),
  search('rare words, in the chat of 100,000', RARE, { chatId }),
];
const NEWCOMER: Ask[] = [
  search('common words, by who has one old chat of 20', COMMON),
  search('two common words, by who has one old chat of 20', ['سلام فردا', 'که از']),
];

async function measure(asker: Asker, { name, type, bodies }: Ask): Promise<Figure[]> {
  const times: number[] = [];
  let found = 0;
  for (let n = 0; n < TIMES; n++) {
    const { body, ms } = await asker.ask(type, bodies(n));
    times.push(ms);
    found += rowsOf(body);
  }
  const line = (p: number): Figure => ({
    bench: 'big',
    name: `${name}, p${p} (${(found / TIMES).toFixed(0)} rows)`,
    value: percentile(times, p),
    unit: 'ms',
  });
  return [line(50), line(99)];
}

function rowsOf(body: object): number {
  for (const name of ['hits', 'messages', 'chats'] as const) {
    const rows = (body as Record<string, unknown>)[name];
    if (Array.isArray(rows)) return rows.length;
  }
  return 0;
}

export async function big(): Promise<Figure[]> {
  const { dataDir } = await millionMessages();
  const server = await startServer(serverCommand(), dataDir, SECRET_ENV);
  const figures: Figure[] = [];
  try {
    for (const [person, asks] of [
      [CAST.owner, [...HISTORY, ...ARRIVAL, ...OWNER]],
      [CAST.newcomer, NEWCOMER],
    ] as const) {
      const asker = await Asker.open(server.port, tokenOf(person));
      for (const ask of asks) figures.push(...(await measure(asker, ask)));
      asker.close();
    }
    const { max, p99 } = await eventLoopLag(server);
    figures.push(
      { bench: 'big', name: 'timers late, max', value: max, unit: 'ms', target: MOST_MS },
      { bench: 'big', name: 'timers late, p99', value: p99, unit: 'ms' },
    );
  } finally {
    await server.stop();
  }
  return figures;
}

if (import.meta.main) await runAlone(big);

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import { randomFrom } from '../../scripts/random.ts';
import {
  addChats,
  addPeople,
  type ChatSeed,
  chatId,
  openCast,
  SECRET_ENV,
  userId,
} from './cast.ts';
import { serverCommand, startServer } from './process.ts';
import { searchCaughtUp } from './search-lag.ts';
import { bisect } from './stats.ts';
import { messageMaker, zipfTable } from './words.ts';

export const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 1_000_000);
const PEOPLE = 2000;
/** Raise it when the content below changes. */
export const SEED = 1;
const BIG = 100_000;
const LONGEST_LAG = 20 * 60_000;

/**
 * Person 0 is in 200 chats: number 0 has 100,000 messages, the others together 300,000 (Zipf). The other 600,000 are in
 * 1,800 chats of other people. The newcomer's one chat has 20 messages, all older than almost everything else: the worst
 * case of a search for a common word.
 */
export const CAST = { owner: 0, bigChat: chatId(0), newcomer: PEOPLE - 1, ownChats: 200 };
export type Million = { dataDir: string };

function chatSeeds(): ChatSeed[] {
  const seed = (n: number, a: number, b: number): ChatSeed => ({
    id: chatId(n),
    people: [userId(a), userId(b)],
    lastSeq: 0,
    lastAt: 0,
  });
  const own = Array.from({ length: CAST.ownChats }, (_, n) => seed(n, CAST.owner, n + 1));
  const others = Array.from({ length: 1800 }, (_, n) =>
    seed(CAST.ownChats + n, 1 + (n % 1990), 1 + ((n * 7 + 3) % 1990)),
  ).filter(({ people }) => people[0] !== people[1]);
  const pairs = new Map(others.map((chat) => [chat.people.toSorted().join(), chat]));
  return [...own, ...pairs.values(), seed(5000, 1, CAST.newcomer)];
}

/** Picks the chat of each message, so that `id` (insertion) and time have one order, as in life. */
function chatPicker(chats: ChatSeed[]): (n: number) => ChatSeed {
  const random = randomFrom(SEED);
  const own = zipfTable(CAST.ownChats - 1);
  const ownTop = own.at(-1) ?? 1;
  const [big, newcomer] = [chats[0], chats.at(-1)];
  if (!big || !newcomer) throw new Error('no chats');
  return (n) => {
    if (n >= 1000 && n < 1020) return newcomer;
    const where = random();
    if (where < 0.11 && big.lastSeq < BIG) return big;
    if (where < 0.41) return chats[1 + bisect(own, random() * ownTop)] ?? big;
    return chats[CAST.ownChats + Math.floor(random() * (chats.length - 1 - CAST.ownChats))] ?? big;
  };
}

function writeMessages(dataDir: string): void {
  const db = openCast(dataDir);
  const chats = chatSeeds();
  const pick = chatPicker(chats);
  const text = messageMaker(SEED);
  const random = randomFrom(SEED + 1);
  const began = Date.now() - MESSAGES * 20_000;
  addPeople(db, PEOPLE);
  db.run('PRAGMA foreign_keys = OFF');
  const insert = db.prepare(
    `INSERT INTO messages (chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev)
      VALUES (?, ?, ?, ?, 'text', ?, 0, ?, 0)`,
  );
  db.transaction(() => {
    for (let n = 0; n < MESSAGES; n++) {
      const chat = pick(n);
      chat.lastAt = began + n * 20_000;
      const sender = chat.people[random() < 0.5 ? 0 : 1];
      insert.run(
        chat.id,
        ++chat.lastSeq,
        sender,
        Bun.randomUUIDv7('hex', chat.lastAt),
        text(),
        chat.lastAt,
      );
    }
  })();
  addChats(db, chats);
  db.run('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

/**
 * Makes the data once (about a minute, the server's own indexing included) and keeps it under the temporary
 * directory.
 */
export async function millionMessages(): Promise<Million> {
  const key = Bun.hash(`${SEED} ${MESSAGES} ${MIGRATIONS.join()}`).toString(36);
  const dataDir = join(tmpdir(), `payambar-million-${key}`);
  if (existsSync(dataDir)) return { dataDir };
  const making = `${dataDir}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making);
  writeMessages(making);
  const server = await startServer(serverCommand(), making, SECRET_ENV);
  await searchCaughtUp(making, LONGEST_LAG);
  await server.stop();
  renameSync(making, dataDir);
  return { dataDir };
}

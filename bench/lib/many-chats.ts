import { existsSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQL } from 'bun';
import { POSTGRES_MIGRATIONS } from '../../db/migrations-postgres/index.ts';
import { randomFrom } from '../../scripts/random.ts';
import { allWords } from '../../server/messages/all-words.ts';
import { blockKey, blockOf } from '../../server/messages/index-words.ts';
import { type Postgres, startPostgres } from '../../test/helpers/services/postgres.ts';
import { chatId, SECRET_ENV, sessionId, tokenOf, userId } from './cast.ts';
import type { PairSpec } from './pair.ts';
import { serverCommand, startServer, tempDir } from './process.ts';
import { messageMaker } from './words.ts';

export const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 5_000_000);
const CHATS = 50_000;
/** The owner is in the first so many chats; every other chat is of two people who have no other. */
export const OWN_CHATS = 500;
export const OWNER = 0;
export const SEED = 3;
const DAY = 24 * 3_600_000;
/** The messages are those of a year. */
const EVERY_MS = Math.floor((365 * DAY) / MESSAGES);
const ROWS_AT_ONCE = 20_000;
const TEXTS = 50_000;

const peopleOf = (chat: number): [number, number] =>
  chat < OWN_CHATS ? [OWNER, 1 + chat] : [1 + CHATS + chat, 1 + 2 * CHATS + chat];

/**
 * Makes a PostgreSQL with the database `full` once (minutes) and keeps its data under the temporary directory, from where
 * `startPostgres` copies it.
 */
export async function manyChats(): Promise<string> {
  const key = Bun.hash(`${SEED} ${MESSAGES} ${POSTGRES_MIGRATIONS.join()}`).toString(36);
  const kept = join(tmpdir(), `payambar-many-chats-${key}`);
  if (existsSync(kept)) return kept;
  await using postgres = await startPostgres({ settings: { max_wal_size: '4GB' } });
  await makeTables(await postgres.createDatabase('full'));
  await fillManyChats(postgres, 'full');
  await postgres.kill();
  const data = join(postgres.folder, 'data');
  rmSync(join(data, 'postmaster.pid'));
  renameSync(data, kept);
  return kept;
}

/** A server brings the schema at its start. */
export async function makeTables(url: string): Promise<void> {
  const dir = tempDir('tables');
  const server = await startServer(serverCommand(), dir.path, { ...SECRET_ENV, DATABASE_URL: url });
  await server.stop();
  dir.remove();
}

/** The pairs of some chats. */
export const pairsOf = (chats: readonly number[]): PairSpec[] =>
  chats.map((chat) => {
    const [one, other] = peopleOf(chat);
    const tokens: [string, string] = [tokenOf(one), tokenOf(other)];
    return { chatId: chatId(chat), peerId: userId(other), tokens };
  });

/** So many chats, spread over all but the owner's. */
export const spreadChats = (count: number): number[] =>
  Array.from({ length: count }, (_, n) =>
    Math.floor(OWN_CHATS + ((CHATS - OWN_CHATS) * (n + 0.5)) / count),
  );

type Chat = { number: number; seq: number; at: number };

/**
 * Fills a database whose tables a node has made, as a superuser, past the foreign keys: 5 million messages in 50,000 chats.
 * The first chats are the busiest: the owner's 500 have a tenth of all messages, the last ones 50 each. Messages come in the
 * order of their time, so that those of a chat lie all over the table, as in life.
 */
async function fillManyChats(postgres: Postgres, name: string): Promise<void> {
  await filling(postgres, name, async (sql) => {
    await sql`set maintenance_work_mem = '1GB'`;
    await sql`drop index message_search_words`;
    const chats = Array.from({ length: CHATS }, (_, number) => ({ number, seq: 0, at: 0 }));
    await copyMessages(sql, chats);
    await copyChats(sql, chats);
    await sql`create index message_search_words on message_search using gin (words)`;
    await sql`select setval(pg_get_serial_sequence('messages', 'id'), ${MESSAGES})`;
    await sql`insert into settings (key, value) values ('search.indexed', ${String(MESSAGES)})
      on conflict (key) do update set value = excluded.value`;
  });
}

/** The same chats without a message. */
export async function fillChats(
  postgres: Postgres,
  name: string,
  chats: readonly number[],
): Promise<void> {
  await filling(postgres, name, (sql) =>
    copyChats(
      sql,
      chats.map((number) => ({ number, seq: 0, at: Date.now() })),
    ),
  );
}

async function filling(
  postgres: Postgres,
  name: string,
  fill: (sql: SQL) => Promise<void>,
): Promise<void> {
  await using sql = new SQL(postgres.urlOf(name, 'postgres'), { max: 1 });
  await sql`set session_replication_role = replica`;
  await sql`set synchronous_commit = off`;
  await fill(sql);
  // As autovacuum does over a year.
  await sql`vacuum analyze`;
  await sql`checkpoint`;
}

async function copyMessages(sql: SQL, chats: readonly Chat[]): Promise<void> {
  const make = messageMaker(SEED);
  // Cutting texts into words is what takes the time; those of 50,000 texts come again and again.
  const texts = Array.from({ length: TEXTS }, () => {
    const text = make();
    return { text, words: [...allWords(text)] };
  });
  const random = randomFrom(SEED);
  const began = Date.now() - MESSAGES * EVERY_MS;
  for (let from = 0; from < MESSAGES; from += ROWS_AT_ONCE) {
    const [messages, words]: [Row[], Row[]] = [[], []];
    for (let n = from; n < Math.min(from + ROWS_AT_ONCE, MESSAGES); n++) {
      // Each chat has one at least; the square makes low numbers the likelier ones.
      const chat = chats[n < CHATS ? n : Math.floor(random() ** 2 * CHATS)];
      if (!chat) throw new Error('no such chat');
      chat.at = began + n * EVERY_MS;
      const [id, seq] = [chatId(chat.number), ++chat.seq];
      const { text, words: own } = texts[n % TEXTS] ?? { text: '', words: [] };
      const sender = userId(peopleOf(chat.number)[random() < 0.5 ? 0 : 1]);
      const client = Bun.randomUUIDv7('hex', chat.at);
      messages.push([n + 1, id, seq, sender, client, 'text', text, 0, chat.at, 0]);
      const key = blockKey(id, blockOf(seq));
      words.push([n + 1, id, own.map((word) => `'${key}${word}'`).join(' ')]);
    }
    await copy(sql, `messages (${MESSAGE})`, messages);
    await copy(sql, 'message_search (id, chat_id, words)', words);
  }
}

const MESSAGE = 'id, chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev';
const USER =
  'id, username, username_key, display_name, name_key, about, credential_kind, credential_hash, role, created_at';
const SESSION =
  'id, user_id, refresh_hash, device_name, user_agent, created_at, last_seen_at, expires_at';
const CHAT =
  'id, kind, direct_key, last_seq, last_rev, receipt_rev, last_at, created_by, created_at';
const MEMBER = 'chat_id, user_id, role, delivered_seq, read_seq, joined_seq, member_rev';

async function copyChats(sql: SQL, chats: readonly Chat[]): Promise<void> {
  const now = Date.now();
  const people = new Set(chats.flatMap(({ number }) => peopleOf(number)));
  const user = (n: number): Row => {
    const [id, name] = [userId(n), `bench${n}`];
    return [id, name, name, name, name, '', 'password', '', 'user', now];
  };
  const session = (n: number): Row => {
    const id = sessionId(n);
    return [id, userId(n), id, 'bench', '', now, now, now + 3650 * DAY];
  };
  await copy(sql, `users (${USER})`, [...people].map(user));
  await copy(sql, `sessions (${SESSION})`, [...people].map(session));
  const both = chats.map((chat) => ({ ...chat, people: peopleOf(chat.number).map(userId) }));
  await copy(
    sql,
    `chats (${CHAT})`,
    both.map(({ number, seq, at, people: [one = '', other = ''] }) => {
      const key = `${one}:${other}`;
      return [chatId(number), 'direct', key, seq, seq, 0, at, one, at];
    }),
  );
  await copy(
    sql,
    `members (${MEMBER})`,
    both.flatMap(({ number, seq, people: each }) =>
      each.map((id): Row => [chatId(number), id, 'member', seq, seq, 0, 1]),
    ),
  );
}

type Row = (string | number)[];

/** No value here holds a tab, a line or a backslash. */
async function copy(sql: SQL, table: string, rows: readonly Row[]): Promise<void> {
  const stream = sql.unsafe(`copy ${table} from stdin`).writable();
  const writer = stream.getWriter();
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const lines = rows.slice(from, from + ROWS_AT_ONCE).map((row) => `${row.join('\t')}\n`);
    await writer.write(lines.join(''));
  }
  await writer.close();
}

import { Database } from 'bun:sqlite';
import { migrate } from '../db/engine/migrate.ts';
import { MIGRATIONS } from '../db/migrations/index.ts';

export type Old = { schema: number; messages: number };

const PEOPLE = 200;
const CHATS = 400;
const WORDS = 'سلام خوبی فردا ساعت پنج می‌آیی خانه کتاب را آوردم باشد hello tomorrow ok'.split(' ');

/**
 * Writes data as an early release left it, in plain SQL: the stores of today know only today's schema. It has 200
 * people, 400 chats of two, and messages dealt out in turn, for tests and benches of upgrading.
 */
export function writeOldData(path: string, { schema, messages }: Old): void {
  const database = new Database(path, { create: true });
  database.run('PRAGMA journal_mode = WAL');
  database.run('PRAGMA synchronous = OFF');
  migrate(database, path, MIGRATIONS.slice(0, schema));
  database.transaction(() => {
    addPeople(database);
    addChats(database, messages);
    addMessages(database, messages);
  })();
  database.run('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close(true);
}

const user = (n: number): string => `u${String(n % PEOPLE).padStart(10, '0')}`;
const chat = (n: number): string => `c${String(n).padStart(10, '0')}`;

function addPeople(database: Database): void {
  const insert = database.prepare(
    `INSERT INTO users (id, username, username_key, display_name, name_key, about, credential_kind, credential_hash,
      role, created_at) VALUES (?1, ?2, ?2, ?2, ?2, '', 'password', '', 'member', 1)`,
  );
  for (let n = 0; n < PEOPLE; n++) insert.run(user(n), `person${n}`);
  insert.finalize();
}

function addChats(database: Database, messages: number): void {
  const insert = database.prepare(
    `INSERT INTO chats (id, kind, direct_key, last_seq, last_rev, marks, last_at, created_by, created_at)
      VALUES (?1, 'direct', ?2, ?3, ?3, 0, 1, ?4, 1)`,
  );
  const member = database.prepare(
    `INSERT INTO members (chat_id, user_id, role, delivered_seq, read_seq, joined_seq, list_rev)
      VALUES (?1, ?2, 'member', 0, 0, 0, 1)`,
  );
  for (let n = 0; n < CHATS; n++) {
    const pair = peopleOf(n);
    const last = Math.floor(messages / CHATS) + (n < messages % CHATS ? 1 : 0);
    insert.run(chat(n), pair.join(':'), last, pair[0]);
    for (const person of pair) member.run(chat(n), person);
  }
  insert.finalize();
  member.finalize();
}

const peopleOf = (n: number): [string, string] => [user(n), user(n + 1 + Math.floor(n / PEOPLE))];

function addMessages(database: Database, messages: number): void {
  const insert = database.prepare(
    `INSERT INTO messages (chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev)
      VALUES (?, ?, ?, ?, 'text', ?, 0, ?, 0)`,
  );
  for (let n = 0; n < messages; n++) {
    const [sender] = peopleOf(n % CHATS);
    const text = Array.from({ length: 8 }, (_, word) => WORDS[(n * 7 + word * 3) % WORDS.length]);
    const seq = Math.floor(n / CHATS) + 1;
    insert.run(chat(n % CHATS), seq, sender, Bun.randomUUIDv7('hex', n), text.join(' '), n);
  }
  insert.finalize();
}

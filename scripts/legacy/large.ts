import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomFrom } from '../random.ts';
import { HASH, Old } from './old.ts';
import { png } from './pictures.ts';

export type Sizes = { users: number; messages: number; files: number };
export const LARGE: Sizes = { users: 10_000, messages: 1_000_000, files: 5_000 };

const WORDS =
  'سلام خوبی امروز فردا می‌آیم کتاب خانه باران چای نوشتم دیدم hello tomorrow نمی‌دانم بله'.split(' ');
const START = Date.UTC(2023, 0, 1);

/**
 * Makes a large installation, the same each time: people talk in pairs that are near to each other, a few of them
 * much more than the others; every hundredth message is a call, every fiftieth sealed, every thousandth by an account
 * that is gone.
 */
export function makeLarge(root: string, sizes: Sizes = LARGE): void {
  const old = new Old(join(root, 'payambar.db'), join(root, 'uploads'));
  const { database } = old;
  database.run('PRAGMA journal_mode = OFF');
  database.run('PRAGMA synchronous = OFF');
  database.transaction(() => fill(old, sizes))();
  old.close();
}

function fill({ database, uploads }: Old, { users, messages, files }: Sizes): void {
  const next = randomFrom(20240320);
  const user = database.prepare(
    'INSERT INTO users (username, password_hash, display_name, created_at) VALUES (?, ?, ?, ?)',
  );
  for (let i = 1; i <= users; i++)
    user.run(`${i % 500 === 0 ? 'User' : 'user'}_${i}`, HASH, `کاربر ${i}`, timeAt(i * 1000));
  const message = database.prepare(
    `INSERT INTO messages (sender_id, receiver_id, content, encrypted, iv, ciphertext, status, created_at, read_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const file = database.prepare(
    'INSERT INTO files (message_id, file_name, file_path, content_type, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const talked = new Set<string>();
  const everyFile = Math.max(1, Math.floor(messages / Math.max(1, files)));
  let kept = 0;
  mkdirSync(uploads, { recursive: true });
  for (let i = 1; i <= messages; i++) {
    const from = 1 + Math.floor(users * next() ** 2);
    const near = 1 + ((from + Math.floor(12 * next()) + 1) % users);
    const to = i % 1000 === 0 ? users + 99 : near;
    talked.add(`${Math.min(from, to)}:${Math.max(from, to)}`);
    const isFile = i % everyFile === 3 % everyFile && kept < files && to !== users + 99;
    const sealed = !isFile && i % 50 === 7;
    const state = next();
    const at = timeAt(users * 1000 + i * 50);
    message.run(
      ...[from, to, isFile ? '[فایل]' : sealed ? '' : textAt(i, next), sealed ? 1 : 0],
      ...[sealed ? 'AAAAAAAAAAAAAAAA' : null, sealed ? `c2VjcmV0${i}` : null],
      ...[state < 0.1 ? 'sent' : state < 0.2 ? 'delivered' : 'read', at, state < 0.2 ? null : at],
    );
    if (!isFile) continue;
    kept++;
    const name = `${i}.png`;
    writeFileSync(join(uploads, name), png(160 + (i % 300), 120, i));
    file.run(i, name, i % 2 === 0 ? join(uploads, name) : `uploads/${name}`, 'image/png', at);
  }
  addConversations(database, talked);
}

/** Adds a conversation for every pair but the few that one side has deleted. */
function addConversations(database: Old['database'], talked: ReadonlySet<string>): void {
  const conversation = database.prepare('INSERT INTO conversations (created_at) VALUES (?)');
  const participant = database.prepare(
    'INSERT INTO conversation_participants (conversation_id, user_id) VALUES (?, ?)',
  );
  let n = 0;
  for (const pair of talked) {
    if (++n % 200 === 0) continue;
    const id = Number(conversation.run(timeAt(0)).lastInsertRowid);
    for (const one of new Set(pair.split(':'))) participant.run(id, Number(one));
  }
}

function textAt(i: number, next: () => number): string {
  if (i % 100 === 1) return i % 200 === 1 ? 'تماس ناموفق' : 'تماس صوتی (03:21)';
  const length = 1 + Math.floor(next() * 14);
  return Array.from({ length }, () => WORDS[Math.floor(next() * WORDS.length)]).join(' ');
}

/** The text has the shape of CURRENT_TIMESTAMP: several messages share a second. */
function timeAt(ms: number): string {
  return new Date(START + ms).toISOString().replace('T', ' ').slice(0, 19);
}

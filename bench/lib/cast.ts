import { Database } from 'bun:sqlite';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { migrate } from '../../db/engine/migrate.ts';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import type { PairSpec } from './pair.ts';

/**
 * Server and bench both know these, so that a bench signs the tokens of people whom it never registered. Loopback
 * only.
 */
export const SECRET_ENV = { JWT_SECRET: 'bench-only-secret-of-forty-characters-xx' };
const DAY = 24 * 3_600_000;

export const databasePath = (dataDir: string) => join(dataDir, 'payambar.db');
export const userId = (n: number) => `u${String(n).padStart(10, '0')}`;
export const chatId = (n: number) => `c${String(n).padStart(10, '0')}`;
export const sessionId = (n: number) => `s${String(n).padStart(10, '0')}`;

/**
 * Opens a data directory's file, with the schema, as its only user. The cast is written past the stores: registering
 * hashes a password (65 ms each), and a bench needs 10,000 people.
 */
export function openCast(dataDir: string): Database {
  const path = databasePath(dataDir);
  const db = new Database(path, { create: true });
  db.run('PRAGMA journal_mode = WAL');
  migrate(db, path, MIGRATIONS);
  db.run('PRAGMA synchronous = OFF');
  return db;
}

/** Adds people 0…count-1, each with one session. */
export function addPeople(db: Database, count: number, now = Date.now()): void {
  const user = db.prepare(
    `INSERT INTO users (id, username, username_key, display_name, name_key, about, credential_kind, credential_hash,
      role, created_at) VALUES (?1, ?2, ?2, ?3, ?3, '', 'password', '', 'member', ?4)`,
  );
  const session = db.prepare(
    `INSERT INTO sessions (id, user_id, refresh_hash, device_name, user_agent, created_at, last_seen_at, expires_at)
      VALUES (?1, ?2, ?1, 'bench', '', ?3, ?3, ?4)`,
  );
  db.transaction(() => {
    for (let n = 0; n < count; n++) {
      user.run(userId(n), `bench${n}`, `شخص ${n}`, now);
      session.run(sessionId(n), userId(n), now, now + 3650 * DAY);
    }
  })();
}

export type ChatSeed = { id: string; people: [string, string]; lastSeq: number; lastAt: number };

/** Adds direct chats that both members have seen. */
export function addChats(db: Database, chats: Iterable<ChatSeed>): void {
  const chat = db.prepare(
    `INSERT INTO chats (id, kind, direct_key, last_seq, last_rev, receipt_rev, last_at, created_by, created_at)
      VALUES (?1, 'direct', ?2, ?3, ?3, 0, ?4, ?5, ?4)`,
  );
  const member = db.prepare(
    `INSERT INTO members (chat_id, user_id, role, delivered_seq, read_seq, joined_seq, member_rev)
      VALUES (?1, ?2, 'member', ?3, ?3, 0, 1)`,
  );
  db.transaction(() => {
    for (const { id, people, lastSeq, lastAt } of chats) {
      chat.run(id, people.toSorted().join(':'), lastSeq, lastAt, people[0]);
      for (const person of people) member.run(id, person, lastSeq);
    }
  })();
}

/** Adds a group of people 0…count-1; the first one is its owner. */
export function addGroup(db: Database, id: string, count: number, now = Date.now()): void {
  db.run(
    `INSERT INTO chats (id, kind, title, last_seq, last_rev, receipt_rev, last_at, created_by, created_at)
      VALUES (?1, 'group', 'گروه', 0, 0, 0, ?2, ?3, ?2)`,
    [id, now, userId(0)],
  );
  const member = db.prepare(
    `INSERT INTO members (chat_id, user_id, role, delivered_seq, read_seq, joined_seq, member_rev)
      VALUES (?1, ?2, ?3, 0, 0, 0, 1)`,
  );
  db.transaction(() => {
    for (let n = 0; n < count; n++) member.run(id, userId(n), n === 0 ? 'owner' : 'member');
  })();
}

/** Signs a token as the server does (JWT, HS256: RFC 7519, RFC 7518 §3.2) for the session of person `n`. */
export function tokenOf(n: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor((Date.now() + DAY) / 1000);
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: userId(n), sid: sessionId(n), exp })}`;
  return `${signed}.${createHmac('sha256', SECRET_ENV.JWT_SECRET).update(signed).digest('base64url')}`;
}

/** Makes `count` pairs with an empty direct chat each, in a new data directory. */
export function castPairs(dataDir: string, count: number): PairSpec[] {
  const db = openCast(dataDir);
  const indexes = Array.from({ length: count }, (_, n) => n);
  addPeople(db, count * 2);
  addChats(
    db,
    indexes.map((n) => ({
      id: chatId(n),
      people: [userId(2 * n), userId(2 * n + 1)] as [string, string],
      lastSeq: 0,
      lastAt: Date.now(),
    })),
  );
  db.close();
  return indexes.map((n) => ({
    chatId: chatId(n),
    peerId: userId(2 * n + 1),
    tokens: [tokenOf(2 * n), tokenOf(2 * n + 1)],
  }));
}

/** Makes the same people for the floor, whose tokens are `<chatId>.<userId>`. */
export function floorPairs(count: number): PairSpec[] {
  return Array.from({ length: count }, (_, n) => ({
    chatId: chatId(n),
    peerId: userId(2 * n + 1),
    tokens: [`${chatId(n)}.${userId(2 * n)}`, `${chatId(n)}.${userId(2 * n + 1)}`],
  }));
}

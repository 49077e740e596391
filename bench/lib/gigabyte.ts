import type { Database } from 'bun:sqlite';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addChats, addPeople, chatId, openCast, tokenOf, userId } from './cast.ts';
import type { PairSpec } from './pair.ts';
import { messageMaker } from './words.ts';

const PAIRS = 200;
const MESSAGES = 1_400_000;
const FILES = 500;
const FILE_BYTES = 1_000_000;

/**
 * Makes about a gigabyte: 1.4 million messages in 200 chats, and 500 files that do not compress. Returns the pairs.
 */
export function makeGigabyte(dataDir: string): PairSpec[] {
  const db = openCast(dataDir);
  addPeople(db, PAIRS * 2);
  const now = Date.now();
  const pairs = Array.from(
    { length: PAIRS },
    (_, n): PairSpec => ({
      chatId: chatId(n),
      peerId: userId(2 * n + 1),
      tokens: [tokenOf(2 * n), tokenOf(2 * n + 1)],
    }),
  );
  addChats(
    db,
    pairs.map(({ chatId: id }, n) => ({
      id,
      people: [userId(2 * n), userId(2 * n + 1)] as [string, string],
      lastSeq: MESSAGES / PAIRS,
      lastAt: now,
    })),
  );
  addMessages(db, now);
  addFiles(db, dataDir, now);
  db.run('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  return pairs;
}

function addMessages(db: Database, now: number): void {
  const make = messageMaker(1);
  const insert = db.prepare(
    `insert into messages (id, chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev)
      values (?1, ?2, ?3, ?4, ?5, 'text', ?6, 0, ?7, 0)`,
  );
  const body = () => `${make()} ${make()} ${make()}`;
  db.transaction(() => {
    for (let n = 0; n < MESSAGES; n++) {
      const pair = n % PAIRS;
      const seq = Math.floor(n / PAIRS) + 1;
      const time = now - MESSAGES + n;
      insert.run(
        n + 1,
        chatId(pair),
        seq,
        userId(2 * pair),
        Bun.randomUUIDv7('hex', time),
        body(),
        time,
      );
    }
    // Another bench measures the index; catching up would distort this one.
    db.run(`insert into settings (key, value) values ('search.indexed', '${MESSAGES}')`);
  })();
}

function addFiles(db: Database, dataDir: string, now: number): void {
  const insert = db.prepare(`insert into files values (?, ?, ?, ?, 'image/png', 'a.png', ?)`);
  const bytes = crypto.getRandomValues(new Uint8Array(65_536));
  db.transaction(() => {
    for (let n = 0; n < FILES; n++) {
      const content = Buffer.alloc(FILE_BYTES, bytes);
      for (let at = 0; at < FILE_BYTES; at += 60_000) {
        crypto.getRandomValues(content.subarray(at, Math.min(at + 60_000, FILE_BYTES)));
      }
      const sha256 = new Bun.CryptoHasher('sha256').update(content).digest('hex');
      const path = join(dataDir, 'files', sha256.slice(0, 2), sha256);
      mkdirSync(dirname(path), { recursive: true });
      const file = openSync(path, 'w');
      writeSync(file, content);
      closeSync(file);
      insert.run(`f${String(n).padStart(10, '0')}`, userId(0), sha256, FILE_BYTES, now);
    }
  })();
}

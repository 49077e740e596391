import { createHash } from 'node:crypto';
import { randomFrom } from '../../scripts/random.ts';
import { addChats, addPeople, chatId, openCast, userId } from './cast.ts';
import { messageMaker } from './words.ts';

export const LONG_CHAT = { id: chatId(0), person: 0, messages: 100_000 };
/**
 * With this secret a bench opens the person's session in a browser, as the cookie `payambar-refresh`. Loopback only.
 */
export const REFRESH = 'bench-only-refresh-secret-of-forty-chars';
const SEED = 3;
const EVERY_MS = 4 * 60_000;

/**
 * Writes a direct chat, of 100,000 messages (about nine months at one every four minutes) unless told otherwise, all read, one in ten a
 * reply to one shortly before it. The rows go past the server, whose indexing goes on while it runs.
 */
export function writeLongChat(dataDir: string, messages = LONG_CHAT.messages): void {
  const db = openCast(dataDir);
  const text = messageMaker(SEED);
  const random = randomFrom(SEED);
  const people: [string, string] = [userId(LONG_CHAT.person), userId(1)];
  const began = Date.now() - messages * EVERY_MS;
  addPeople(db, 2);
  const hash = createHash('sha256').update(REFRESH).digest('base64url');
  db.run('UPDATE sessions SET refresh_hash = ? WHERE user_id = ?', [hash, people[0]]);
  db.run('PRAGMA foreign_keys = OFF');
  const insert = db.prepare(
    `INSERT INTO messages (chat_id, seq, sender_id, client_id, kind, body, sealed, reply_to, created_at, rev)
      VALUES (?, ?, ?, ?, 'text', ?, 0, ?, ?, 0)`,
  );
  db.transaction(() => {
    for (let seq = 1; seq <= messages; seq++) {
      const at = began + seq * EVERY_MS;
      const replyTo = seq > 50 && random() < 0.1 ? seq - 1 - Math.floor(random() * 40) : null;
      const sender = people[random() < 0.5 ? 0 : 1];
      insert.run(LONG_CHAT.id, seq, sender, Bun.randomUUIDv7('hex', at), text(), replyTo, at);
    }
  })();
  const lastAt = began + messages * EVERY_MS;
  addChats(db, [{ id: LONG_CHAT.id, people, lastSeq: messages, lastAt }]);
  db.run('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

import { Database } from 'bun:sqlite';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export type StoredMessage = {
  chatId: string;
  seq: number;
  senderId: string;
  clientId: string;
  text: string;
};
export type StoredChat = { id: string; lastSeq: number; lastRev: number; messages: number };
export type StoredMark = { chatId: string; userId: string; delivered: number; read: number };

/** The data file of a server that has stopped, read without its code: the test must not trust what it tests. */
export class Stored {
  private readonly db: Database;

  constructor(dataDir: string) {
    const file = readdirSync(dataDir).find((name) => name.endsWith('.db'));
    this.db = new Database(join(dataDir, file ?? 'payambar.db'), { readwrite: true });
  }

  close(): void {
    this.db.close();
  }

  messages(): StoredMessage[] {
    return this.db
      .query<StoredMessage, []>(
        `SELECT chat_id AS chatId, seq, sender_id AS senderId, client_id AS clientId, body AS text
          FROM messages ORDER BY chat_id, seq`,
      )
      .all();
  }

  chats(): StoredChat[] {
    return this.db
      .query<StoredChat, []>(
        `SELECT id, last_seq AS lastSeq, last_rev AS lastRev,
          (SELECT count(*) FROM messages WHERE chat_id = chats.id) AS messages FROM chats`,
      )
      .all();
  }

  marks(): StoredMark[] {
    return this.db
      .query<StoredMark, []>(
        `SELECT chat_id AS chatId, user_id AS userId, delivered_seq AS delivered, read_seq AS read FROM members`,
      )
      .all();
  }

  /** Returns what SQLite itself finds wrong; `['ok']` when nothing is. The last check is FTS5's own, which throws. */
  faults(): string[] {
    const found = this.db.query<{ integrity_check: string }, []>('PRAGMA integrity_check').all();
    const orphans = this.db.query('PRAGMA foreign_key_check').all();
    this.db.run(`INSERT INTO message_search (message_search) VALUES ('integrity-check')`);
    return [
      ...found.map((row) => row.integrity_check),
      ...orphans.map((row) => JSON.stringify(row)),
    ];
  }
}

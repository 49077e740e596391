import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * The search index of SQLite, a virtual table of FTS5: it is declared so that statements can refer to it, and made by a migration
 * that is written by hand. `rowid`: the message's id. `command`: what the index is asked to do instead of an insert; as
 * a whole the column stands for all columns in a match.
 */
export const messageSearch = sqliteTable('message_search', {
  rowid: integer('rowid').primaryKey(),
  words: text('words'),
  command: text('message_search'),
});

/** PostgreSQL's search index as statements know it; `schema-postgres.ts` makes it. `words`: a tsvector. */
export const messageWords = sqliteTable('message_search', {
  id: integer('id').notNull(),
  chatId: text('chat_id').notNull(),
  words: text('words').notNull(),
});

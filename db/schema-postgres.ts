import { bigint, customType, index, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { POSTGRES, textByBytes } from './engine/columns-postgres.ts';
import { makeTables } from './schema.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** The search index in PostgreSQL: a message's words, as SQLite's index has them. No positions: no phrase is asked for. */
export const postgresSearch = pgTable(
  'message_search',
  {
    id: bigint('id', { mode: 'number' }).notNull(),
    chatId: textByBytes('chat_id').notNull(),
    words: tsvector('words').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.chatId] }),
    index('message_search_words').using('gin', t.words),
  ],
);

/** PostgreSQL's tables. The types are SQLite's for all but the search index, which statements know by `schema-search.ts`. */
export const postgresTables = makeTables(POSTGRES);
/** Each by its name: drizzle-kit reads what this file exports. */
export const { users, sessions, chats, members, messages, settings } = postgresTables;
export const { reactions, hidden, mentions, receiptLog, blocks, groupInvites, joinRequests } =
  postgresTables;
export const { invites, oneTimeLinks, audit, files, messageFiles, oldFiles } = postgresTables;
export const { uploads, thumbs, storage, imported, jobs } = postgresTables;
export const { pushSubscriptions, notificationSettings, pushJobs, pushRetries } = postgresTables;
export const { calls, callPeople, callDevices } = postgresTables;

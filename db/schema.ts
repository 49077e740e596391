import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';

const SQLITE = { table: sqliteTable, text, integer };

/**
 * The tables, from one factory called with an engine's columns: SQLite's now, whose types are the types. The SQL of
 * `migrations/` is the truth (STRICT, FTS5); a test compares the two. Property names are the columns' in camelCase.
 */
function makeTables({ table, text, integer }: typeof SQLITE) {
  const users = table('users', {
    id: text('id').primaryKey(),
    username: text('username').notNull(),
    usernameKey: text('username_key').notNull().unique(),
    displayName: text('display_name').notNull(),
    nameKey: text('name_key').notNull(),
    about: text('about').notNull(),
    credentialKind: text('credential_kind').$type<CredentialKind>().notNull(),
    credentialHash: text('credential_hash').notNull(),
    role: text('role').notNull(),
    createdAt: integer('created_at').notNull(),
    deletedAt: integer('deleted_at'),
  });

  const sessions = table(
    'sessions',
    {
      id: text('id').primaryKey(),
      userId: text('user_id').notNull(),
      refreshHash: text('refresh_hash').notNull().unique(),
      deviceName: text('device_name').notNull(),
      userAgent: text('user_agent').notNull(),
      ip: text('ip'),
      createdAt: integer('created_at').notNull(),
      lastSeenAt: integer('last_seen_at').notNull(),
      expiresAt: integer('expires_at').notNull(),
      revokedAt: integer('revoked_at'),
    },
    (t) => [index('sessions_user').on(t.userId)],
  );

  const chats = table('chats', {
    id: text('id').primaryKey(),
    kind: text('kind').$type<ChatKind>().notNull(),
    directKey: text('direct_key').unique(),
    title: text('title'),
    lastSeq: integer('last_seq').notNull(),
    lastRev: integer('last_rev').notNull(),
    marks: integer('marks').notNull(),
    lastAt: integer('last_at').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
  });

  const members = table(
    'members',
    {
      chatId: text('chat_id').notNull(),
      userId: text('user_id').notNull(),
      role: text('role').notNull(),
      deliveredSeq: integer('delivered_seq').notNull(),
      readSeq: integer('read_seq').notNull(),
      joinedSeq: integer('joined_seq').notNull(),
      mutedUntil: integer('muted_until'),
      pinnedAt: integer('pinned_at'),
      archivedAt: integer('archived_at'),
      leftAt: integer('left_at'),
      listRev: integer('list_rev').notNull(),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.userId] }), index('members_user').on(t.userId)],
  );

  const messages = table(
    'messages',
    {
      id: integer('id').primaryKey(),
      chatId: text('chat_id').notNull(),
      seq: integer('seq').notNull(),
      senderId: text('sender_id').notNull(),
      clientId: text('client_id').notNull(),
      kind: text('kind').$type<'text'>().notNull(),
      body: text('body').notNull(),
      sealed: integer('sealed').notNull(),
      replyTo: integer('reply_to'),
      forwardedFrom: text('forwarded_from'),
      createdAt: integer('created_at').notNull(),
      editedAt: integer('edited_at'),
      deletedAt: integer('deleted_at'),
      rev: integer('rev').notNull(),
    },
    (t) => [
      uniqueIndex('messages_seq').on(t.chatId, t.seq),
      uniqueIndex('messages_client').on(t.clientId, t.chatId, t.senderId),
      index('messages_rev').on(t.chatId, t.rev).where(sql`rev > 0`),
    ],
  );

  const settings = table('settings', {
    key: text('key').primaryKey(),
    value: text('value').notNull(),
  });

  return { users, sessions, chats, members, messages, settings };
}

/** How a person proves who they are. Another kind will keep the password from the server. */
export type CredentialKind = 'password';
export type ChatKind = 'direct' | 'self' | 'group';

export const tables = makeTables(SQLITE);
export const { users, sessions, chats, members, messages, settings } = tables;

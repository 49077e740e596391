import { isNotNull, isNull } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { MediaKind } from '../protocol/files.ts';
import type { TableParts } from './engine/columns.ts';

/** The tables that rows here belong to. */
type Parents = Record<'users' | 'chats', { id: AnySQLiteColumn }>;

const CASCADE = { onDelete: 'cascade' } as const;

/**
 * Registration, what administrators did, files, and what an import brought: see migrations/0004_house.sql. Work to be done
 * later: 0017_jobs.sql.
 */
export function makeServerTables(parts: TableParts, { users, chats }: Parents) {
  const { table, text, integer, index, primaryKey, rowId, rowKey } = parts;
  const invites = table(
    'invites',
    {
      code: text('code').primaryKey(),
      createdBy: text('created_by').references(() => users.id),
      label: text('label').notNull(),
      createdAt: integer('created_at').notNull(),
      expiresAt: integer('expires_at'),
      usesLeft: integer('uses_left'),
      uses: integer('uses').notNull(),
      revokedAt: integer('revoked_at'),
      groupCode: text('group_code'),
    },
    (t) => [
      index('invites_by').on(t.createdBy),
      index('invites_group').on(t.groupCode).where(isNotNull(t.groupCode)),
    ],
  );
  const oneTimeLinks = table('one_time_links', {
    hash: text('hash').primaryKey(),
    kind: text('kind').$type<'admin' | 'password'>().notNull(),
    userId: text('user_id').references(() => users.id, CASCADE),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  });
  const audit = table(
    'audit',
    {
      id: rowId('id'),
      at: integer('at').notNull(),
      actorId: text('actor_id').references(() => users.id),
      action: text('action').notNull(),
      target: text('target'),
      details: text('details').notNull(),
    },
    (t) => rowKey(t.id),
  );
  const files = table(
    'files',
    {
      id: text('id').primaryKey(),
      ownerId: text('owner_id')
        .notNull()
        .references(() => users.id),
      sha256: text('sha256').notNull(),
      size: integer('size').notNull(),
      mime: text('mime').notNull(),
      name: text('name').notNull(),
      createdAt: integer('created_at').notNull(),
      width: integer('width'),
      height: integer('height'),
      cipher: text('cipher'),
      avatar: integer('avatar').notNull().default(0),
    },
    (t) => [index('files_sha256').on(t.sha256), index('files_owner').on(t.ownerId)],
  );
  const uploads = table(
    'uploads',
    {
      id: text('id').primaryKey(),
      ownerId: text('owner_id')
        .notNull()
        .references(() => users.id),
      name: text('name').notNull(),
      claimed: text('claimed').notNull(),
      length: integer('length').notNull(),
      createdAt: integer('created_at').notNull(),
    },
    (t) => [index('uploads_owner').on(t.ownerId, t.length)],
  );
  const thumbs = table(
    'thumbs',
    {
      fileId: text('file_id').primaryKey(),
      sha256: text('sha256').notNull(),
      size: integer('size').notNull(),
      mime: text('mime').notNull(),
    },
    (t) => [index('thumbs_sha256').on(t.sha256)],
  );
  const storage = table(
    'storage',
    {
      ownerId: text('owner_id')
        .primaryKey()
        .references(() => users.id),
      bytes: integer('bytes').notNull(),
    },
    (t) => [index('storage_bytes').on(t.bytes)],
  );
  const messageFiles = table(
    'message_files',
    {
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      seq: integer('seq').notNull(),
      position: integer('position').notNull(),
      fileId: text('file_id')
        .notNull()
        .references(() => files.id),
      kind: text('kind').$type<MediaKind>().notNull().default('file'),
    },
    (t) => [
      primaryKey({ columns: [t.chatId, t.seq, t.position] }),
      index('message_files_file').on(t.fileId),
      index('message_files_kind').on(t.chatId, t.kind, t.seq),
    ],
  );
  const oldFiles = table('old_files', {
    name: text('name').primaryKey(),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id, CASCADE),
  });
  const imported = table(
    'imported',
    {
      source: text('source').notNull(),
      kind: text('kind').notNull(),
      oldId: text('old_id').notNull(),
      newId: text('new_id').notNull(),
    },
    (t) => [primaryKey({ columns: [t.source, t.kind, t.oldId] })],
  );
  const jobs = table(
    'jobs',
    {
      kind: text('kind').notNull(),
      key: text('key').notNull(),
      body: text('body').notNull(),
      orderedAt: integer('ordered_at').notNull(),
      dueAt: integer('due_at').notNull(),
      tries: integer('tries').notNull().default(0),
      error: text('error'),
      deadAt: integer('dead_at'),
      owner: text('owner').notNull().default(''),
      claim: integer('claim').notNull().default(0),
    },
    (t) => [
      primaryKey({ columns: [t.kind, t.key] }),
      index('jobs_due').on(t.dueAt).where(isNull(t.deadAt)),
    ],
  );
  return {
    invites,
    oneTimeLinks,
    audit,
    files,
    uploads,
    thumbs,
    storage,
    messageFiles,
    oldFiles,
    imported,
    jobs,
  };
}

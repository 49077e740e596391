import { sql } from 'drizzle-orm';
import {
  index,
  primaryKey,
  type integer as sqliteInteger,
  type sqliteTable,
  type text as sqliteText,
} from 'drizzle-orm/sqlite-core';

type Engine = {
  table: typeof sqliteTable;
  text: typeof sqliteText;
  integer: typeof sqliteInteger;
};

/** Registration, what administrators did, files, and what an import brought: see migrations/0004_house.sql. */
export function makeServerTables({ table, text, integer }: Engine) {
  const invites = table(
    'invites',
    {
      code: text('code').primaryKey(),
      createdBy: text('created_by'),
      note: text('note').notNull(),
      createdAt: integer('created_at').notNull(),
      expiresAt: integer('expires_at'),
      usesLeft: integer('uses_left'),
      uses: integer('uses').notNull(),
      revokedAt: integer('revoked_at'),
      groupCode: text('group_code'),
    },
    (t) => [
      index('invites_by').on(t.createdBy),
      index('invites_group').on(t.groupCode).where(sql`group_code is not null`),
    ],
  );
  const oneTimeLinks = table('one_time_links', {
    hash: text('hash').primaryKey(),
    kind: text('kind').$type<'admin' | 'password'>().notNull(),
    userId: text('user_id'),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  });
  const audit = table('audit', {
    id: integer('id').primaryKey(),
    at: integer('at').notNull(),
    actorId: text('actor_id'),
    act: text('act').notNull(),
    target: text('target'),
    details: text('details').notNull(),
  });
  const files = table(
    'files',
    {
      id: text('id').primaryKey(),
      ownerId: text('owner_id').notNull(),
      sha256: text('sha256').notNull(),
      size: integer('size').notNull(),
      mime: text('mime').notNull(),
      name: text('name').notNull(),
      createdAt: integer('created_at').notNull(),
    },
    (t) => [index('files_sha256').on(t.sha256)],
  );
  const messageFiles = table(
    'message_files',
    {
      chatId: text('chat_id').notNull(),
      seq: integer('seq').notNull(),
      position: integer('position').notNull(),
      fileId: text('file_id').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.chatId, t.seq, t.position] }),
      index('message_files_file').on(t.fileId),
    ],
  );
  const oldFiles = table('old_files', {
    name: text('name').primaryKey(),
    fileId: text('file_id').notNull(),
  });
  const pushSubscriptions = table(
    'push_subscriptions',
    {
      endpoint: text('endpoint').primaryKey(),
      userId: text('user_id').notNull(),
      p256dh: text('p256dh').notNull(),
      auth: text('auth').notNull(),
      userAgent: text('user_agent').notNull(),
      createdAt: integer('created_at').notNull(),
    },
    (t) => [index('push_subscriptions_user').on(t.userId)],
  );
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
  return {
    invites,
    oneTimeLinks,
    audit,
    files,
    messageFiles,
    oldFiles,
    pushSubscriptions,
    imported,
  };
}

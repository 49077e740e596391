import { isNotNull, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { ChatKind } from '../protocol/chats.ts';
import type { WhoSees, WhoWrites } from '../protocol/users.ts';
import { SQLITE, type TableParts } from './engine/columns.ts';
import { holds } from './engine/dialect.ts';
import { makeCallTables } from './schema-calls.ts';
import { makePushTables } from './schema-push.ts';
import { makeServerTables } from './schema-server.ts';

const CASCADE = { onDelete: 'cascade' } as const;

/** Within a string JSON has `\"` for `"`. */
const LINK = '"type":"link"';
/** Whether the entities of a message have a link, as its index says it. */
export const holdsLink = (entities: AnySQLiteColumn): SQL => holds(entities, LINK);

/**
 * The tables, from one factory that is called with an engine's parts; the types are SQLite's. The SQL of `migrations/` and
 * `migrations-postgres/` is the truth (STRICT, FTS5); tests compare the two. Property names are the columns' in camelCase.
 */
export function makeTables(parts: TableParts) {
  const { table, text, integer, index, uniqueIndex, primaryKey, rowId, rowKey } = parts;
  const users = table(
    'users',
    {
      id: text('id').primaryKey(),
      username: text('username').notNull(),
      usernameKey: text('username_key').notNull().unique(),
      displayName: text('display_name').notNull(),
      nameKey: text('name_key').notNull(),
      about: text('about').notNull(),
      credentialKind: text('credential_kind').$type<CredentialKind>().notNull(),
      credentialHash: text('credential_hash').notNull(),
      role: text('role').$type<'user' | 'admin'>().notNull(),
      createdAt: integer('created_at').notNull(),
      deletedAt: integer('deleted_at'),
      whoWrites: text('who_writes').$type<WhoWrites>().notNull().default('everyone'),
      lastSeen: text('last_seen').$type<WhoSees>().notNull().default('everyone'),
      disabledAt: integer('disabled_at'),
      invitedBy: text('invited_by').references((): AnySQLiteColumn => users.id),
      inviteQuota: integer('invite_quota'),
      avatarFile: text('avatar_file'),
      sortKey: text('sort_key'),
    },
    (t) => [
      index('users_invited_by').on(t.invitedBy).where(isNotNull(t.invitedBy)),
      index('users_avatar').on(t.avatarFile).where(isNotNull(t.avatarFile)),
    ],
  );

  const sessions = table(
    'sessions',
    {
      id: text('id').primaryKey(),
      userId: text('user_id')
        .notNull()
        .references(() => users.id, CASCADE),
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

  const chats = table(
    'chats',
    {
      id: text('id').primaryKey(),
      kind: text('kind').$type<ChatKind>().notNull(),
      directKey: text('direct_key').unique(),
      title: text('title'),
      lastSeq: integer('last_seq').notNull(),
      lastRev: integer('last_rev').notNull(),
      receiptRev: integer('receipt_rev').notNull(),
      lastAt: integer('last_at').notNull(),
      createdBy: text('created_by')
        .notNull()
        .references(() => users.id),
      createdAt: integer('created_at').notNull(),
      about: text('about').notNull().default(''),
      rights: integer('rights').notNull().default(15),
      clientId: text('client_id'),
      avatarFile: text('avatar_file'),
    },
    (t) => [
      index('chats_avatar').on(t.avatarFile).where(isNotNull(t.avatarFile)),
      uniqueIndex('chats_client').on(t.clientId, t.createdBy).where(isNotNull(t.clientId)),
      index('chats_created_by').on(t.createdBy),
    ],
  );

  const members = table(
    'members',
    {
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      userId: text('user_id')
        .notNull()
        .references(() => users.id),
      role: text('role').$type<'owner' | 'admin' | 'member'>().notNull(),
      deliveredSeq: integer('delivered_seq').notNull(),
      readSeq: integer('read_seq').notNull(),
      joinedSeq: integer('joined_seq').notNull(),
      mutedUntil: integer('muted_until'),
      pinnedAt: integer('pinned_at'),
      archivedAt: integer('archived_at'),
      leftAt: integer('left_at'),
      memberRev: integer('member_rev').notNull(),
      clearedSeq: integer('cleared_seq').notNull().default(0),
      unreadMark: integer('unread_mark').notNull().default(0),
      draft: text('draft'),
      request: integer('request').notNull().default(0),
      removedSeq: integer('removed_seq'),
      expelledAt: integer('expelled_at'),
      added: integer('added').notNull().default(0),
      played: text('played'),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.userId] }), index('members_user').on(t.userId)],
  );

  const messages = table(
    'messages',
    {
      id: rowId('id'),
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id),
      seq: integer('seq').notNull(),
      senderId: text('sender_id')
        .notNull()
        .references(() => users.id),
      clientId: text('client_id').notNull(),
      kind: text('kind').$type<'text' | 'system' | 'call'>().notNull(),
      body: text('body').notNull(),
      sealed: integer('sealed').notNull(),
      replyTo: integer('reply_to'),
      forwardedFrom: text('forwarded_from'),
      createdAt: integer('created_at').notNull(),
      editedAt: integer('edited_at'),
      deletedAt: integer('deleted_at'),
      rev: integer('rev').notNull(),
      entities: text('entities'),
      system: text('system'),
      forwardedAt: integer('forwarded_at'),
      forwardedName: text('forwarded_name'),
      pinnedAt: integer('pinned_at'),
      reactions: text('reactions'),
      files: text('files'),
      call: text('call'),
      played: integer('played'),
    },
    (t) => [
      ...rowKey(t.id, t.chatId),
      uniqueIndex('messages_seq').on(t.chatId, t.seq),
      uniqueIndex('messages_client').on(t.clientId, t.chatId, t.senderId),
      index('messages_rev').on(t.chatId, t.rev).where(sql`${t.rev} > 0`),
      index('messages_pinned').on(t.chatId, t.pinnedAt).where(isNotNull(t.pinnedAt)),
      index('messages_links').on(t.chatId, t.seq).where(parts.holds(t.entities, LINK)),
    ],
  );

  const reactions = table(
    'reactions',
    {
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      seq: integer('seq').notNull(),
      userId: text('user_id')
        .notNull()
        .references(() => users.id),
      emoji: text('emoji').notNull(),
      createdAt: integer('created_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.seq, t.userId, t.emoji] })],
  );

  const hidden = table(
    'hidden',
    {
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      userId: text('user_id')
        .notNull()
        .references(() => users.id),
      seq: integer('seq').notNull(),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.userId, t.seq] })],
  );

  const mentions = table(
    'mentions',
    {
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      userId: text('user_id')
        .notNull()
        .references(() => users.id),
      seq: integer('seq').notNull(),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.userId, t.seq] })],
  );

  const receiptLog = table(
    'receipt_log',
    {
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      userId: text('user_id')
        .notNull()
        .references(() => users.id),
      kind: integer('kind').notNull(),
      seq: integer('seq').notNull(),
      at: integer('at').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.chatId, t.userId, t.kind, t.seq] }),
      index('receipt_log_at').on(t.at),
    ],
  );

  const blocks = table(
    'blocks',
    {
      userId: text('user_id')
        .notNull()
        .references(() => users.id, CASCADE),
      blockedId: text('blocked_id')
        .notNull()
        .references(() => users.id, CASCADE),
      createdAt: integer('created_at').notNull(),
      deliveredSeq: integer('delivered_seq').notNull().default(0),
      readSeq: integer('read_seq').notNull().default(0),
    },
    (t) => [
      primaryKey({ columns: [t.userId, t.blockedId] }),
      index('blocks_blocked').on(t.blockedId),
    ],
  );

  const groupInvites = table(
    'group_invites',
    {
      code: text('code').primaryKey(),
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      createdBy: text('created_by')
        .notNull()
        .references(() => users.id),
      createdAt: integer('created_at').notNull(),
      expiresAt: integer('expires_at'),
      usesLeft: integer('uses_left'),
      uses: integer('uses').notNull(),
      approval: integer('approval').notNull(),
      revokedAt: integer('revoked_at'),
    },
    (t) => [index('group_invites_chat').on(t.chatId)],
  );

  const joinRequests = table(
    'join_requests',
    {
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      userId: text('user_id')
        .notNull()
        .references(() => users.id),
      code: text('code').notNull(),
      createdAt: integer('created_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.userId] })],
  );

  const settings = table('settings', {
    key: text('key').primaryKey(),
    value: text('value').notNull(),
  });

  const own = { reactions, hidden, mentions, receiptLog, blocks };
  return {
    users,
    sessions,
    chats,
    members,
    messages,
    settings,
    ...own,
    groupInvites,
    joinRequests,
    ...makeServerTables(parts, { users, chats }),
    ...makePushTables(parts, { users, sessions, chats }),
    ...makeCallTables(parts, { users, sessions, chats }),
  };
}

/** How a person proves who they are. Another kind will keep the password from the server. */
export type CredentialKind = 'password';

export const tables = makeTables(SQLITE);
/** Each by its name: drizzle-kit reads what this file exports, and statements refer to them. */
export const { users, sessions, chats, members, messages, settings } = tables;
export const { reactions, hidden, mentions, receiptLog, blocks, groupInvites, joinRequests } =
  tables;
export const { invites, oneTimeLinks, audit, files, messageFiles, oldFiles } = tables;
export const { uploads, thumbs, storage, imported, jobs } = tables;
export const { pushSubscriptions, notificationSettings, pushJobs, pushRetries } = tables;
export const { calls, callPeople, callDevices } = tables;

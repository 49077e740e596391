import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { ChatKind } from '../protocol/chats.ts';
import type { WhoSees, WhoWrites } from '../protocol/users.ts';
import { makeServerTables } from './schema-server.ts';

const SQLITE = { table: sqliteTable, text, integer };

/**
 * The tables, from one factory called with an engine's columns: SQLite's now, whose types are the types. The SQL of
 * `migrations/` is the truth (STRICT, FTS5); a test compares the two. Property names are the columns' in camelCase.
 */
function makeTables({ table, text, integer }: typeof SQLITE) {
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
      role: text('role').notNull(),
      createdAt: integer('created_at').notNull(),
      deletedAt: integer('deleted_at'),
      whoWrites: text('who_writes').$type<WhoWrites>().notNull().default('everyone'),
      lastSeen: text('last_seen').$type<WhoSees>().notNull().default('everyone'),
      disabledAt: integer('disabled_at'),
      invitedBy: text('invited_by'),
      inviteQuota: integer('invite_quota'),
      avatarFile: text('avatar_file'),
      sortKey: text('sort_key'),
    },
    (t) => [index('users_invited_by').on(t.invitedBy).where(sql`invited_by is not null`)],
  );

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

  const chats = table(
    'chats',
    {
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
      about: text('about').notNull().default(''),
      rights: integer('rights').notNull().default(15),
      clientId: text('client_id'),
    },
    (t) => [
      uniqueIndex('chats_client').on(t.clientId, t.createdBy).where(sql`client_id is not null`),
      index('chats_created_by').on(t.createdBy),
    ],
  );

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
      clearedSeq: integer('cleared_seq').notNull().default(0),
      unreadMark: integer('unread_mark').notNull().default(0),
      draft: text('draft'),
      request: integer('request').notNull().default(0),
      removedSeq: integer('removed_seq'),
      expelledAt: integer('expelled_at'),
      added: integer('added').notNull().default(0),
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
      kind: text('kind').$type<'text' | 'note' | 'call'>().notNull(),
      body: text('body').notNull(),
      sealed: integer('sealed').notNull(),
      replyTo: integer('reply_to'),
      forwardedFrom: text('forwarded_from'),
      createdAt: integer('created_at').notNull(),
      editedAt: integer('edited_at'),
      deletedAt: integer('deleted_at'),
      rev: integer('rev').notNull(),
      entities: text('entities'),
      note: text('note'),
      forwardedAt: integer('forwarded_at'),
      forwardedName: text('forwarded_name'),
      pinnedAt: integer('pinned_at'),
      reactions: text('reactions'),
      files: text('files'),
      call: text('call'),
    },
    (t) => [
      uniqueIndex('messages_seq').on(t.chatId, t.seq),
      uniqueIndex('messages_client').on(t.clientId, t.chatId, t.senderId),
      index('messages_rev').on(t.chatId, t.rev).where(sql`rev > 0`),
      index('messages_pinned').on(t.chatId, t.pinnedAt).where(sql`pinned_at is not null`),
    ],
  );

  const reactions = table(
    'reactions',
    {
      chatId: text('chat_id').notNull(),
      seq: integer('seq').notNull(),
      userId: text('user_id').notNull(),
      emoji: text('emoji').notNull(),
      createdAt: integer('created_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.seq, t.userId, t.emoji] })],
  );

  const hidden = table(
    'hidden',
    {
      chatId: text('chat_id').notNull(),
      userId: text('user_id').notNull(),
      seq: integer('seq').notNull(),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.userId, t.seq] })],
  );

  const mentions = table(
    'mentions',
    {
      chatId: text('chat_id').notNull(),
      userId: text('user_id').notNull(),
      seq: integer('seq').notNull(),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.userId, t.seq] })],
  );

  const markLog = table(
    'mark_log',
    {
      chatId: text('chat_id').notNull(),
      userId: text('user_id').notNull(),
      kind: integer('kind').notNull(),
      seq: integer('seq').notNull(),
      at: integer('at').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.chatId, t.userId, t.kind, t.seq] }),
      index('mark_log_at').on(t.at),
    ],
  );

  const blocks = table(
    'blocks',
    {
      userId: text('user_id').notNull(),
      blockedId: text('blocked_id').notNull(),
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
      chatId: text('chat_id').notNull(),
      createdBy: text('created_by').notNull(),
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
      chatId: text('chat_id').notNull(),
      userId: text('user_id').notNull(),
      code: text('code').notNull(),
      createdAt: integer('created_at').notNull(),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.userId] })],
  );

  const settings = table('settings', {
    key: text('key').primaryKey(),
    value: text('value').notNull(),
  });

  const own = { reactions, hidden, mentions, markLog, blocks };
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
    ...makeServerTables(SQLITE),
  };
}

/** How a person proves who they are. Another kind will keep the password from the server. */
export type CredentialKind = 'password';

export const tables = makeTables(SQLITE);
export const { users, sessions, chats, members, messages, settings } = tables;

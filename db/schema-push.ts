import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { GroupNotifications, NotificationContent, PushLanguage } from '../protocol/push.ts';
import type { TableParts } from './engine/columns.ts';

/** The tables that rows here belong to. */
type Parents = Record<'users' | 'sessions' | 'chats', { id: AnySQLiteColumn }>;

const CASCADE = { onDelete: 'cascade' } as const;

/** What notifies people whose page is closed: see migrations/0015_push.sql. */
export function makePushTables(parts: TableParts, { users, sessions, chats }: Parents) {
  const { table, text, integer, index, uniqueIndex, primaryKey } = parts;
  const pushSubscriptions = table(
    'push_subscriptions',
    {
      endpoint: text('endpoint').primaryKey(),
      userId: text('user_id')
        .notNull()
        .references(() => users.id, CASCADE),
      p256dh: text('p256dh').notNull(),
      auth: text('auth').notNull(),
      userAgent: text('user_agent').notNull(),
      createdAt: integer('created_at').notNull(),
      sessionId: text('session_id').references(() => sessions.id, CASCADE),
      language: text('language').$type<PushLanguage>().notNull().default('fa'),
      content: text('content').$type<NotificationContent>().notNull().default('full'),
    },
    (t) => [
      index('push_subscriptions_user').on(t.userId),
      uniqueIndex('push_subscriptions_session').on(t.sessionId),
    ],
  );
  const notificationSettings = table('notification_settings', {
    userId: text('user_id')
      .primaryKey()
      .references(() => users.id, CASCADE),
    people: integer('people').notNull(),
    groups: text('groups').$type<GroupNotifications>().notNull(),
    mentions: integer('mentions').notNull(),
    reactions: integer('reactions').notNull(),
    quietFrom: integer('quiet_from'),
    quietTo: integer('quiet_to'),
    timeZone: text('time_zone'),
  });
  const pushJobs = table(
    'push_jobs',
    {
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      kind: text('kind').$type<PushKind>().notNull(),
      userId: text('user_id').notNull(),
      seq: integer('seq').notNull(),
      dueAt: integer('due_at').notNull(),
      tries: integer('tries').notNull().default(0),
      owner: text('owner').notNull().default(''),
      claim: integer('claim').notNull().default(0),
    },
    (t) => [
      primaryKey({ columns: [t.chatId, t.kind, t.userId] }),
      index('push_jobs_due').on(t.dueAt),
    ],
  );
  const pushRetries = table(
    'push_retries',
    {
      endpoint: text('endpoint')
        .notNull()
        .references(() => pushSubscriptions.endpoint, CASCADE),
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      kind: text('kind').$type<PushKind>().notNull(),
      seq: integer('seq').notNull(),
      since: integer('since').notNull(),
      dueAt: integer('due_at').notNull(),
      tries: integer('tries').notNull().default(0),
      owner: text('owner').notNull().default(''),
      claim: integer('claim').notNull().default(0),
    },
    (t) => [
      primaryKey({ columns: [t.endpoint, t.chatId, t.kind] }),
      index('push_retries_due').on(t.dueAt),
    ],
  );
  return { pushSubscriptions, notificationSettings, pushJobs, pushRetries };
}

/**
 * What a notification is about: new messages of a chat, reactions to one's own message, having been added to a group, a call
 * that rings, and that it rings no more (it was missed, or there is nothing to tell any more).
 */
export type PushKind = 'message' | 'reaction' | 'added' | 'call' | 'missed';

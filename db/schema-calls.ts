import { isNotNull, isNull } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { CallMedia, CallOutcome, CallPersonState } from '../protocol/calls.ts';
import type { TableParts } from './engine/columns.ts';

/** The tables that rows here belong to. */
type Parents = Record<'users' | 'sessions' | 'chats', { id: AnySQLiteColumn }>;

const CASCADE = { onDelete: 'cascade' } as const;

/** Calls that go on, and those of the last day: see migrations/0018_calls.sql. */
export function makeCallTables(parts: TableParts, { users, sessions, chats }: Parents) {
  const { table, text, integer, index, uniqueIndex, primaryKey } = parts;
  const calls = table(
    'calls',
    {
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      id: text('id').notNull(),
      media: text('media').$type<CallMedia>().notNull(),
      startedBy: text('started_by')
        .notNull()
        .references(() => users.id),
      startedAt: integer('started_at').notNull(),
      ringUntil: integer('ring_until').notNull(),
      answeredAt: integer('answered_at'),
      endedAt: integer('ended_at'),
      outcome: text('outcome').$type<CallOutcome>(),
      rev: integer('rev').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.chatId, t.id] }),
      uniqueIndex('calls_live').on(t.chatId).where(isNull(t.endedAt)),
      index('calls_ended').on(t.endedAt).where(isNotNull(t.endedAt)),
    ],
  );
  const callPeople = table(
    'call_people',
    {
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      callId: text('call_id').notNull(),
      userId: text('user_id')
        .notNull()
        .references(() => users.id),
      state: text('state').$type<CallPersonState>().notNull(),
      quiet: integer('quiet').notNull(),
    },
    (t) => [primaryKey({ columns: [t.chatId, t.callId, t.userId] })],
  );
  const callDevices = table(
    'call_devices',
    {
      chatId: text('chat_id')
        .notNull()
        .references(() => chats.id, CASCADE),
      callId: text('call_id').notNull(),
      userId: text('user_id')
        .notNull()
        .references(() => users.id),
      device: text('device').notNull(),
      sessionId: text('session_id')
        .notNull()
        .references(() => sessions.id, CASCADE),
      clientId: text('client_id'),
      joinedAt: integer('joined_at').notNull(),
      leftAt: integer('left_at'),
      muted: integer('muted').notNull(),
      camera: integer('camera').notNull(),
      screen: integer('screen').notNull(),
      aliveUntil: integer('alive_until').notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.chatId, t.callId, t.userId, t.device] }),
      uniqueIndex('call_devices_live').on(t.userId, t.chatId).where(isNull(t.leftAt)),
      index('call_devices_session').on(t.sessionId),
    ],
  );
  return { calls, callPeople, callDevices };
}

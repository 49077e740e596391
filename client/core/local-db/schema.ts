import type { IDBPDatabase } from 'idb';
import type { Chat } from '../../../protocol/chats.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import type { Message } from '../../../protocol/messages.ts';
import type { CursorEntry } from '../../../protocol/sync.ts';
import type { Me, User } from '../../../protocol/users.ts';
import type { Range } from '../ranges.ts';

/**
 * A chat and how much of it the device holds. The chat's own counters are the device's cursor for it. `localRead`: read
 * here, perhaps not yet told to the server. `version` counts the writes of this row: of two copies the higher is newer.
 */
export type ChatRecord = Chat & { ranges: readonly Range[]; localRead: number; version: number };

/** A message that the server has not confirmed. `order` is its place among all of them, whatever the clock says. */
export type OutboxRow = {
  clientId: string;
  chatId: string;
  text: string;
  createdAt: number;
  order: number;
  state: 'queued' | 'failed';
  error: ErrorCode | null;
};

export type DraftRow = { chatId: string; text: string };
export type MetaRow = { key: 'me'; value: Me };

export type Tables = {
  chats: ChatRecord;
  users: User;
  messages: Message;
  outbox: OutboxRow;
  drafts: DraftRow;
  meta: MetaRow;
};
export type TableName = keyof Tables;

export const KEYS: { readonly [T in TableName]: keyof Tables[T] | (keyof Tables[T])[] } = {
  chats: 'id',
  users: 'id',
  messages: ['chatId', 'seq'],
  outbox: 'clientId',
  drafts: 'chatId',
  meta: 'key',
};
export const TABLES = Object.keys(KEYS) as TableName[];

/**
 * APPEND ONLY: a device may come from any version. Entry n brings a database from version n to n + 1; a released entry
 * never changes, not even its names.
 */
export const MIGRATIONS: readonly ((db: IDBPDatabase) => void)[] = [
  (db) => {
    db.createObjectStore('chats', { keyPath: 'id' });
    db.createObjectStore('users', { keyPath: 'id' });
    db.createObjectStore('messages', { keyPath: ['chatId', 'seq'] });
    db.createObjectStore('outbox', { keyPath: 'clientId' });
    db.createObjectStore('drafts', { keyPath: 'chatId' });
    db.createObjectStore('meta', { keyPath: 'key' });
  },
];

export function cursorOf(chat: Chat): CursorEntry {
  return [chat.lastSeq, chat.rev, chat.marks, chat.list];
}

import type { Chat } from '../../../protocol/chats.ts';
import type { Entity } from '../../../protocol/entities.ts';
import type { Message, SendBody } from '../../../protocol/messages.ts';
import type { CursorEntry } from '../../../protocol/sync.ts';
import type { Me, User } from '../../../protocol/users.ts';
import type { Range } from '../ranges.ts';
import type { Unsent } from '../unsent.ts';
import type { OutgoingFile, SendError } from './outgoing-file.ts';
import type { ActionRow } from './pending-action.ts';
import type { RecordingRow } from './recording.ts';

/**
 * A chat and how much of it the device holds. `ranges` counts messages that the person has hidden or cleared as held,
 * since there is nothing to fetch. The chat's own counters are the device's cursor for it. `localRead`: read on this
 * device, perhaps not yet sent to the server. `version` counts the writes of this row: of two copies the higher is
 * newer.
 */
export type ChatRecord = Chat & {
  ranges: readonly Range[];
  localRead: number;
  version: number;
  /** An older version of the app has stored it: the next sync brings it whole. */
  resync?: true;
  /** More has changed than the events said: `chat.get` is due. */
  needsRefresh?: true;
  /** The person is not in it any more. It stays for the unsent texts, and with nothing else. */
  left?: true;
};

/** A message that the server has not confirmed. `order` is its position among all of them, whatever the clock says. */
export type OutboxRow = {
  clientId: string;
  chatId: string;
  text: string;
  createdAt: number;
  order: number;
  state: 'queued' | 'failed';
  error: SendError | null;
  entities?: Entity[];
  /** In their order. The message is sent when the server has all of them. */
  files?: OutgoingFile[];
  /** The person has stopped its uploads: what was written after it does not wait. */
  paused?: true;
  replyTo?: number;
  forward?: SendBody['forward'];
  /** The text of a forward, as far as this device knows it. */
  shown?: Pick<Message, 'text' | 'entities' | 'forward'>;
  /** The text was changed after it may have been sent: what the server has is compared with it. */
  edited?: true;
};

/**
 * A draft that the server does not have yet. Without words and reply it means that the draft is to be removed. `at`:
 * when it was written, by this device's clock.
 */
export type DraftRow = Unsent & { chatId: string; at?: number };
type MetaRow = { key: 'me'; value: Me };

export type Tables = {
  chats: ChatRecord;
  users: User;
  messages: Message;
  outbox: OutboxRow;
  drafts: DraftRow;
  meta: MetaRow;
  actions: ActionRow;
  recordings: RecordingRow;
};
export type LocalTableName = keyof Tables;

export const KEYS: { readonly [T in LocalTableName]: keyof Tables[T] | (keyof Tables[T])[] } = {
  chats: 'id',
  users: 'id',
  messages: ['chatId', 'seq'],
  outbox: 'clientId',
  drafts: 'chatId',
  meta: 'key',
  actions: 'id',
  recordings: 'chatId',
};
export const LOCAL_TABLES = Object.keys(KEYS) as LocalTableName[];

/** In a chat that is to be synced again no message counts as held. */
export function cursorOf(chat: Chat & { resync?: true }): CursorEntry {
  return chat.resync ? [0, 0, 0, 0] : [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev];
}

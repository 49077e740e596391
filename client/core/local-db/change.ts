import type { Message } from '../../../protocol/messages.ts';
import type { Me, User } from '../../../protocol/users.ts';
import type { Taken } from '../taken.ts';
import type { ActionRow } from './pending-action.ts';
import type { ChatRecord, DraftRow, OutboxRow } from './schema.ts';

/** What a transaction has written: applied by every tab to what it shows, after the commit. */
export type LocalChange = {
  chats?: ChatRecord[];
  gone?: string[];
  /** Groups of `gone` that were deleted, or from which the person was removed. */
  taken?: Taken[];
  /** Chats whose messages were dropped: what is left is in `messages`. */
  restarted?: string[];
  users?: User[];
  messages?: Message[];
  outbox?: OutboxRow[];
  /** `clientId`s that have left the outbox: the server has them, or they were taken back. */
  leftOutbox?: string[];
  drafts?: DraftRow[];
  /** Chats whose draft the server has: the server's draft counts from now on. */
  draftsStored?: string[];
  actions?: ActionRow[];
  /** Ids of pending actions that the server has answered. */
  actionsAnswered?: string[];
  me?: Me;
};

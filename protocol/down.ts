import type { Static } from '@sinclair/typebox';
import { ServerClosing, SessionEnded } from './auth.ts';
import { CallChanged, CallSignalled } from './calls.ts';
import { ChatChanged, ChatGone } from './chats.ts';
import { JoinRequested } from './groups.ts';
import { MessageAdded, MessageChanged, ReceiptsMoved } from './messages.ts';
import { Presence, Typing } from './presence.ts';
import { UserChanged } from './users.ts';

/** Every event: its type (a fact, in the past) and the schema of its body. */
export const DOWN = {
  'message.added': MessageAdded,
  'message.changed': MessageChanged,
  'receipts.moved': ReceiptsMoved,
  'chat.changed': ChatChanged,
  'chat.gone': ChatGone,
  'join.requested': JoinRequested,
  'user.changed': UserChanged,
  'call.changed': CallChanged,
  'call.signalled': CallSignalled,
  typing: Typing,
  'presence.changed': Presence,
  'session.ended': SessionEnded,
  'server.closing': ServerClosing,
} as const;

type DownType = keyof typeof DOWN;
type DownBody<T extends DownType> = Static<(typeof DOWN)[T]>;

/**
 * An event frame. Events about a message carry `chat` and its `rev`, which is contiguous: a device that holds 5 and
 * hears 7 has missed 6, holds 7 back and asks `sync`.
 */
export type Event = {
  [T in DownType]: { type: T; chat?: string; rev?: number; body: DownBody<T> };
}[DownType];

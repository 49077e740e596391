import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatContext } from '../../db/stores/chat-context.ts';
import { FLAG } from '../../db/stores/membership-flags.ts';
import type { Db } from '../../db/stores.ts';
import type { ChatReply } from '../../protocol/chats.ts';
import { isRemoved } from '../../protocol/rules/chat-settings.ts';
import type { Change, PresenceTies } from '../context.ts';
import { chatViews } from './views.ts';

/**
 * What reaches beyond the person's own devices: `ties` lists people whose presence may have become visible to each
 * other.
 */
export type Effects = { changes: Change[]; ties?: PresenceTies };
export const NO_EFFECTS: Effects = { changes: [] };

type Sent = { senderId: string; chatId: string; seq: number };

/** The chat as this person sees it now. */
export function* readChatSnapshot(db: Db, userId: string, chatId: string): Tx<ChatReply> {
  const membership = yield* db.chats.membership(userId, chatId);
  if (!membership) throw new ApiError('not_found');
  const { chats, users } = yield* chatViews(db, userId, [membership]);
  const [chat] = chats;
  if (!chat) throw new ApiError('not_found');
  return { chat, users };
}

/**
 * Throws when the sender may not write in a direct chat. A blocked sender learns only that the message was not
 * delivered.
 */
export function mustReach({ flags }: { flags: number }): void {
  if (flags & FLAG.blocking) throw new ApiError('forbidden');
  if (flags & (FLAG.blocked | FLAG.unwanted)) throw new ApiError('not_delivered');
}

/** Whether the other one of a direct chat must not learn what this person has received and read, or that they type. */
export function isSecret(flags: number): boolean {
  return (flags & (FLAG.request | FLAG.blocking)) !== 0;
}

/** Announces the receipts that were secret until now to the other members. */
export function* revealChat(db: Db, userId: string, chatId: string): Tx<Effects> {
  const context = yield* db.chats.context(userId, chatId);
  if (!context || isSecret(context.flags)) return NO_EFFECTS;
  const others = (yield* db.chats.everyone(chatId)).filter((id) => id !== userId);
  if (others.length === 0) return NO_EFFECTS;
  const ties = { userId, others };
  // Messages from before a member joined a group do not count as read by them.
  const since = (seq: number): number => (seq > context.joined ? seq : 0);
  const [delivered, read] = [since(context.delivered), since(context.read)];
  if (delivered === 0) return { changes: [], ties };
  const receiptRev = yield* db.chatSettings.countReceiptMove(chatId);
  const body = { chatId, userId, delivered, read, receiptRev };
  const to = context.kind === 'group' ? context.audience : others;
  return { changes: [{ to, event: { type: 'receipts.moved', body } }], ties };
}

/**
 * Accepts a pending request when the person does something in the chat that its sender can see: a receipt from their
 * device, a reaction, a pin. A program that does not know requests sends receipts at once and so accepts; one that does
 * holds them back.
 */
export function* acceptRequest(
  db: Db,
  userId: string,
  chatId: string,
  { flags }: Pick<ChatContext, 'flags'>,
): Tx<Effects> {
  if (flags & FLAG.added && !(flags & FLAG.request))
    yield* db.chatSettings.stayByChoice(userId, chatId);
  if ((flags & FLAG.request) === 0 || flags & FLAG.blocking) return NO_EFFECTS;
  const [row] = yield* db.chatSettings.of(userId, [chatId]);
  if (!row) return NO_EFFECTS;
  yield* db.chatSettings.save(userId, { ...row, request: 0 });
  const accepted = yield* revealChat(db, userId, chatId);
  return { ...accepted, changes: [yield* toDevices(db, userId, chatId), ...accepted.changes] };
}

const SETTLED_BY_SENDING = FLAG.added | FLAG.draft | FLAG.request;

/**
 * Runs in the commit of a message and does nothing for nearly every one. A first message to a stranger becomes a
 * request, a reply accepts one, and the draft that was sent is removed.
 */
export function* afterSend(
  db: Db,
  { senderId, chatId, seq }: Sent,
  { kind, flags }: Pick<ChatContext, 'kind' | 'flags'>,
  requests: boolean,
): Tx<Effects> {
  const isFirst = seq === 1 && kind === 'direct';
  if (!isFirst && (flags & SETTLED_BY_SENDING) === 0) return NO_EFFECTS;
  const begun = isFirst ? yield* beginChat(db, senderId, chatId, requests) : {};
  if (flags & FLAG.added) yield* db.chatSettings.stayByChoice(senderId, chatId);
  const tied = flags & FLAG.added ? yield* toTies(db, senderId, chatId) : begun;
  if ((flags & (FLAG.draft | FLAG.request)) === 0) return { ...NO_EFFECTS, ...tied };
  const [row] = yield* db.chatSettings.of(senderId, [chatId]);
  if (!row) return { ...NO_EFFECTS, ...tied };
  yield* db.chatSettings.save(senderId, { ...row, draft: null, request: 0 });
  const accepted = flags & FLAG.request ? yield* revealChat(db, senderId, chatId) : NO_EFFECTS;
  const changes = [yield* toDevices(db, senderId, chatId), ...accepted.changes];
  return { ties: accepted.ties ?? tied.ties, changes };
}

/**
 * The two share a chat from its first message on, and each may see the other's presence: a device may have asked for it
 * before.
 */
function* beginChat(
  db: Db,
  senderId: string,
  chatId: string,
  requests: boolean,
): Tx<Pick<Effects, 'ties'>> {
  if (requests) yield* db.chatSettings.ask(senderId, chatId);
  const peer = yield* db.chatSettings.peer(senderId, chatId);
  return peer === undefined ? {} : { ties: { userId: senderId, others: [peer] } };
}

/** A member who has written in a group is there by choice: the other members may see their presence from now on. */
function* toTies(db: Db, userId: string, chatId: string): Tx<Pick<Effects, 'ties'>> {
  const others = (yield* db.chats.everyone(chatId)).filter((id) => id !== userId);
  return { ties: { userId, others } };
}

/** Reading removes the unread mark that the person has set by hand, even when nothing was unread. */
export function* afterRead(
  db: Db,
  userId: string,
  chatId: string,
  { flags }: Pick<ChatContext, 'flags'>,
): Tx<Change[]> {
  if ((flags & FLAG.unreadMark) === 0) return [];
  const [row] = yield* db.chatSettings.of(userId, [chatId]);
  if (!row) return [];
  yield* db.chatSettings.save(userId, { ...row, unreadMark: 0 });
  return [yield* toDevices(db, userId, chatId)];
}

/** Announced to all of the person's devices, the asking one too, because its reply is about something else. */
export function* toDevices(db: Db, userId: string, chatId: string): Tx<Change> {
  return yield* toSettingsChange(db, userId, yield* readChatSnapshot(db, userId, chatId));
}

/** A chat that is off the list stays off: its snapshot would bring it back on devices that have removed it. */
export function* toSettingsChange(db: Db, userId: string, body: ChatReply): Tx<Change> {
  const { id: chatId, memberRev } = body.chat;
  const [row] = yield* db.chatSettings.of(userId, [chatId]);
  if (!row || !isRemoved(row)) return { to: [userId], event: { type: 'chat.changed', body } };
  return { to: [userId], event: { type: 'chat.gone', body: { chatId, memberRev } } };
}

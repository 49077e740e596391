import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { ClientId, Id, Nullable, Seq, Time } from './shapes.ts';

/**
 * One message. `rev` is 0 until it is changed after its insert, then the chat's `rev` of the last change: of two copies
 * of one message the one with the higher `rev` is newer.
 */
export const Message = Type.Object({
  chatId: Id,
  seq: Seq,
  senderId: Id,
  clientId: ClientId,
  kind: Type.Literal('text'),
  text: Type.String(),
  createdAt: Time,
  editedAt: Nullable(Type.Integer()),
  deletedAt: Nullable(Type.Integer()),
  rev: Seq,
});
export type Message = Static<typeof Message>;

/** The service trims and checks the text and answers `text_empty` or `text_long`; the ceiling here is of the frame. */
export const SendBody = Type.Object({
  chatId: Id,
  clientId: ClientId,
  text: Type.String({ maxLength: LIMITS.frameBytes }),
});
export type SendBody = Static<typeof SendBody>;
/** `rev` is the chat's after this message (of a retry: of the chat now, and `retry` is true). */
export const SendReply = Type.Object({ message: Message, rev: Seq, retry: Type.Boolean() });
export type SendReply = Static<typeof SendReply>;
/** Event to every member's devices but the sending one. Its envelope carries `chat` and `rev`. */
export const MessageAdded = Type.Object({ message: Message });
/** Event: a message was edited, deleted, reacted to. Sent by a later version; understood by this one. */
export const MessageChanged = Type.Object({ message: Message });

/** One of `before`, `after` (exclusive), `around` (inclusive, in the middle); none of them: the newest page. */
export const HistoryBody = Type.Object({
  chatId: Id,
  before: Type.Optional(Seq),
  after: Type.Optional(Seq),
  around: Type.Optional(Seq),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.historyPage })),
});
export type HistoryBody = Static<typeof HistoryBody>;
/** Oldest first, contiguous by `seq`. */
export const HistoryReply = Type.Object({ messages: Type.Array(Message) });
export type HistoryReply = Static<typeof HistoryReply>;
/** The first message at or after a time: for "jump to date". `seq` 0 when the chat is empty, the last one past its end. */
export const HistoryAtBody = Type.Object({ chatId: Id, at: Time });
export const HistoryAtReply = Type.Object({ seq: Seq });

/** A watermark: all up to `seq` is delivered (or read). It only grows; beyond the end means the end. */
export const MarkBody = Type.Object({ chatId: Id, seq: Seq });
export type MarkBody = Static<typeof MarkBody>;
export const MarkReply = Type.Object({
  delivered: Seq,
  read: Seq,
  marks: Seq,
  /** Only in answers of `chat.read`: what is delivered does not change it, and counting costs. */
  unread: Type.Optional(Type.Integer()),
});
export type MarkReply = Static<typeof MarkReply>;
/**
 * Event: a member's watermarks moved. `marks` counts these moves in the chat, contiguous. `unread` is there only on the
 * devices of the person whose mark it is.
 */
export const MarksMoved = Type.Object({
  chatId: Id,
  userId: Id,
  delivered: Seq,
  read: Seq,
  marks: Seq,
  unread: Type.Optional(Type.Integer()),
});
export type MarksMoved = Static<typeof MarksMoved>;

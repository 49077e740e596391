import { type Static, Type } from '@sinclair/typebox';
import { CallMedia, CallOutcome } from './calls.ts';
import { Entities, Forward, Reaction, SystemMessage } from './entities.ts';
import { FileInfo, MediaKind, SendFile } from './files.ts';
import { LIMITS } from './limits.ts';
import { ClientId, Id, Nullable, Seq, Time } from './shapes.ts';
import { User } from './users.ts';

/**
 * A call that was made, as data. `seconds`: how long they spoke; null: the call was not answered. `people`: of a group, who
 * was in it. `missed`: whom it has rung who neither came nor declined; it is unread for them alone. Calls that an import
 * has brought have neither these nor an `outcome`.
 */
export const Call = Type.Object({
  media: CallMedia,
  seconds: Nullable(Type.Integer()),
  outcome: Type.Optional(CallOutcome),
  people: Type.Optional(Type.Array(Id)),
  missed: Type.Optional(Type.Array(Id)),
});
export type Call = Static<typeof Call>;

/**
 * One message. Optional fields are absent when empty. `system`: only of kind `system`, whose `text` is ''. A message deleted for everyone stays as a tombstone: `deletedAt`, no text, entities, reactions or reply. `ownReactions`:
 * the asker's own reactions, only in replies to one person (absent in an event: keep what is known, or take it from
 * `reacted`). `rev` is 0 until the message is changed, then the chat's `rev` of its last change: of two copies of one
 * message the one with the higher `rev` is newer.
 */
export const Message = Type.Object({
  chatId: Id,
  seq: Seq,
  senderId: Id,
  clientId: ClientId,
  kind: Type.Union([Type.Literal('text'), Type.Literal('system'), Type.Literal('call')]),
  text: Type.String(),
  entities: Type.Optional(Entities),
  system: Type.Optional(SystemMessage),
  /** Kind `call` only. */
  call: Type.Optional(Call),
  files: Type.Optional(Type.Array(FileInfo)),
  /** What was written can be read by no device of ours: `text` is '' (ciphertext of the older program). */
  sealed: Type.Optional(Type.Literal(true)),
  replyTo: Type.Optional(Seq),
  forward: Type.Optional(Forward),
  reactions: Type.Optional(Type.Array(Reaction)),
  ownReactions: Type.Optional(Type.Array(Type.String())),
  pinnedAt: Type.Optional(Time),
  /** Of a voice message: one of those it was for has heard it, as far as its sender may know. */
  played: Type.Optional(Type.Literal(true)),
  createdAt: Time,
  editedAt: Nullable(Type.Integer()),
  deletedAt: Nullable(Type.Integer()),
  rev: Seq,
});
export type Message = Static<typeof Message>;

/**
 * The service trims and checks the text and refuses with `text_empty` or `text_long`; the ceiling here is of the frame.
 */
export const SendBody = Type.Object({
  chatId: Id,
  clientId: ClientId,
  text: Type.String({ maxLength: LIMITS.frameBytes }),
  entities: Type.Optional(Entities),
  replyTo: Type.Optional(Seq),
  /** Finished uploads of the sender's, in their order. `text` may then be ''. */
  files: Type.Optional(Type.Array(SendFile, { minItems: 1, maxItems: LIMITS.messageFiles })),
  /** Forwards that message (of a chat that the sender is in); `text` is then ''. `author: false` leaves its author out. */
  forward: Type.Optional(Type.Object({ chatId: Id, seq: Seq, author: Type.Boolean() })),
});
export type SendBody = Static<typeof SendBody>;
/** `rev` is the chat's after this message (of a retry: of the chat now, and `retry` is true). */
export const SendReply = Type.Object({ message: Message, rev: Seq, retry: Type.Boolean() });
export type SendReply = Static<typeof SendReply>;
/** Event to every member's devices but the sending one. Its envelope carries `chat` and `rev`. */
export const MessageAdded = Type.Object({ message: Message });
/** Event: a message was edited, deleted for everyone, reacted to or pinned. `reacted`: whose reactions are now which. */
export const MessageChanged = Type.Object({
  message: Message,
  reacted: Type.Optional(Type.Object({ userId: Id, emojis: Type.Array(Type.String()) })),
});
export type MessageChanged = Static<typeof MessageChanged>;
/** `rev` is the chat's after the change (unchanged when the request changed nothing: retries are harmless). */
export const ChangeReply = Type.Object({ message: Message, rev: Seq });
export type ChangeReply = Static<typeof ChangeReply>;

const One = { chatId: Id, seq: Seq };
/** Within `LIMITS.editHours` of its sending, by its sender. */
export const EditBody = Type.Object({
  ...One,
  text: Type.String({ maxLength: LIMITS.frameBytes }),
  entities: Type.Optional(Entities),
});
export type EditBody = Static<typeof EditBody>;
/** For everyone: one's own within `LIMITS.editHours`, an owner or admin of a group any. Else for the asker alone. */
export const DeleteBody = Type.Object({
  chatId: Id,
  seqs: Type.Array(Seq, { minItems: 1, maxItems: LIMITS.selection }),
  everyone: Type.Boolean(),
});
export type DeleteBody = Static<typeof DeleteBody>;
/** All or nothing. `messages`: the tombstones, of a delete for everyone. `memberRev`: of a delete for oneself. */
export const DeleteReply = Type.Object({ messages: Type.Array(Message), rev: Seq, memberRev: Seq });
export type DeleteReply = Static<typeof DeleteReply>;
/** The whole set of one's reactions on a message, so that asking twice is harmless. */
export const ReactBody = Type.Object({
  ...One,
  emojis: Type.Array(Type.String({ maxLength: 64 }), { maxItems: LIMITS.reactionsEach }),
});
export type ReactBody = Static<typeof ReactBody>;
export const PinBody = Type.Object({ ...One, on: Type.Boolean() });
export type PinBody = Static<typeof PinBody>;
/**
 * The asker has heard a voice message of somebody else. Their own devices hear of it by `Chat.settings.played`, and all members
 * by `Message.played`, once; where receipts are kept from the sender (a request, a block) this is too.
 */
export const PlayedBody = Type.Object(One);
export const PinsBody = Type.Object({ chatId: Id });
/** Newest pin first, as many as `LIMITS.pageBytes` has room for. */
export const PinsReply = Type.Object({ messages: Type.Array(Message) });
/**
 * Of one's own message: who has received and read it and when (null: not yet; 0: more than a week ago). Of any: who
 * reacted with what.
 */
export const InfoBody = Type.Object(One);
export const InfoReply = Type.Object({
  people: Type.Array(
    Type.Object({
      userId: Id,
      deliveredAt: Nullable(Type.Integer()),
      readAt: Nullable(Type.Integer()),
    }),
  ),
  reactions: Type.Array(Type.Object({ userId: Id, emoji: Type.String() })),
  users: Type.Array(User),
});
export type InfoReply = Static<typeof InfoReply>;

/** One of `before`, `after` (exclusive), `around` (inclusive, in the middle); none of them: the newest page. */
export const HistoryBody = Type.Object({
  chatId: Id,
  before: Type.Optional(Seq),
  after: Type.Optional(Seq),
  around: Type.Optional(Seq),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.historyPage })),
});
export type HistoryBody = Static<typeof HistoryBody>;
/**
 * Oldest first, contiguous by `seq` but for what the asker has hidden; nothing that they have cleared. A page may be
 * shorter than was asked (`LIMITS.pageBytes`); it is empty only where there is nothing.
 */
const HistoryReply = Type.Object({ messages: Type.Array(Message) });
/** The first message at or after a time: for "jump to date". `seq` 0 when the chat is empty, the last one past its end. */
export const HistoryAtBody = Type.Object({ chatId: Id, at: Time });
export const HistoryAtReply = Type.Object({ seq: Seq });

/** What is shared in a chat: files by their kind, and links. */
export const SharedKind = Type.Union([...MediaKind.anyOf, Type.Literal('link')]);
export type SharedKind = Static<typeof SharedKind>;
/** The chat's messages that hold something of one of these kinds. `before`: exclusive. */
export const ChatFilesBody = Type.Object({
  chatId: Id,
  kinds: Type.Array(SharedKind, { minItems: 1, maxItems: 6 }),
  before: Type.Optional(Seq),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.historyPage })),
});
export type ChatFilesBody = Static<typeof ChatFilesBody>;
/** Newest first, as the asker sees them; a page may be shorter than was asked (`LIMITS.pageBytes`), and is empty at the end alone. */
export const ChatFilesReply = Type.Object({ messages: Type.Array(Message) });

/** A watermark: all up to `seq` is delivered (or read). It only grows; beyond the end means the end. */
export const ReceiptBody = Type.Object({ chatId: Id, seq: Seq });
export type ReceiptBody = Static<typeof ReceiptBody>;
export const ReceiptReply = Type.Object({
  delivered: Seq,
  read: Seq,
  receiptRev: Seq,
  /** Of a move in a group that only the person's own devices markPlayed: it is counted by their `memberRev`, not by `receiptRev`. */
  memberRev: Type.Optional(Seq),
  /** Only in replies to `chat.read`: what is delivered does not change it, and counting costs. */
  unread: Type.Optional(Type.Integer()),
  /** The chat's `rev` when `unread` was counted: a reply may come later than a message that was sent after it. */
  unreadAt: Type.Optional(Seq),
});
export type ReceiptReply = Static<typeof ReceiptReply>;
/**
 * Event: a member's receipts moved. `receiptRev` counts these moves in the chat, contiguous. `unread` (and `unreadAt`) is
 * there only on the devices of the person whose receipt it is. In a group the others hear only of moves that may raise
 * `Chat.othersReceipts`; a move that they do not hear counts the person's own `memberRev` instead of `receiptRev`, and
 * `memberRev` is then given.
 */
export const ReceiptsMoved = Type.Object({
  chatId: Id,
  userId: Id,
  delivered: Seq,
  read: Seq,
  receiptRev: Seq,
  memberRev: Type.Optional(Seq),
  unread: Type.Optional(Type.Integer()),
  unreadAt: Type.Optional(Seq),
});
export type ReceiptsMoved = Static<typeof ReceiptsMoved>;

/** The requests: type, schema of the body, schema of the reply. Their routes are in `rest.ts`. */
export const MESSAGE_REQUESTS = {
  'message.send': { body: SendBody, reply: SendReply },
  'message.edit': { body: EditBody, reply: ChangeReply },
  'message.delete': { body: DeleteBody, reply: DeleteReply },
  'message.react': { body: ReactBody, reply: ChangeReply },
  'message.pin': { body: PinBody, reply: ChangeReply },
  'message.played': { body: PlayedBody, reply: ChangeReply },
  'message.pins': { body: PinsBody, reply: PinsReply },
  'message.info': { body: InfoBody, reply: InfoReply },
  history: { body: HistoryBody, reply: HistoryReply },
  'history.at': { body: HistoryAtBody, reply: HistoryAtReply },
  'chat.files': { body: ChatFilesBody, reply: ChatFilesReply },
  'chat.delivered': { body: ReceiptBody, reply: ReceiptReply },
  'chat.read': { body: ReceiptBody, reply: ReceiptReply },
} as const;

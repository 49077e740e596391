import { type Static, Type } from '@sinclair/typebox';
import { Chat, Why } from './chats.ts';
import { LIMITS } from './limits.ts';
import { Message } from './messages.ts';
import { Id, Seq, Whole } from './shapes.ts';
import { Me, User } from './users.ts';

/** What a device holds of each chat: `[lastSeq, rev, receiptRev, memberRev]`. A chat that is not in it is new to the device. */
export const Cursor = Type.Record(Id, Type.Tuple([Seq, Seq, Seq, Seq]), {
  additionalProperties: false,
  maxProperties: LIMITS.cursorChats,
});
export type Cursor = Static<typeof Cursor>;
export type CursorEntry = Cursor[string];

export const SyncBody = Type.Object({
  cursor: Type.Optional(Cursor),
  /** Chats in the answer, at most. */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.syncChats })),
  /** Long-poll, REST only: seconds to wait for a change when there is none yet. */
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: LIMITS.waitMax })),
  /** REST only, where no `hello` says it: the version that the client speaks. A program that sends none is served. */
  protocol: Type.Optional(Whole(1)),
});
export type SyncBody = Static<typeof SyncBody>;

/**
 * What changed in one chat, oldest first: messages after the cursor's `lastSeq`, and those up to it that changed after
 * its `rev`. Neither holds what the person has cleared or hidden (`Chat.settings`): the device drops those itself.
 *
 * `reset`: too many are new. Those after the cursor's `lastSeq` are then only the newest, up to `chat.lastSeq`, and what
 * lies between is to be fetched by `history` when it is looked at. What the device held stays, and is up to date.
 * `stale`, only with `reset`: too many were changed as well (or a backup was restored), and they are left out. The
 * device drops every message of the chat that it holds and keeps `messages` alone.
 *
 * After applying it the device's entry for the chat is `[chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev]`.
 */
export const ChatDelta = Type.Object({
  chat: Chat,
  messages: Type.Array(Message),
  reset: Type.Boolean(),
  stale: Type.Optional(Type.Boolean()),
});
export type ChatDelta = Static<typeof ChatDelta>;

/**
 * `gone`: chats of the cursor that the person is not in (any more); `taken`: why, of the groups that were deleted or
 * from which the person was removed. `more`: ask again with the advanced cursor.
 */
export const SyncReply = Type.Object({
  chats: Type.Array(ChatDelta),
  users: Type.Array(User),
  gone: Type.Array(Id),
  taken: Type.Optional(Type.Array(Type.Object({ chatId: Id, why: Why }))),
  more: Type.Boolean(),
});
export type SyncReply = Static<typeof SyncReply>;

/** First request on a socket. `active`: the app is in the foreground, so the person counts as online. */
export const HelloBody = Type.Object({
  protocol: Whole(1),
  cursor: Type.Optional(Cursor),
  active: Type.Optional(Type.Boolean()),
});
export type HelloBody = Static<typeof HelloBody>;
export const HelloReply = Type.Object({
  protocol: Type.Integer(),
  /** Version of the program; the web client offers a reload when its own differs. */
  version: Type.String(),
  now: Type.Integer(),
  me: Me,
  sync: SyncReply,
});
export type HelloReply = Static<typeof HelloReply>;

/** The requests: type, schema of the body, schema of the reply. Their routes are in `rest.ts`. */
export const SYNC_REQUESTS = {
  hello: { body: HelloBody, reply: HelloReply },
  sync: { body: SyncBody, reply: SyncReply },
} as const;

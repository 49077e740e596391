import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { Message } from './messages.ts';
import { ClientId, Id, Nullable, Seq, Time } from './shapes.ts';
import { User } from './users.ts';

export const ChatKind = Type.Union([
  Type.Literal('direct'),
  Type.Literal('self'),
  Type.Literal('group'),
]);
export type ChatKind = Static<typeof ChatKind>;

/** A member as the others see them: who, and how far they have received and read. */
export const Member = Type.Object({ userId: Id, role: Type.String(), delivered: Seq, read: Seq });
export type Member = Static<typeof Member>;

/** Who may do what in a group; owner and admins always may. */
export const Rights = Type.Object({
  addPeople: Type.Boolean(),
  changeInfo: Type.Boolean(),
  pin: Type.Boolean(),
  write: Type.Boolean(),
});
export type Rights = Static<typeof Rights>;
export const MemberRole = Type.Union([
  Type.Literal('owner'),
  Type.Literal('admin'),
  Type.Literal('member'),
]);
export type MemberRole = Static<typeof MemberRole>;

/** An unsent text that follows the person to their other devices. */
export const Draft = Type.Object({
  text: Type.String({ maxLength: LIMITS.drafts }),
  replyTo: Type.Optional(Seq),
  at: Time,
});
export type Draft = Static<typeof Draft>;

/** This person's own settings of a chat; each change takes the next `memberRev`. */
export const ChatSettings = Type.Object({
  role: MemberRole,
  /** Muted until then; `Number.MAX_SAFE_INTEGER`: for ever. */
  mutedUntil: Nullable(Type.Integer()),
  /** Order among the pinned chats, lowest first. */
  pinned: Nullable(Type.Integer()),
  /** A message that comes while the chat is not muted takes it out; devices do the same at `message.added`. */
  archived: Type.Boolean(),
  /** Marked unread by hand. */
  unreadMark: Type.Boolean(),
  /** Up to here this person has cleared the history for themselves. */
  cleared: Seq,
  /** Messages above it that this person has deleted for themselves, `LIMITS.hidden` at most. */
  hidden: Type.Array(Seq),
  /** Voice messages of others that this person has heard, ascending: the newest `LIMITS.played`. Absent when empty. */
  played: Type.Optional(Type.Array(Seq)),
  draft: Type.Union([Draft, Type.Null()]),
  /**
   * A stranger's first message waits to be accepted (also by writing, reacting or pinning), blocked or deleted. Until
   * then the stranger sees no presence, typing or receipts of this person, and a device that sends a receipt
   * (`chat.delivered`, `chat.read`) accepts the request by that. A stranger is a sender whose chat this person has not
   * opened and who shares no group with them by choice. A group is a request when it was not a contact who added the
   * person: only accepting, writing, reacting or pinning there accepts it, a receipt does not.
   */
  request: Type.Boolean(),
  blocked: Type.Boolean(),
});
export type ChatSettings = Static<typeof ChatSettings>;

/**
 * A chat as one person sees it. `lastSeq`, `rev`, `receiptRev` and `memberRev` are the four counters of the person's cursor for
 * it: messages, changes, receipts, and this person's own settings of the chat.
 */
export const Chat = Type.Object({
  id: Id,
  kind: ChatKind,
  title: Nullable(Type.String()),
  createdAt: Time,
  /** Time of the last message, or of the chat when it has none: the order of the list. */
  lastAt: Time,
  lastSeq: Seq,
  rev: Seq,
  receiptRev: Seq,
  memberRev: Seq,
  unread: Type.Integer(),
  /** Unread messages that mention this person or reply to them. */
  mentions: Type.Integer(),
  about: Type.String(),
  /** Of a group, as of a person (`User`). */
  avatar: Type.Optional(Nullable(Id)),
  rights: Rights,
  memberCount: Type.Integer(),
  /** All of them up to `LIMITS.membersInline`, else the asker and a few; `member.list` has the rest. */
  members: Type.Array(Member),
  /** The furthest receipts among the other members: "delivered to at least one", "read by at least one". */
  othersReceipts: Type.Object({ delivered: Seq, read: Seq }),
  /** The newest pinned message, and how many are pinned. */
  pinnedSeq: Type.Union([Seq, Type.Null()]),
  pinCount: Type.Integer(),
  settings: ChatSettings,
  last: Type.Union([Message, Type.Null()]),
});
export type Chat = Static<typeof Chat>;

export const ChatCreateBody = Type.Object({
  kind: ChatKind,
  /** Of `direct`. */
  userId: Type.Optional(Id),
  /** Of `group`; `clientId` makes a retry find the group of the first try. */
  clientId: Type.Optional(ClientId),
  title: Type.Optional(Type.String({ maxLength: 4 * LIMITS.groupTitle })),
  userIds: Type.Optional(Type.Array(Id, { maxItems: LIMITS.groupMembers })),
});
export type ChatCreateBody = Static<typeof ChatCreateBody>;
export const ChatReply = Type.Object({ chat: Chat, users: Type.Array(User) });
export type ChatReply = Static<typeof ChatReply>;
/** `after`: the `next` of the page before. */
export const ChatListBody = Type.Object({
  after: Type.Optional(Type.String({ pattern: '^\\d{1,16}\\.[A-Za-z0-9_-]{11}$' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.syncChats })),
});
export type ChatListBody = Static<typeof ChatListBody>;
/** Newest activity first. `next`: there are more, after this place. */
export const ChatsReply = Type.Object({
  chats: Type.Array(Chat),
  users: Type.Array(User),
  next: Nullable(Type.String()),
});
export type ChatsReply = Static<typeof ChatsReply>;
export const ChatGetBody = Type.Object({ chatId: Id });
export const ChatStatsBody = Type.Object({ chatId: Id });
/**
 * How many messages the asker sees in the chat, without system messages and tombstones, and when the first was sent. Only
 * the oldest `LIMITS.counted` are looked at; `more`: there may be others.
 */
export const ChatStatsReply = Type.Object({
  messages: Type.Integer(),
  firstAt: Nullable(Time),
  more: Type.Boolean(),
});
export type ChatStatsReply = Static<typeof ChatStatsReply>;

/** Event to one person's devices: a chat is new to them or its settings changed. */
export const ChatChanged = Type.Object({ chat: Chat, users: Type.Array(User) });
/** Why a person is out of a group without having left it: its owner has deleted it, or an admin has removed them. */
export const Why = Type.Union([Type.Literal('deleted'), Type.Literal('removed')]);
export type Why = Static<typeof Why>;
/** Event: the person is no longer in the chat; their devices forget it. `why`: absent where they have done it themselves. */
export const ChatGone = Type.Object({ chatId: Id, memberRev: Seq, why: Type.Optional(Why) });

/** The requests: type, schema of the body, schema of the reply. Their routes are in `rest.ts`. */
export const CHAT_REQUESTS = {
  'chat.create': { body: ChatCreateBody, reply: ChatReply },
  'chat.get': { body: ChatGetBody, reply: ChatReply },
  'chat.list': { body: ChatListBody, reply: ChatsReply },
  'chat.stats': { body: ChatStatsBody, reply: ChatStatsReply },
} as const;

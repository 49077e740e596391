import { type Static, Type } from '@sinclair/typebox';
import { Message } from './messages.ts';
import { Id, Nullable, Seq, Time } from './shapes.ts';
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

/**
 * A chat as one person sees it. `lastSeq`, `rev`, `marks` and `list` are the four counters of the person's cursor for
 * it: messages, changes, watermarks, and this person's own settings of the chat.
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
  marks: Seq,
  list: Seq,
  unread: Type.Integer(),
  members: Type.Array(Member),
  last: Type.Union([Message, Type.Null()]),
});
export type Chat = Static<typeof Chat>;

export const ChatCreateBody = Type.Object({
  kind: Type.Union([Type.Literal('direct'), Type.Literal('self')]),
  userId: Type.Optional(Id),
});
export type ChatCreateBody = Static<typeof ChatCreateBody>;
export const ChatReply = Type.Object({ chat: Chat, users: Type.Array(User) });
export type ChatReply = Static<typeof ChatReply>;
export const ChatsReply = Type.Object({ chats: Type.Array(Chat), users: Type.Array(User) });
export const ChatGetBody = Type.Object({ chatId: Id });

/** Event to one person's devices: a chat is new to them or its settings changed. */
export const ChatChanged = Type.Object({ chat: Chat, users: Type.Array(User) });
/** Event: the person is no longer in the chat; their devices forget it. */
export const ChatGone = Type.Object({ chatId: Id, list: Seq });

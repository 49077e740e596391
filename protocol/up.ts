import { type Static, Type } from '@sinclair/typebox';
import { ChatCreateBody, ChatGetBody, ChatReply, ChatsReply } from './chats.ts';
import type { ErrorCode } from './errors.ts';
import {
  HistoryAtBody,
  HistoryAtReply,
  HistoryBody,
  HistoryReply,
  MarkBody,
  MarkReply,
  SendBody,
  SendReply,
} from './messages.ts';
import { PresenceReply, PresenceSetBody, PresenceWatchBody, TypingBody } from './presence.ts';
import { SearchBody, SearchReply } from './search.ts';
import { Empty } from './shapes.ts';
import { HelloBody, HelloReply, SyncBody, SyncReply } from './sync.ts';
import {
  MeReply,
  MeUpdateBody,
  UserFindBody,
  UserFindReply,
  UserGetBody,
  UserReply,
} from './users.ts';

/** Every request: its type, the schema of its body, the schema of its reply. */
export const UP = {
  hello: { body: HelloBody, reply: HelloReply },
  sync: { body: SyncBody, reply: SyncReply },
  'chat.create': { body: ChatCreateBody, reply: ChatReply },
  'chat.get': { body: ChatGetBody, reply: ChatReply },
  'chat.list': { body: Empty, reply: ChatsReply },
  'message.send': { body: SendBody, reply: SendReply },
  history: { body: HistoryBody, reply: HistoryReply },
  'history.at': { body: HistoryAtBody, reply: HistoryAtReply },
  'chat.delivered': { body: MarkBody, reply: MarkReply },
  'chat.read': { body: MarkBody, reply: MarkReply },
  typing: { body: TypingBody, reply: Empty },
  'presence.set': { body: PresenceSetBody, reply: Empty },
  'presence.watch': { body: PresenceWatchBody, reply: PresenceReply },
  search: { body: SearchBody, reply: SearchReply },
  'user.find': { body: UserFindBody, reply: UserFindReply },
  'user.get': { body: UserGetBody, reply: UserReply },
  'me.get': { body: Empty, reply: MeReply },
  'me.update': { body: MeUpdateBody, reply: MeReply },
} as const;

export type UpType = keyof typeof UP;
export type UpBody<T extends UpType> = Static<(typeof UP)[T]['body']>;
export type UpReply<T extends UpType> = Static<(typeof UP)[T]['reply']>;

/** A request frame. `id` is the client's, unique among its open requests of that socket. */
export const Request = Type.Object({
  id: Type.Union([Type.Integer(), Type.String({ maxLength: 64 })]),
  type: Type.String({ maxLength: 64 }),
  body: Type.Optional(Type.Unknown()),
});
export type Request = Static<typeof Request>;
export type Reply<T extends UpType = UpType> =
  | { id: number | string; ok: true; body: UpReply<T> }
  | {
      id: number | string | null;
      ok: false;
      error: { code: ErrorCode; retryAfterMs?: number; field?: string; ref?: string };
    };

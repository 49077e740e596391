import { type Static, Type } from '@sinclair/typebox';
import { AcceptBody, ChatSettingsBody, ClearBody } from './chat-settings.ts';
import { ChatCreateBody, ChatGetBody, ChatListBody, ChatReply, ChatsReply } from './chats.ts';
import type { ErrorCode } from './errors.ts';
import {
  ChatDeleteBody,
  ChatLeaveBody,
  ChatUpdateBody,
  InviteBody,
  InviteCreateBody,
  InviteJoinReply,
  InvitePreview,
  InviteReply,
  InviteRevokeBody,
  InvitesReply,
  JoinAnswerBody,
  JoinRequestsReply,
  MemberAddBody,
  MemberListBody,
  MemberListReply,
  MemberRemoveBody,
  MemberUpdateBody,
} from './groups.ts';
import {
  ChangeReply,
  DeleteBody,
  DeleteReply,
  EditBody,
  HistoryAtBody,
  HistoryAtReply,
  HistoryBody,
  HistoryReply,
  InfoBody,
  InfoReply,
  PinBody,
  PinsBody,
  PinsReply,
  ReactBody,
  ReceiptBody,
  ReceiptReply,
  SendBody,
  SendReply,
} from './messages.ts';
import { PresenceReply, PresenceSetBody, PresenceWatchBody, TypingBody } from './presence.ts';
import { SearchBody, SearchReply } from './search.ts';
import { Empty } from './shapes.ts';
import { HelloBody, HelloReply, SyncBody, SyncReply } from './sync.ts';
import {
  BlockBody,
  BlocksReply,
  MeReply,
  MeUpdateBody,
  SharedBody,
  SharedReply,
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
  'chat.own': { body: ChatSettingsBody, reply: ChatReply },
  'chat.clear': { body: ClearBody, reply: ChatReply },
  'chat.accept': { body: AcceptBody, reply: ChatReply },
  'chat.update': { body: ChatUpdateBody, reply: ChatReply },
  'chat.leave': { body: ChatLeaveBody, reply: Empty },
  'chat.delete': { body: ChatDeleteBody, reply: Empty },
  'member.add': { body: MemberAddBody, reply: ChatReply },
  'member.remove': { body: MemberRemoveBody, reply: Empty },
  'member.update': { body: MemberUpdateBody, reply: ChatReply },
  'member.list': { body: MemberListBody, reply: MemberListReply },
  'invite.create': { body: InviteCreateBody, reply: InviteReply },
  'invite.list': { body: ChatGetBody, reply: InvitesReply },
  'invite.revoke': { body: InviteRevokeBody, reply: Empty },
  'invite.get': { body: InviteBody, reply: InvitePreview },
  'invite.join': { body: InviteBody, reply: InviteJoinReply },
  'join.list': { body: ChatGetBody, reply: JoinRequestsReply },
  'join.answer': { body: JoinAnswerBody, reply: Empty },
  'chat.get': { body: ChatGetBody, reply: ChatReply },
  'chat.list': { body: ChatListBody, reply: ChatsReply },
  'message.send': { body: SendBody, reply: SendReply },
  'message.edit': { body: EditBody, reply: ChangeReply },
  'message.delete': { body: DeleteBody, reply: DeleteReply },
  'message.react': { body: ReactBody, reply: ChangeReply },
  'message.pin': { body: PinBody, reply: ChangeReply },
  'message.pins': { body: PinsBody, reply: PinsReply },
  'message.info': { body: InfoBody, reply: InfoReply },
  history: { body: HistoryBody, reply: HistoryReply },
  'history.at': { body: HistoryAtBody, reply: HistoryAtReply },
  'chat.delivered': { body: ReceiptBody, reply: ReceiptReply },
  'chat.read': { body: ReceiptBody, reply: ReceiptReply },
  typing: { body: TypingBody, reply: Empty },
  'presence.set': { body: PresenceSetBody, reply: Empty },
  'presence.watch': { body: PresenceWatchBody, reply: PresenceReply },
  search: { body: SearchBody, reply: SearchReply },
  'user.find': { body: UserFindBody, reply: UserFindReply },
  'user.get': { body: UserGetBody, reply: UserReply },
  'user.shared': { body: SharedBody, reply: SharedReply },
  'user.block': { body: BlockBody, reply: Empty },
  'user.blocks': { body: Empty, reply: BlocksReply },
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

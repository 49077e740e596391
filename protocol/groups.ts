import { type Static, Type } from '@sinclair/typebox';
import { ChatGetBody, ChatReply, Member, MemberRole, Rights } from './chats.ts';
import { LIMITS } from './limits.ts';
import { Empty, Id, Nullable, Time } from './shapes.ts';
import { User } from './users.ts';

/** By `rights.changeInfo`; `rights` themselves only by the owner and admins. */
const ChatUpdateBody = Type.Object({
  chatId: Id,
  title: Type.Optional(Type.String({ maxLength: 4 * LIMITS.groupTitle })),
  about: Type.Optional(Type.String({ maxLength: 4 * LIMITS.about })),
  /** One that the asker has made by `POST /api/avatars`; null: none. */
  avatar: Type.Optional(Nullable(Id)),
  rights: Type.Optional(Type.Partial(Rights)),
});

/** The last owner must hand the group on first (`last_owner`), unless they are its only member. */
export const ChatLeaveBody = Type.Object({ chatId: Id });
/** By its owner, for all members and for good. A device that was away finds the chat gone. */
export const ChatDeleteBody = Type.Object({ chatId: Id });
export const MemberAddBody = Type.Object({
  chatId: Id,
  userIds: Type.Array(Id, { minItems: 1, maxItems: 100 }),
});
export type MemberAddBody = Static<typeof MemberAddBody>;
export const MemberRemoveBody = Type.Object({ chatId: Id, userId: Id });
/** `role: 'owner'` hands the group over: the asker becomes an admin. */
export const MemberUpdateBody = Type.Object({ chatId: Id, userId: Id, role: MemberRole });
export type MemberUpdateBody = Static<typeof MemberUpdateBody>;
export const MemberListBody = Type.Object({
  chatId: Id,
  q: Type.Optional(Type.String({ maxLength: LIMITS.query })),
  after: Type.Optional(Id),
  /** Only these people, all at once; of a person who has left at least the name: for the senders of messages. */
  userIds: Type.Optional(Type.Array(Id, { maxItems: 100 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});
/** Owner first, then admins, then by name. */
export const MemberListReply = Type.Object({
  members: Type.Array(Member),
  users: Type.Array(User),
  next: Nullable(Id),
});

/** A link `/join/<code>`: 22 characters of base64url, 128 random bits. */
export const GroupInviteCode = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });
export const Invite = Type.Object({
  code: GroupInviteCode,
  createdBy: Id,
  createdAt: Time,
  expiresAt: Nullable(Time),
  usesLeft: Nullable(Type.Integer()),
  uses: Type.Integer(),
  /** A person who follows the link asks to join, and is let in by an admin. */
  approval: Type.Boolean(),
});
export type Invite = Static<typeof Invite>;
export const InviteCreateBody = Type.Object({
  chatId: Id,
  expiresAt: Type.Optional(Nullable(Time)),
  uses: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 100_000 }))),
  approval: Type.Optional(Type.Boolean()),
});
export const InviteReply = Type.Object({ invite: Invite });
export const InvitesReply = Type.Object({ invites: Type.Array(Invite) });
export const InviteRevokeBody = Type.Object({ chatId: Id, code: GroupInviteCode });
export const InviteBody = Type.Object({ code: GroupInviteCode });
/** What a person who holds the link may know before joining. */
export const InvitePreview = Type.Object({
  title: Type.String(),
  about: Type.String(),
  memberCount: Type.Integer(),
  approval: Type.Boolean(),
  /** Small, at `GET /api/invites/:code/avatar`. */
  avatar: Type.Optional(Nullable(Id)),
  /** The chat, when the asker is in it already. */
  chatId: Nullable(Id),
});
export type InvitePreview = Static<typeof InvitePreview>;
/**
 * `POST /api/groups/look`: what a person who holds the link may know without an account. `by`: the member who made it.
 */
export const GroupInvitePreview = Type.Object({
  title: Type.String(),
  memberCount: Type.Integer(),
  approval: Type.Boolean(),
  avatar: Type.Optional(Nullable(Id)),
  by: Nullable(Type.String()),
});
export type GroupInvitePreview = Static<typeof GroupInvitePreview>;
/** `chatId` is null while the request waits for an admin. */
export const InviteJoinReply = Type.Object({ chatId: Nullable(Id) });
export const JoinRequest = Type.Object({ user: User, at: Time });
export type JoinRequest = Static<typeof JoinRequest>;
export const JoinRequestsReply = Type.Object({ requests: Type.Array(JoinRequest) });
export const JoinAnswerBody = Type.Object({ chatId: Id, userId: Id, accept: Type.Boolean() });
/** Event to the owner and admins: how many wait to be let in. */
export const JoinRequested = Type.Object({ chatId: Id, count: Type.Integer() });

/** The requests: type, schema of the body, schema of the reply. Their routes are in `rest.ts`. */
export const GROUP_REQUESTS = {
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
} as const;

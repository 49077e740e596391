import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { Empty, Id, Nullable, Time, Username } from './shapes.ts';

/**
 * A person as others see them. `deletedAt` set: the account is gone, its history stays under "deleted account". `avatar`:
 * their picture, at `GET /api/files/:id` and, small, `…/thumb`; another picture has another id. null: none.
 */
export const User = Type.Object({
  id: Id,
  username: Username,
  displayName: Type.String(),
  about: Type.String(),
  createdAt: Time,
  deletedAt: Nullable(Type.Integer()),
  avatar: Type.Optional(Nullable(Id)),
});
export type User = Static<typeof User>;

/**
 * Who may write to me first; strangers' first messages arrive as requests, or are `not_delivered`. Contacts: people with
 * whom I have a direct chat that is no open request, because I opened it, wrote there or accepted it, or because they
 * shared a group with me when they first wrote that I had joined, or written in, myself.
 */
export const WhoWrites = Type.Union([Type.Literal('everyone'), Type.Literal('nobody')]);
export type WhoWrites = Static<typeof WhoWrites>;
export const WhoSees = Type.Union([
  Type.Literal('everyone'),
  Type.Literal('contacts'),
  Type.Literal('nobody'),
]);
export type WhoSees = Static<typeof WhoSees>;
/**
 * `lastSeen`: who sees when I am online and was last seen. A person who hides this from others does not see it of them
 * either.
 */
export const Privacy = Type.Object({ whoWrites: WhoWrites, lastSeen: WhoSees });
export type Privacy = Static<typeof Privacy>;

/** The signed-in person. */
export const Me = Type.Composite([User, Type.Object({ role: Type.String(), privacy: Privacy })]);
export type Me = Static<typeof Me>;

export const UserFindBody = Type.Object({ q: Type.String({ maxLength: LIMITS.query }) });
export const UserFindReply = Type.Object({ users: Type.Array(User) });
export const UserGetBody = Type.Object({ username: Username });
export const UserReply = Type.Object({ user: User });
export const MeUpdateBody = Type.Object({
  displayName: Type.Optional(Type.String({ maxLength: 4 * LIMITS.displayName })),
  about: Type.Optional(Type.String({ maxLength: 4 * LIMITS.about })),
  /** One that this person has made by `POST /api/avatars`; null: none. */
  avatar: Type.Optional(Nullable(Id)),
  privacy: Type.Optional(Type.Partial(Privacy)),
});
export const MeReply = Type.Object({ user: Me });

/**
 * A blocked person sees no presence of the blocker and cannot write to them, react or edit there (`not_delivered`);
 * they learn nothing else. Nor does the blocker see theirs, and to write to them they unblock them first (`forbidden`).
 */
export const BlockBody = Type.Object({ userId: Id, on: Type.Boolean() });
export const BlocksReply = Type.Object({ users: Type.Array(User) });
/** Groups that both are in. */
export const SharedBody = Type.Object({ userId: Id });
export const SharedReply = Type.Object({ chatIds: Type.Array(Id) });

/**
 * Event to everyone who shares a chat with the person. A device that hears it of its own person asks `me.get`: settings
 * are not in it.
 */
export const UserChanged = Type.Object({ user: User });

/** The requests: type, schema of the body, schema of the reply. Their routes are in `rest.ts`. */
export const USER_REQUESTS = {
  'user.find': { body: UserFindBody, reply: UserFindReply },
  'user.get': { body: UserGetBody, reply: UserReply },
  'user.shared': { body: SharedBody, reply: SharedReply },
  'user.block': { body: BlockBody, reply: Empty },
  'user.blocks': { body: Empty, reply: BlocksReply },
  'me.get': { body: Empty, reply: MeReply },
  'me.update': { body: MeUpdateBody, reply: MeReply },
} as const;

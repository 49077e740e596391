import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { Id, Nullable, Time, Username } from './shapes.ts';

/** A person as others see them. `deletedAt` set: the account is gone, its history stays under "deleted account". */
export const User = Type.Object({
  id: Id,
  username: Username,
  displayName: Type.String(),
  about: Type.String(),
  createdAt: Time,
  deletedAt: Nullable(Type.Integer()),
});
export type User = Static<typeof User>;

/** The signed-in person. */
export const Me = Type.Composite([User, Type.Object({ role: Type.String() })]);
export type Me = Static<typeof Me>;

export const UserFindBody = Type.Object({ q: Type.String({ maxLength: LIMITS.query }) });
export const UserFindReply = Type.Object({ users: Type.Array(User) });
export const UserGetBody = Type.Object({ username: Username });
export const UserReply = Type.Object({ user: User });
export const MeUpdateBody = Type.Object({
  displayName: Type.Optional(Type.String({ maxLength: 4 * LIMITS.displayName })),
  about: Type.Optional(Type.String({ maxLength: 4 * LIMITS.about })),
});
export const MeReply = Type.Object({ user: Me });

/** Event to everyone who shares a chat with the person. */
export const UserChanged = Type.Object({ user: User });

import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { Quota } from './server-settings.ts';
import { Id, Nullable, Password, Time } from './shapes.ts';

/** A person as a link or a list names them; a deleted account has no name. */
export const Person = Type.Object({ id: Id, username: Type.String(), displayName: Type.String() });

export const Role = Type.Union([Type.Literal('user'), Type.Literal('admin')]);
export type Role = Static<typeof Role>;
/** An account as administrators see it. */
export const Account = Type.Object({
  id: Id,
  username: Type.String(),
  displayName: Type.String(),
  avatar: Type.Optional(Nullable(Id)),
  role: Role,
  createdAt: Time,
  lastSeenAt: Nullable(Type.Integer()),
  disabledAt: Nullable(Type.Integer()),
  invitedBy: Type.Union([Person, Type.Null()]),
  /** How many came by this person's links. */
  invited: Type.Integer(),
  /** How many they may invite in all; null: what the server allows. */
  inviteQuota: Nullable(Type.Integer()),
  /** Devices that are signed in. */
  sessions: Type.Integer(),
});
export type Account = Static<typeof Account>;
export const AccountReply = Type.Object({ account: Account });
export type AccountReply = Static<typeof AccountReply>;
/**
 * `GET /api/admin/users`, newest first. `q`: part of a name. `after`: id of the last one shown. `invitedBy`: only those
 * who came by this person's links.
 */
export const AccountsQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: LIMITS.query })),
  after: Type.Optional(Id),
  invitedBy: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
export type AccountsQuery = Static<typeof AccountsQuery>;
/** `total`: of all that `q` and `invitedBy` find. */
export const AccountsReply = Type.Object({
  accounts: Type.Array(Account),
  more: Type.Boolean(),
  total: Type.Integer(),
});
export type AccountsReply = Static<typeof AccountsReply>;
/** `POST /api/admin/users` → 201: an account without a password, and the one-time link by which its person chooses one. */
export const AccountCreateBody = Type.Object({
  username: Type.String({ maxLength: 256 }),
  displayName: Type.Optional(Type.String({ maxLength: 256 })),
  role: Type.Optional(Role),
});
export type AccountCreateBody = Static<typeof AccountCreateBody>;
/** `path`: `/setup#…` or `/reset#…`, to be put behind the address at which people open the server. */
export const OneTimeLink = Type.Object({ path: Type.String(), expiresAt: Time });
export type OneTimeLink = Static<typeof OneTimeLink>;
export const AccountCreateReply = Type.Object({ account: Account, link: OneTimeLink });
export type AccountCreateReply = Static<typeof AccountCreateReply>;
/**
 * `PATCH /api/admin/users/:userId` → `AccountReply`. The last administrator who can sign in is neither disabled, nor made
 * a user, nor deleted (`last_admin`).
 */
export const AccountUpdateBody = Type.Object({
  role: Type.Optional(Role),
  disabled: Type.Optional(Type.Boolean()),
  inviteQuota: Type.Optional(Type.Union([Quota, Type.Null()])),
});
export type AccountUpdateBody = Static<typeof AccountUpdateBody>;
/** `POST /api/admin/users/:userId/logout`: `sessions` were ended. */
export const LogoutReply = Type.Object({ sessions: Type.Integer() });
/** `erase`: what the person wrote is deleted for everyone too; `keep`: it stays under "deleted account". */
export const EraseData = Type.Union([Type.Literal('keep'), Type.Literal('erase')]);
export type EraseData = Static<typeof EraseData>;
/** `DELETE /api/admin/users/:userId?data=keep|erase`. */
export const EraseQuery = Type.Object({ data: EraseData });
/** `POST /api/me/delete`: of oneself. */
export const EraseBody = Type.Object({ password: Password, data: EraseData });
export type EraseBody = Static<typeof EraseBody>;
/** `POST /api/admin/users/:userId/reset`: a one-time link for a new password. It replaces the one before. */
export const ResetLinkReply = OneTimeLink;

import { type Static, Type } from '@sinclair/typebox';
import { Person } from './accounts.ts';
import { Nullable, Time } from './shapes.ts';
import { User } from './users.ts';

/**
 * Code of a registration link, `/i#<code>`: 128 random bits. The part behind `#` reaches no server, so it stands in no
 * log of a proxy and no page that previews links can look it up; it is sent in bodies only.
 */
const InviteCode = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });

/** A link that lets people register. `by`: who made it, null for the command line. */
export const ServerInvite = Type.Object({
  code: InviteCode,
  by: Type.Union([Person, Type.Null()]),
  label: Type.String(),
  createdAt: Time,
  expiresAt: Nullable(Time),
  /** null: any number. */
  usesLeft: Nullable(Type.Integer()),
  uses: Type.Integer(),
  revokedAt: Nullable(Type.Integer()),
  /** Code of the link into a group that it goes with, `/join/<group>#<code>`. Only its maker receives it. */
  group: Nullable(InviteCode),
});
export type ServerInvite = Static<typeof ServerInvite>;
/**
 * `POST /api/server/invites`. A member's link has one use (`uses` is left out or 1) and lasts a month at most; who has no
 * more invitations is answered `no_invites_left`. Administrators choose freely. Absent: one use, a week. `group`: a link into
 * a group that one has made oneself, and which opens; the invitation ends with it.
 */
export const ServerInviteBody = Type.Object({
  label: Type.Optional(Type.String({ maxLength: 64 })),
  expiresAt: Type.Optional(Nullable(Time)),
  uses: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 10_000 }))),
  group: Type.Optional(InviteCode),
});
export type ServerInviteBody = Static<typeof ServerInviteBody>;
export const ServerInviteReply = Type.Object({ invite: ServerInvite });
export type ServerInviteReply = Static<typeof ServerInviteReply>;
/** `GET /api/server/invites`: one's own, newest first. `left`: how many more people one may invite; null: any number. */
export const ServerInvitesReply = Type.Object({
  invites: Type.Array(ServerInvite),
  left: Nullable(Type.Integer()),
});
export type ServerInvitesReply = Static<typeof ServerInvitesReply>;
/**
 * `GET /api/server/invites/state`: `mayInvite`: whether one may invite people at all, however many are left. `inviter`: whose
 * invitation one has come by, as long as they have an account.
 */
export const InvitationStateReply = Type.Object({
  mayInvite: Type.Boolean(),
  inviter: Type.Union([User, Type.Null()]),
});
export type InvitationStateReply = Static<typeof InvitationStateReply>;
/** `POST /api/server/invites/revoke`: one's own, of an administrator any. */
export const InviteCodeBody = Type.Object({ code: Type.String({ maxLength: 128 }) });
export type InviteCodeBody = Static<typeof InviteCodeBody>;
/**
 * `POST /api/server/invites/look`, for a person who opens the link: who invites (null: the server itself), to which
 * server. `invite_invalid` for a link that was revoked, has expired or is used up, and where registration is closed.
 */
export const ServerInvitePreview = Type.Object({
  server: Type.String(),
  by: Nullable(Type.String()),
});
export type ServerInvitePreview = Static<typeof ServerInvitePreview>;
/** `GET /api/admin/invites`: those of all accounts, newest first. */
export const AllInvitesReply = Type.Object({ invites: Type.Array(ServerInvite) });
export type AllInvitesReply = Static<typeof AllInvitesReply>;

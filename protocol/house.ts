import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { Id, Nullable, Time, Whole } from './shapes.ts';
import { User } from './users.ts';

/** Who may register. */
export const Registration = Type.Union([
  Type.Literal('open'),
  Type.Literal('invite'),
  Type.Literal('closed'),
]);
export type Registration = Static<typeof Registration>;

/** Accent colours that the client has; `turquoise` is its own. */
export const Colour = Type.Union([
  Type.Literal('turquoise'),
  Type.Literal('lapis'),
  Type.Literal('pistachio'),
  Type.Literal('saffron'),
  Type.Literal('pomegranate'),
]);
export type Colour = Static<typeof Colour>;

const Password = Type.String({ maxLength: 4 * LIMITS.passwordMax });
const Secret = Type.String({ pattern: '^[A-Za-z0-9_-]{22,64}$' });
export const Quota = Type.Integer({ minimum: 0, maximum: 10_000 });
/** Somebody as a link or a list names them; a deleted account has no name. */
const Person = Type.Object({ id: Id, username: Type.String(), displayName: Type.String() });

/**
 * Code of a registration link, `/i#<code>`: 128 random bits. The part behind `#` reaches no server, so it stands in no
 * log of a proxy and no page that previews links can look it up; it is sent in bodies only.
 */
export const InviteCode = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });

/** A link that lets people register. `by`: who made it, null for the command line. */
export const HouseInvite = Type.Object({
  code: InviteCode,
  by: Type.Union([Person, Type.Null()]),
  note: Type.String(),
  createdAt: Time,
  expiresAt: Nullable(Time),
  /** null: any number. */
  usesLeft: Nullable(Type.Integer()),
  uses: Type.Integer(),
  revokedAt: Nullable(Type.Integer()),
  /** Code of the link into a group that it goes with, `/join/<group>#<code>`. Only its maker is told. */
  group: Nullable(InviteCode),
});
export type HouseInvite = Static<typeof HouseInvite>;
/**
 * `POST /api/house/invites`. A member's link has one use (`uses` is left out or 1) and lasts a month at most; who has no
 * more invitations is answered `no_invites_left`. Administrators choose freely. Absent: one use, a week. `group`: a link into
 * a group that one has made oneself, and which opens; the invitation ends with it.
 */
export const HouseInviteBody = Type.Object({
  note: Type.Optional(Type.String({ maxLength: 64 })),
  expiresAt: Type.Optional(Nullable(Time)),
  uses: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 10_000 }))),
  group: Type.Optional(InviteCode),
});
export type HouseInviteBody = Static<typeof HouseInviteBody>;
export const HouseInviteReply = Type.Object({ invite: HouseInvite });
export type HouseInviteReply = Static<typeof HouseInviteReply>;
/** `GET /api/house/invites`: one's own, newest first. `left`: how many more people one may invite; null: any number. */
export const HouseInvitesReply = Type.Object({
  invites: Type.Array(HouseInvite),
  left: Nullable(Type.Integer()),
});
export type HouseInvitesReply = Static<typeof HouseInvitesReply>;
/**
 * `GET /api/house/standing`: `mayInvite`: whether one may invite people at all, however many are left. `inviter`: whose
 * invitation one has come by, as long as they have an account.
 */
export const HouseStandingReply = Type.Object({
  mayInvite: Type.Boolean(),
  inviter: Type.Union([User, Type.Null()]),
});
export type HouseStandingReply = Static<typeof HouseStandingReply>;
/** `POST /api/house/invites/revoke`: one's own, of an administrator any. */
export const InviteCodeBody = Type.Object({ code: Type.String({ maxLength: 128 }) });
export type InviteCodeBody = Static<typeof InviteCodeBody>;
/**
 * `POST /api/house/invites/look`, for whoever opens the link: who invites (null: the house itself), to which house.
 * `invite_invalid` for one that was revoked, has expired or is used up, and where nobody may register.
 */
export const HouseInviteLook = Type.Object({
  house: Type.String(),
  by: Nullable(Type.String()),
});
export type HouseInviteLook = Static<typeof HouseInviteLook>;
/** `GET /api/admin/invites`: everybody's, newest first. */
export const AllInvitesReply = Type.Object({ invites: Type.Array(HouseInvite) });
export type AllInvitesReply = Static<typeof AllInvitesReply>;

/** Which of the house's settings were given when the server was started: nobody changes them while it runs. */
export const HouseField = Type.Union([
  Type.Literal('name'),
  Type.Literal('colour'),
  Type.Literal('registration'),
  Type.Literal('inviteQuota'),
]);
export type HouseField = Static<typeof HouseField>;
/** `GET /api/admin/house`. */
export const House = Type.Object({
  name: Type.String(),
  colour: Colour,
  registration: Registration,
  /** How many people a member may invite; 0: only administrators invite. */
  inviteQuota: Quota,
  fixed: Type.Array(HouseField),
});
export type House = Static<typeof House>;
/** `PATCH /api/admin/house` → `House`: what is absent stays. A `fixed` one is refused by `forbidden`, naming it. */
export const HouseUpdateBody = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 256 })),
  colour: Type.Optional(Colour),
  registration: Type.Optional(Registration),
  inviteQuota: Type.Optional(Quota),
});
export type HouseUpdateBody = Static<typeof HouseUpdateBody>;

/**
 * `POST /api/setup` → 201, `AuthReply`: by the one-time link of the first start, `/setup#<secret>`, which makes the
 * first administrator and signs them in. `link_invalid` once there is one. Of `house` what is `fixed` is ignored.
 */
export const SetupBody = Type.Object({
  secret: Secret,
  username: Type.String({ maxLength: 256 }),
  password: Password,
  displayName: Type.Optional(Type.String({ maxLength: 256 })),
  deviceName: Type.Optional(Type.String({ maxLength: 256 })),
  house: Type.Optional(HouseUpdateBody),
});
export type SetupBody = Static<typeof SetupBody>;
/** `POST /api/setup/look`: whether the secret still opens, before a form is shown; `link_invalid` else. */
export const SecretBody = Type.Object({ secret: Type.String({ maxLength: 128 }) });
export type SecretBody = Static<typeof SecretBody>;
/** What the first administrator finds set, and what of it they cannot change. */
export const SetupLook = Type.Object({ house: House });
export type SetupLook = Static<typeof SetupLook>;

/**
 * `POST /api/auth/reset`: by a one-time link of an administrator, `/reset#<secret>`. Ends all sessions of the account;
 * sign in with `username` and the new password.
 */
export const ResetBody = Type.Object({ secret: Secret, password: Password });
export type ResetBody = Static<typeof ResetBody>;
/** Of `POST /api/auth/reset`, and of `POST /api/auth/reset/look { secret }`, which changes nothing. */
export const ResetReply = Type.Object({ username: Type.String() });
export type ResetReply = Static<typeof ResetReply>;

export const Role = Type.Union([Type.Literal('user'), Type.Literal('admin')]);
export type Role = Static<typeof Role>;
/** An account as administrators see it. */
export const Account = Type.Object({
  id: Id,
  username: Type.String(),
  displayName: Type.String(),
  role: Role,
  createdAt: Time,
  lastSeenAt: Nullable(Type.Integer()),
  disabledAt: Nullable(Type.Integer()),
  invitedBy: Type.Union([Person, Type.Null()]),
  /** How many came by this person's links. */
  invited: Type.Integer(),
  /** How many they may invite in all; null: what the house allows. */
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

/** `GET /api/admin/audit`, newest first. `before`: id of the last one shown. */
export const AuditQuery = Type.Object({
  before: Type.Optional(Whole(1)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
/**
 * `actor`: the username of who did it, null for the command line and the server itself. Names are null of accounts that were
 * deleted. `act`: `house.update`,
 * `user.create|role|disable|enable|quota|logout|reset|password|delete`, `invite.create|revoke`, `setup`. `target`: a username.
 */
export const AuditEntry = Type.Object({
  id: Type.Integer(),
  at: Time,
  actor: Nullable(Type.String()),
  actorName: Nullable(Type.String()),
  act: Type.String(),
  target: Nullable(Type.String()),
  targetName: Nullable(Type.String()),
  details: Type.Record(Type.String(), Type.Unknown()),
});
export type AuditEntry = Static<typeof AuditEntry>;
export const AuditReply = Type.Object({ entries: Type.Array(AuditEntry), more: Type.Boolean() });
export type AuditReply = Static<typeof AuditReply>;

/** `GET /api/admin/overview`: the numbers of /metrics for the administrator's page; series newest last, one a minute. */
export const OverviewReply = Type.Object({
  version: Type.String(),
  startedAt: Time,
  users: Type.Integer(),
  chats: Type.Integer(),
  messages: Type.Integer(),
  connections: Type.Integer(),
  databaseBytes: Type.Integer(),
  walBytes: Type.Integer(),
  filesBytes: Type.Integer(),
  freeBytes: Type.Integer(),
  backups: Type.Array(Type.Object({ name: Type.String(), at: Time, bytes: Type.Integer() })),
  backupEvery: Nullable(Type.Integer()),
  series: Type.Object({
    at: Type.Array(Time),
    connections: Type.Array(Type.Number()),
    messages: Type.Array(Type.Number()),
    commitMs: Type.Array(Type.Number()),
    memoryMb: Type.Array(Type.Number()),
    lagMs: Type.Array(Type.Number()),
  }),
});
export type OverviewReply = Static<typeof OverviewReply>;

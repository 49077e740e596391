import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';
import { Id, Nullable, Time } from './shapes.ts';

/** Who may register. */
export const Registration = Type.Union([
  Type.Literal('open'),
  Type.Literal('invite'),
  Type.Literal('closed'),
]);
export type Registration = Static<typeof Registration>;

const Password = Type.String({ maxLength: 4 * LIMITS.passwordMax });
const Secret = Type.String({ pattern: '^[A-Za-z0-9_-]{22,64}$' });
/** A code of a registration link, `/i/<code>`: 128 random bits in base64url. */
export const InviteCode = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' });

/** Links that let people register. `by`: who made it, null for the command line. */
export const HouseInvite = Type.Object({
  code: InviteCode,
  by: Type.Union([Type.Object({ id: Id, displayName: Type.String() }), Type.Null()]),
  note: Type.String(),
  createdAt: Time,
  expiresAt: Nullable(Type.Integer()),
  /** null: any number. */
  usesLeft: Nullable(Type.Integer()),
  uses: Type.Integer(),
  revokedAt: Nullable(Type.Integer()),
});
export type HouseInvite = Static<typeof HouseInvite>;
/** `POST /api/house/invites`. A member has one use a link and a quota; administrators may choose freely. */
export const HouseInviteBody = Type.Object({
  note: Type.Optional(Type.String({ maxLength: 64 })),
  expiresAt: Type.Optional(Nullable(Type.Integer({ minimum: 0 }))),
  uses: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 10_000 }))),
});
export type HouseInviteBody = Static<typeof HouseInviteBody>;
/** `left`: how many more people the asker may invite; null: any number. */
export const HouseInvitesReply = Type.Object({
  invites: Type.Array(HouseInvite),
  left: Nullable(Type.Integer()),
});
export type HouseInvitesReply = Static<typeof HouseInvitesReply>;
/** `GET /api/house/invites/:code`, for whoever opens the link: who invites, to which house. 410 `invite_invalid` else. */
export const HouseInvitePreview = Type.Object({
  house: Type.String(),
  by: Nullable(Type.String()),
});
export type HouseInvitePreview = Static<typeof HouseInvitePreview>;

/** What the house is like; administrators change it. `fixed`: names of those that the environment sets for good. */
export const House = Type.Object({
  name: Type.String(),
  /** Name of one of the client's accent colours. */
  colour: Type.String(),
  registration: Registration,
  /** How many people a member may invite; null: none may. */
  inviteQuota: Nullable(Type.Integer()),
  fixed: Type.Array(Type.String()),
});
export type House = Static<typeof House>;
/** `PATCH /api/admin/house`: what is absent stays. */
export const HouseUpdateBody = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 256 })),
  colour: Type.Optional(Type.String({ maxLength: 32 })),
  registration: Type.Optional(Registration),
  inviteQuota: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 10_000 }))),
});
export type HouseUpdateBody = Static<typeof HouseUpdateBody>;

/** `POST /api/setup`: by the one-time link of the first start, `/setup#<secret>`, which makes the administrator. */
export const SetupBody = Type.Object({
  secret: Secret,
  username: Type.String({ maxLength: 256 }),
  password: Password,
  displayName: Type.Optional(Type.String({ maxLength: 256 })),
  house: Type.Optional(HouseUpdateBody),
});
export type SetupBody = Static<typeof SetupBody>;
/** `POST /api/auth/reset`: by a one-time link of an administrator, `/reset#<secret>`; ends all sessions. */
export const ResetBody = Type.Object({ secret: Secret, password: Password });
export type ResetBody = Static<typeof ResetBody>;

export const Role = Type.Union([Type.Literal('user'), Type.Literal('admin')]);
/** An account as administrators see it. */
export const Account = Type.Object({
  id: Id,
  username: Type.String(),
  displayName: Type.String(),
  role: Role,
  createdAt: Time,
  lastSeenAt: Nullable(Type.Integer()),
  disabledAt: Nullable(Type.Integer()),
  invitedBy: Nullable(Type.String()),
  invited: Type.Integer(),
  inviteQuota: Nullable(Type.Integer()),
  sessions: Type.Integer(),
  messages: Type.Integer(),
});
export type Account = Static<typeof Account>;
/** `GET /api/admin/users?q&after&limit`; `after`: id of the last one shown. */
export const AccountsReply = Type.Object({
  accounts: Type.Array(Account),
  more: Type.Boolean(),
  total: Type.Integer(),
});
export type AccountsReply = Static<typeof AccountsReply>;
/** `PATCH /api/admin/users/:userId`. The last administrator can be neither disabled nor made a user (`last_owner`). */
export const AccountUpdateBody = Type.Object({
  role: Type.Optional(Role),
  disabled: Type.Optional(Type.Boolean()),
  inviteQuota: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 10_000 }))),
});
export type AccountUpdateBody = Static<typeof AccountUpdateBody>;
/** `DELETE /api/admin/users/:userId?data=keep|erase`; of oneself: `POST /api/me/delete { password, data }`. */
export const EraseBody = Type.Object({
  password: Password,
  /** `erase`: what the person wrote is deleted for everyone too; `keep`: it stays under "deleted account". */
  data: Type.Union([Type.Literal('keep'), Type.Literal('erase')]),
});
export type EraseBody = Static<typeof EraseBody>;
/** `POST /api/admin/users/:userId/reset` → a one-time link for a new password. */
export const ResetLinkReply = Type.Object({ path: Type.String(), expiresAt: Time });

/** `GET /api/admin/audit?before&limit`, newest first. */
export const AuditEntry = Type.Object({
  id: Type.Integer(),
  at: Time,
  actor: Nullable(Type.String()),
  act: Type.String(),
  target: Nullable(Type.String()),
  details: Type.Record(Type.String(), Type.Unknown()),
});
export type AuditEntry = Static<typeof AuditEntry>;
export const AuditReply = Type.Object({ entries: Type.Array(AuditEntry), more: Type.Boolean() });

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

import { type Static, Type } from '@sinclair/typebox';
import { Password, Secret } from './shapes.ts';

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
export const Quota = Type.Integer({ minimum: 0, maximum: 10_000 });
const Bytes = Type.Integer({ minimum: 0, maximum: 1e15 });
const BytesOrNone = Type.Union([Bytes, Type.Null()]);

/** Which of the server's settings were given when the server was started: they cannot be changed while it runs. */
export const ServerSettingsField = Type.Union([
  Type.Literal('name'),
  Type.Literal('colour'),
  Type.Literal('registration'),
  Type.Literal('inviteQuota'),
  Type.Literal('fileMaxBytes'),
  Type.Literal('userQuotaBytes'),
  Type.Literal('serverQuotaBytes'),
]);
export type ServerSettingsField = Static<typeof ServerSettingsField>;
/** `GET /api/admin/server`. */
export const ServerSettings = Type.Object({
  name: Type.String(),
  colour: Colour,
  registration: Registration,
  /** How many people a member may invite; 0: only administrators invite. */
  inviteQuota: Quota,
  /** The largest file that people may send. */
  fileMaxBytes: Bytes,
  /** What each person, and all together, may keep in files and uploads under way; null: no end but the disk's. */
  userQuotaBytes: BytesOrNone,
  serverQuotaBytes: BytesOrNone,
  fixed: Type.Array(ServerSettingsField),
});
export type ServerSettings = Static<typeof ServerSettings>;
/** `PATCH /api/admin/server` → `Server`: what is absent stays. A `fixed` one is refused by `forbidden`, naming it. */
export const ServerSettingsUpdateBody = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 256 })),
  colour: Type.Optional(Colour),
  registration: Type.Optional(Registration),
  inviteQuota: Type.Optional(Quota),
  fileMaxBytes: Type.Optional(Bytes),
  userQuotaBytes: Type.Optional(BytesOrNone),
  serverQuotaBytes: Type.Optional(BytesOrNone),
});
export type ServerSettingsUpdateBody = Static<typeof ServerSettingsUpdateBody>;

/**
 * `POST /api/setup` → 201, `AuthReply`: by the one-time link of the first start, `/setup#<secret>`, which makes the
 * first administrator and signs them in. `link_invalid` once there is one. Of `server` what is `fixed` is ignored.
 */
export const SetupBody = Type.Object({
  secret: Secret,
  username: Type.String({ maxLength: 256 }),
  password: Password,
  displayName: Type.Optional(Type.String({ maxLength: 256 })),
  deviceName: Type.Optional(Type.String({ maxLength: 256 })),
  server: Type.Optional(ServerSettingsUpdateBody),
});
export type SetupBody = Static<typeof SetupBody>;
/** `POST /api/setup/look`: whether the secret still opens, before a form is shown; `link_invalid` else. */
export const SecretBody = Type.Object({ secret: Type.String({ maxLength: 128 }) });
export type SecretBody = Static<typeof SecretBody>;
/** What the first administrator finds set, and what of it they cannot change. */
export const SetupPreview = Type.Object({ server: ServerSettings });
export type SetupPreview = Static<typeof SetupPreview>;

import { type Static, Type } from '@sinclair/typebox';
import { Colour, Registration } from './server-settings.ts';
import { Id, Nullable, Password, Secret, Time } from './shapes.ts';
import { Me } from './users.ts';

/** Ceilings only, here and below: the service says what exactly is wrong with a name or password, by its own code. */
export const RegisterBody = Type.Object({
  username: Type.String({ maxLength: 256 }),
  password: Password,
  displayName: Type.Optional(Type.String({ maxLength: 256 })),
  /** Code of a link `/i#<code>`. */
  invite: Type.Optional(Type.String({ maxLength: 128 })),
  deviceName: Type.Optional(Type.String({ maxLength: 256 })),
});
export type RegisterBody = Static<typeof RegisterBody>;
export const LoginBody = Type.Object({
  username: Type.String({ maxLength: 256 }),
  password: Password,
  deviceName: Type.Optional(Type.String({ maxLength: 256 })),
});
export type LoginBody = Static<typeof LoginBody>;
/** `token` is for programs (`Authorization: Bearer`); browsers get the same in an HttpOnly cookie and ignore it. */
export const AuthReply = Type.Object({ token: Type.String(), expiresAt: Time, user: Me });
export type AuthReply = Static<typeof AuthReply>;
export const PasswordBody = Type.Object({ current: Password, next: Password });
export type PasswordBody = Static<typeof PasswordBody>;

export const Session = Type.Object({
  id: Id,
  deviceName: Type.String(),
  ip: Nullable(Type.String()),
  createdAt: Time,
  lastSeenAt: Time,
  current: Type.Boolean(),
});
export type Session = Static<typeof Session>;
export const SessionsReply = Type.Object({ sessions: Type.Array(Session) });

/** What a visitor without a session may know of the server. */
export const ServerInfo = Type.Object({
  name: Type.String(),
  version: Type.String(),
  protocol: Type.Integer(),
  registration: Registration,
  colour: Colour,
  /** The server has no administrator yet: the first start printed a link that makes one. */
  setup: Type.Boolean(),
});
export type ServerInfo = Static<typeof ServerInfo>;

/** Event: this session was ended elsewhere; the socket closes after it. */
export const SessionEnded = Type.Object({});
/** Event: the server stops; come back after `retryAfterMs` (each client gets its own, spread). */
export const ServerClosing = Type.Object({ retryAfterMs: Type.Integer() });

/**
 * `POST /api/auth/reset`: by a one-time link of an administrator, `/reset#<secret>`. Ends all sessions of the account;
 * sign in with `username` and the new password.
 */
export const ResetBody = Type.Object({ secret: Secret, password: Password });
export type ResetBody = Static<typeof ResetBody>;
/** Of `POST /api/auth/reset`, and of `POST /api/auth/reset/look { secret }`, which changes nothing. */
export const ResetReply = Type.Object({ username: Type.String() });
export type ResetReply = Static<typeof ResetReply>;

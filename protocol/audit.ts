import { type Static, Type } from '@sinclair/typebox';
import { Nullable, Time, Whole } from './shapes.ts';

/** `GET /api/admin/audit`, newest first. `before`: id of the last one shown. */
export const AuditQuery = Type.Object({
  before: Type.Optional(Whole(1)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
/**
 * `actor`: the username of the administrator, null for the command line and the server itself. Names of deleted
 * accounts are null. `action`: `server.update`, `user.create|role|disable|enable|quota|logout|reset|password|delete`,
 * `invite.create|revoke`, `setup`. `target`: a username.
 */
export const AuditEntry = Type.Object({
  id: Type.Integer(),
  at: Time,
  actor: Nullable(Type.String()),
  actorName: Nullable(Type.String()),
  action: Type.String(),
  target: Nullable(Type.String()),
  targetName: Nullable(Type.String()),
  details: Type.Record(Type.String(), Type.Unknown()),
});
export type AuditEntry = Static<typeof AuditEntry>;
export const AuditReply = Type.Object({ entries: Type.Array(AuditEntry), more: Type.Boolean() });
export type AuditReply = Static<typeof AuditReply>;

import { type Static, Type } from '@sinclair/typebox';
import { Nullable, Time } from './shapes.ts';

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

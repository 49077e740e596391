import { type Static, Type } from '@sinclair/typebox';
import { Nullable, Time } from './shapes.ts';

/** Which work behind the requests is meant. */
export const JobBody = Type.Object({
  kind: Type.String({ maxLength: 64 }),
  key: Type.String({ maxLength: 256 }),
});
export type JobBody = Static<typeof JobBody>;

/** Work that was given up: it is not tried any more, until an administrator says so. */
export const DeadJob = Type.Object({
  kind: Type.String(),
  key: Type.String(),
  tries: Type.Integer(),
  error: Nullable(Type.String()),
  deadAt: Time,
});
export type DeadJob = Static<typeof DeadJob>;

/** `GET /api/admin/overview`: the numbers of /metrics for the administrator's page; series newest last, one a minute. */
export const OverviewReply = Type.Object({
  version: Type.String(),
  startedAt: Time,
  users: Type.Integer(),
  chats: Type.Integer(),
  messages: Type.Integer(),
  connections: Type.Integer(),
  databaseBytes: Type.Integer(),
  /** None where the database is no file of the server's. */
  walBytes: Type.Union([Type.Integer(), Type.Null()]),
  filesBytes: Type.Integer(),
  freeBytes: Type.Integer(),
  backups: Type.Array(Type.Object({ name: Type.String(), at: Time, bytes: Type.Integer() })),
  backupEvery: Nullable(Type.Integer()),
  /** Push services that do not answer now, by their origin. */
  pushUnreachable: Type.Array(Type.String()),
  /** How many jobs were given up, and the newest of them. */
  jobsDead: Type.Integer(),
  deadJobs: Type.Array(DeadJob),
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

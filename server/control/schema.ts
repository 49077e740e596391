import { type Static, Type } from '@sinclair/typebox';
import { EraseData, Role } from '../../protocol/accounts.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { Quota } from '../../protocol/server-settings.ts';
import { Time } from '../../protocol/shapes.ts';

const Username = Type.String({ maxLength: 256 });
const Password = Type.String({ maxLength: 4 * LIMITS.passwordMax });
const Named = { username: Username };
const OneJob = {
  kind: Type.String({ maxLength: 64 }),
  key: Type.String({ maxLength: 256 }),
};
const Watch = { secret: Type.String({ maxLength: 64 }) };

/** What may be asked over the control socket: never on the network, so not part of the protocol. */
export const CONTROL_COMMANDS = {
  'user.list': Type.Object({ q: Type.Optional(Type.String({ maxLength: LIMITS.query })) }),
  'user.create': Type.Object({
    ...Named,
    displayName: Type.Optional(Type.String({ maxLength: 256 })),
    role: Role,
    password: Type.Optional(Password),
  }),
  'user.password': Type.Object({ ...Named, password: Password }),
  'user.link': Type.Object(Named),
  'user.update': Type.Object({
    ...Named,
    role: Type.Optional(Role),
    disabled: Type.Optional(Type.Boolean()),
    inviteQuota: Type.Optional(Type.Union([Quota, Type.Null()])),
  }),
  'user.logout': Type.Object(Named),
  'user.delete': Type.Object({ ...Named, data: EraseData }),
  'setup.link': Type.Object({}),
  'invite.create': Type.Object({
    label: Type.Optional(Type.String({ maxLength: 64 })),
    expiresAt: Type.Union([Time, Type.Null()]),
    uses: Type.Union([Type.Integer({ minimum: 1, maximum: 10_000 }), Type.Null()]),
  }),
  'invite.list': Type.Object({}),
  'invite.revoke': Type.Object({ code: Type.String({ maxLength: 128 }) }),
  'push.keys': Type.Object({}),
  'push.list': Type.Object({}),
  'push.test': Type.Object(Named),
  'push.prune': Type.Object({}),
  'job.list': Type.Object({}),
  'job.retry': Type.Object({ one: Type.Optional(Type.Object(OneJob)) }),
  'job.drop': Type.Object(OneJob),
  'cluster.state': Type.Object({}),
  'queue.state': Type.Object({}),
  'turn.servers': Type.Object({}),
  'doctor.open': Type.Object({}),
  'doctor.seen': Type.Object(Watch),
  'doctor.release': Type.Object(Watch),
  'doctor.close': Type.Object(Watch),
};
export type ControlCommandName = keyof typeof CONTROL_COMMANDS;
export type ControlCommandBody<N extends ControlCommandName> = Static<(typeof CONTROL_COMMANDS)[N]>;

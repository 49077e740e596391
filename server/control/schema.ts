import { type Static, Type } from '@sinclair/typebox';
import { EraseData, Role } from '../../protocol/accounts.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { Quota } from '../../protocol/server-settings.ts';
import { Time } from '../../protocol/shapes.ts';

const Username = Type.String({ maxLength: 256 });
const Password = Type.String({ maxLength: 4 * LIMITS.passwordMax });
const Named = { username: Username };
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
    note: Type.Optional(Type.String({ maxLength: 64 })),
    expiresAt: Type.Union([Time, Type.Null()]),
    uses: Type.Union([Type.Integer({ minimum: 1, maximum: 10_000 }), Type.Null()]),
  }),
  'invite.list': Type.Object({}),
  'invite.revoke': Type.Object({ code: Type.String({ maxLength: 128 }) }),
  'doctor.open': Type.Object({}),
  'doctor.seen': Type.Object(Watch),
  'doctor.release': Type.Object(Watch),
  'doctor.close': Type.Object(Watch),
};
export type ControlCommandName = keyof typeof CONTROL_COMMANDS;
export type ControlCommandBody<N extends ControlCommandName> = Static<(typeof CONTROL_COMMANDS)[N]>;

import { type Static, Type } from '@sinclair/typebox';
import { LIMITS } from './limits.ts';

/** Ids of users and chats: 64 random bits in base64url. Unguessable, and still checked in every query. */
export const Id = Type.String({ pattern: '^[A-Za-z0-9_-]{11}$' });
/** RFC 9562; UUIDv7 is asked for because the index of retries is fastest when keys are ordered by time. */
export const ClientId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
});
/** Milliseconds since 1970, UTC, up to the last that `Date` can say (ECMA-262 §21.4.1.1): a later one throws where it is shown. */
export const Time = Type.Integer({ minimum: 0, maximum: 8.64e15 });
/** A number from outside has an end, or `1e300` would be one: above 2^53 SQLite has no INTEGER for it. */
export const Whole = (minimum: number) =>
  Type.Integer({ minimum, maximum: Number.MAX_SAFE_INTEGER });
/** A message's place in its chat: 1, 2, 3, … without gaps. */
export const Seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
export const Username = Type.String({ minLength: 1, maxLength: LIMITS.usernameMax });
export const Nullable = <
  T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>,
>(
  t: T,
) => Type.Union([t, Type.Null()]);
/** A body with no fields; unknown ones are ignored, like everywhere. */
export const Empty = Type.Object({});
export type Empty = Static<typeof Empty>;

export const Password = Type.String({ maxLength: 4 * LIMITS.passwordMax });
export const Secret = Type.String({ pattern: '^[A-Za-z0-9_-]{22,64}$' });

import type { Presence } from '../../protocol/presence.ts';
import type { User } from '../../protocol/users.ts';

/** A person whose account is deleted has no presence, whatever was known of them a moment ago. */
export function presenceOf(
  known: ReadonlyMap<string, Presence> | undefined,
  user: Pick<User, 'id' | 'deletedAt'> | null | undefined,
): Presence | undefined {
  return user?.deletedAt === null ? known?.get(user.id) : undefined;
}

import type { SessionRow } from '../../db/stores/sessions.ts';
import type { UserRow } from '../../db/stores/user-row.ts';
import type { Session } from '../../protocol/auth.ts';
import type { Me, Privacy, User } from '../../protocol/users.ts';

type Shown = Pick<UserRow, Exclude<keyof Me, 'privacy' | 'avatar'> | keyof Privacy | 'avatarFile'>;

/** The signed-in person's own view of their row. */
export function meOf(row: Shown): Me {
  const { id, username, displayName, about, createdAt, deletedAt, role, avatarFile: avatar } = row;
  const privacy = { whoWrites: row.whoWrites, lastSeen: row.lastSeen };
  return { id, username, displayName, about, createdAt, deletedAt, avatar, role, privacy };
}

/** A person as others see them: no role, no presence. */
export function userOf(row: UserRow): User {
  const { id, username, displayName, about, createdAt, deletedAt, avatarFile: avatar } = row;
  return { id, username, displayName, about, createdAt, deletedAt, avatar };
}

export function sessionOf(row: SessionRow, currentId: string): Session {
  const { id, deviceName, ip, createdAt, lastSeenAt } = row;
  return { id, deviceName, ip, createdAt, lastSeenAt, current: id === currentId };
}

import type { InferSelectModel } from 'drizzle-orm';
import { users } from '../schema.ts';

/** What is read of an account: without its credential, and without the key by which names are sorted. */
export const USER_COLUMNS = {
  id: users.id,
  username: users.username,
  usernameKey: users.usernameKey,
  displayName: users.displayName,
  nameKey: users.nameKey,
  about: users.about,
  role: users.role,
  createdAt: users.createdAt,
  deletedAt: users.deletedAt,
  whoWrites: users.whoWrites,
  lastSeen: users.lastSeen,
  disabledAt: users.disabledAt,
  invitedBy: users.invitedBy,
  inviteQuota: users.inviteQuota,
  avatarFile: users.avatarFile,
};

/** An account, without its credential. `usernameKey` and `nameKey` are the folded names. */
export type UserRow = Pick<InferSelectModel<typeof users>, keyof typeof USER_COLUMNS>;

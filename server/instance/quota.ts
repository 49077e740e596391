import type { Tx } from '../../db/engine/engine.ts';
import type { Db } from '../../db/stores.ts';
import type { CurrentSettings } from './settings.ts';

/** `most`: how many people the account may invite in all, null for administrators. `invited`: how many it has. */
export type InviteQuota = { most: number | null; invited: number };

export function* quotaOf(db: Db, instance: CurrentSettings, userId: string): Tx<InviteQuota> {
  const user = yield* db.users.byId(userId);
  const invited = yield* db.serverInvites.invited(userId);
  if (user?.role === 'admin') return { most: null, invited };
  return { most: user?.inviteQuota ?? instance.now().inviteQuota, invited };
}

import type { Db } from '../../db/database.ts';
import type { Script } from '../../db/engine/engine.ts';
import type { HouseSettings } from './settings.ts';

/** `most`: how many people somebody may invite in all, null for administrators. `invited`: how many they have. */
export type Quota = { most: number | null; invited: number };

export function* quotaOf(db: Db, house: HouseSettings, userId: string): Script<Quota> {
  const user = yield* db.users.byId(userId);
  const invited = yield* db.houseInvites.invited(userId);
  if (user?.role === 'admin') return { most: null, invited };
  return { most: user?.inviteQuota ?? house.now().inviteQuota, invited };
}

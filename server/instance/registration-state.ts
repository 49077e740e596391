import type { Script } from '../../db/engine/engine.ts';
import type { HouseStandingReply } from '../../protocol/house.ts';
import type { User } from '../../protocol/users.ts';
import { userOf } from '../auth/views.ts';
import type { Deps } from '../deps.ts';
import { quotaOf } from './quota.ts';
import type { HouseSettings } from './settings.ts';

/** What somebody is to the server besides their account: by whose invitation they came, and whether they invite. */
export function createStanding({ db }: Pick<Deps, 'db'>, house: HouseSettings) {
  function* mayInvite(userId: string): Script<boolean> {
    const { most } = yield* quotaOf(db, house, userId);
    // Administrators decide who may register, so the page that makes links tells them why it makes none.
    return most === null || (most > 0 && house.now().registration !== 'closed');
  }

  function* inviterOf(userId: string): Script<User | null> {
    const user = yield* db.users.byId(userId);
    const inviter = user?.invitedBy ? yield* db.users.byId(user.invitedBy) : undefined;
    const isThere = inviter && inviter.deletedAt === null && inviter.disabledAt === null;
    return isThere ? userOf(inviter) : null;
  }

  function* standing(userId: string): Script<HouseStandingReply> {
    return { mayInvite: yield* mayInvite(userId), inviter: yield* inviterOf(userId) };
  }

  return {
    of: (userId: string): Promise<HouseStandingReply> => db.read(standing(userId)),
  };
}

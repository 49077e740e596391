import type { Tx } from '../../db/engine/engine.ts';
import type { InvitationStateReply } from '../../protocol/server-invites.ts';
import type { User } from '../../protocol/users.ts';
import { userOf } from '../auth/views.ts';
import type { Deps } from '../deps.ts';
import { quotaOf } from './quota.ts';
import type { CurrentSettings } from './settings.ts';

/** What a person is to the server besides their account: by whose invitation they came, and whether they invite. */
export function createInvitationState({ db }: Pick<Deps, 'db'>, instance: CurrentSettings) {
  function* mayInvite(userId: string): Tx<boolean> {
    const { most } = yield* quotaOf(db, instance, userId);
    // Administrators decide who may register, so the page that makes links tells them why it makes none.
    return most === null || (most > 0 && instance.now().registration !== 'closed');
  }

  function* inviterOf(userId: string): Tx<User | null> {
    const user = yield* db.users.byId(userId);
    const inviter = user?.invitedBy ? yield* db.users.byId(user.invitedBy) : undefined;
    const isThere = inviter && inviter.deletedAt === null && inviter.disabledAt === null;
    return isThere ? userOf(inviter) : null;
  }

  function* readState(userId: string): Tx<InvitationStateReply> {
    return { mayInvite: yield* mayInvite(userId), inviter: yield* inviterOf(userId) };
  }

  return {
    get: (userId: string): Promise<InvitationStateReply> => db.read(readState(userId)),
  };
}

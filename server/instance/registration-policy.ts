import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { NamedInvite } from '../../db/stores/server-invites.ts';
import type { RegistrationPolicy } from '../auth/registration-policy.ts';
import type { Deps } from '../deps.ts';
import { quotaOf } from './quota.ts';
import type { CurrentSettings } from './settings.ts';

/**
 * Registration `open | invite | closed`. Where it is closed no link opens either. As long as the server has no
 * administrator, and its settings do not say who may register, only invitations open: otherwise the first stranger who
 * finds a fresh server would be its first member.
 */
export function createRegistrationPolicy(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  instance: CurrentSettings,
): RegistrationPolicy {
  /**
   * A link that is used up, has expired, or whose maker may no longer invite gives the same reply as one that never
   * was.
   */
  function* mustBeOpen(invite: string, now: number): Tx<NamedInvite> {
    const row = yield* db.serverInvites.open(invite, now);
    if (!row) throw new ApiError('invite_invalid', { field: 'invite' });
    if (row.createdBy === null) return row;
    const { most, invited } = yield* quotaOf(db, instance, row.createdBy);
    if (most !== null && invited >= most) throw new ApiError('invite_invalid', { field: 'invite' });
    return row;
  }

  function* letIn(invite: string | undefined, now: number): Tx<NamedInvite | undefined> {
    const { registration } = instance.now();
    if (registration === 'closed') throw new ApiError('registration_closed');
    if (invite !== undefined) return yield* mustBeOpen(invite, now);
    if (!instance.isSettled() && !(yield* db.accounts.hasAdmin()))
      throw new ApiError('registration_closed');
    if (registration === 'invite') throw new ApiError('invite_required', { field: 'invite' });
    return undefined;
  }

  return {
    async checkInvite(invite) {
      await db.read(letIn(invite, clock.now()));
    },
    *enter(invite, now) {
      const row = yield* letIn(invite, now);
      if (row) yield* db.serverInvites.use(row.code);
      return row?.createdBy ?? null;
    },
  };
}

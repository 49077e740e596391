import type { Script } from '../../db/engine/engine.ts';
import type { NamedInvite } from '../../db/stores/server-invites.ts';
import type { Gate } from '../auth/gate.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';
import { quotaOf } from './quota.ts';
import type { HouseSettings } from './settings.ts';

/**
 * Registration `open | invite | closed`. Where it is closed no link opens either. As long as nobody runs the house, and
 * whoever starts the server has not said who may come, only links of theirs open: the first stranger who finds a fresh
 * server would else be its first member.
 */
export function createGate({ db, clock }: Pick<Deps, 'db' | 'clock'>, house: HouseSettings): Gate {
  /** One that is used up, over, or whose maker may invite nobody any more is answered like one that never was. */
  function* opened(invite: string, now: number): Script<NamedInvite> {
    const row = yield* db.houseInvites.open(invite, now);
    if (!row) throw new Refusal('invite_invalid', { field: 'invite' });
    if (row.createdBy === null) return row;
    const { most, invited } = yield* quotaOf(db, house, row.createdBy);
    if (most !== null && invited >= most) throw new Refusal('invite_invalid', { field: 'invite' });
    return row;
  }

  function* pass(invite: string | undefined, now: number): Script<NamedInvite | undefined> {
    const { registration } = house.now();
    if (registration === 'closed') throw new Refusal('registration_closed');
    if (invite !== undefined) return yield* opened(invite, now);
    if (!house.isSettled() && !(yield* db.accounts.hasAdmin()))
      throw new Refusal('registration_closed');
    if (registration === 'invite') throw new Refusal('invite_required', { field: 'invite' });
    return undefined;
  }

  return {
    async look(invite) {
      await db.read(pass(invite, clock.now()));
    },
    *enter(invite, now) {
      const row = yield* pass(invite, now);
      if (row) yield* db.houseInvites.use(row.code);
      return row?.createdBy ?? null;
    },
  };
}

import type { Script } from '../../db/engine/engine.ts';
import type { NamedInvite } from '../../db/stores/server-invites.ts';
import type { HouseInvite, HouseInviteBody, HouseInvitesReply } from '../../protocol/house.ts';
import { toNote } from '../auth/names.ts';
import { newSecret } from '../auth/secrets.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';
import { type Quota, quotaOf } from './quota.ts';
import type { HouseSettings } from './settings.ts';

const DAY = 24 * 3_600_000;
const USUAL_MS = 7 * DAY;
/** Of a member's link. */
const LONGEST_MS = 30 * DAY;
/** Of a list; older ones are long over. */
const LISTED = 500;

/** Who asks; null: the command line, which may do what an administrator may. */
type Actor = string | null;

export function createHouseInvites(
  { db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>,
  house: HouseSettings,
) {
  const ALL: Quota = { most: null, invited: 0 };
  function* quota(actor: Actor): Script<Quota> {
    return actor === null ? ALL : yield* quotaOf(db, house, actor);
  }

  function* left(actor: Actor, now: number): Script<number | null> {
    const { most, invited } = yield* quota(actor);
    if (actor === null || most === null) return null;
    return Math.max(0, most - invited - (yield* db.houseInvites.promised(actor, now)));
  }

  function* make(actor: Actor, code: string, body: HouseInviteBody, now: number) {
    if (house.now().registration === 'closed') throw new Refusal('registration_closed');
    const free = yield* left(actor, now);
    if (free === 0) throw new Refusal('no_invites_left');
    const { expiresAt = now + USUAL_MS, uses = 1, note = '' } = body;
    if (expiresAt !== null && expiresAt <= now)
      throw new Refusal('invalid', { field: 'expiresAt' });
    if (free !== null && uses !== 1) throw new Refusal('forbidden', { field: 'uses' });
    const { group = null } = body;
    const mayGoWith =
      group === null || (actor !== null && (yield* db.invites.isOpenBy(group, actor, now)));
    if (!mayGoWith) throw new Refusal('invalid', { field: 'group' });
    const latest = free === null ? expiresAt : Math.min(expiresAt ?? Infinity, now + LONGEST_MS);
    // Making and revoking in turn must not fill the table, nor the record of what administrators did.
    if (actor !== null && free !== null) yield* db.houseInvites.tidy(actor, now);
    yield* db.houseInvites.create({
      ...{
        code,
        createdBy: actor,
        note: toNote(note),
        createdAt: now,
      },
      ...{ expiresAt: latest, usesLeft: uses, groupCode: group },
    });
    // Not the code: whoever reads the log later could still come in by it.
    const details = { uses, expiresAt: latest };
    if (free === null)
      yield* db.audit.add({ at: now, actorId: actor, act: 'invite.create', details });
    return yield* known(code, actor);
  }

  function* known(code: string, actor: Actor): Script<HouseInvite> {
    const row = yield* db.houseInvites.byCode(code);
    if (!row) throw new Refusal('not_found');
    return inviteOf(row, actor);
  }

  function* revoke(actor: Actor, code: string, now: number): Script<HouseInvite> {
    const row = yield* db.houseInvites.byCode(code);
    const { most } = yield* quota(actor);
    if (!row || (most !== null && row.createdBy !== actor)) throw new Refusal('not_found');
    if ((yield* db.houseInvites.revoke(code, now)) && most === null) {
      const target = row.createdBy ?? undefined;
      yield* db.audit.add({ at: now, actorId: actor, act: 'invite.revoke', target });
    }
    return yield* known(code, actor);
  }

  return {
    create(actor: Actor, body: HouseInviteBody): Promise<HouseInvite> {
      // A command line would take a word that begins with - for an option.
      const code = newSecret(ids, 2).replace(/^-/, '_');
      const now = clock.now();
      return db.write(() => make(actor, code, body, now));
    },

    async own(userId: string): Promise<HouseInvitesReply> {
      const now = clock.now();
      const rows = await db.read(db.houseInvites.list(userId, LISTED));
      return {
        invites: rows.map((row) => inviteOf(row, userId)),
        left: await db.read(left(userId, now)),
      };
    },

    async all(): Promise<HouseInvite[]> {
      return (await db.read(db.houseInvites.list(null, LISTED))).map((row) => inviteOf(row, null));
    },

    /** One's own, of an administrator any. Doing it twice changes nothing. */
    revoke(actor: Actor, code: string): Promise<HouseInvite> {
      const now = clock.now();
      return db.write(() => revoke(actor, code, now));
    },

    /** Who invites whoever holds the link; what it may be used for is asked of the gate before. */
    async inviter(code: string): Promise<string | null> {
      const row = await db.read(db.houseInvites.byCode(code));
      return row?.displayName ?? null;
    },
  };
}

/** Who runs the server reads nobody's chats: the code of a link into a group is its maker's alone. */
function inviteOf(row: NamedInvite, actor: Actor): HouseInvite {
  const { username, displayName, createdBy, groupCode, ...invite } = row;
  const group = createdBy !== null && createdBy === actor ? groupCode : null;
  if (createdBy === null) return { ...invite, group, by: null };
  return {
    ...invite,
    group,
    by: { id: createdBy, username: username ?? '', displayName: displayName ?? '' },
  };
}

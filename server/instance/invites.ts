import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { NamedInvite } from '../../db/stores/server-invites.ts';
import type {
  ServerInvite,
  ServerInviteBody,
  ServerInvitesReply,
} from '../../protocol/server-invites.ts';
import { toInviteLabel } from '../auth/names.ts';
import { newSecret } from '../auth/secrets.ts';
import type { Deps } from '../deps.ts';
import { type InviteQuota, quotaOf } from './quota.ts';
import type { CurrentSettings } from './settings.ts';

const DAY = 24 * 3_600_000;
const USUAL_MS = 7 * DAY;
/** Of a member's link. */
const LONGEST_MS = 30 * DAY;
/** Of a list; older ones are long over. */
const LISTED = 500;

/** Who asks; null: the command line, which may do what an administrator may. */
type Actor = string | null;

export function createServerInvites(
  { db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>,
  instance: CurrentSettings,
) {
  const ALL: InviteQuota = { most: null, invited: 0 };
  function* quota(actor: Actor): Tx<InviteQuota> {
    return actor === null ? ALL : yield* quotaOf(db, instance, actor);
  }

  function* countLeft(actor: Actor, now: number): Tx<number | null> {
    const { most, invited } = yield* quota(actor);
    if (actor === null || most === null) return null;
    return Math.max(0, most - invited - (yield* db.serverInvites.promised(actor, now)));
  }

  function* make(actor: Actor, code: string, body: ServerInviteBody, now: number) {
    if (instance.now().registration === 'closed') throw new ApiError('registration_closed');
    const free = yield* countLeft(actor, now);
    if (free === 0) throw new ApiError('no_invites_left');
    const { expiresAt = now + USUAL_MS, uses = 1, label = '' } = body;
    if (expiresAt !== null && expiresAt <= now)
      throw new ApiError('invalid', { field: 'expiresAt' });
    if (free !== null && uses !== 1) throw new ApiError('forbidden', { field: 'uses' });
    const { group = null } = body;
    const mayGoWith =
      group === null || (actor !== null && (yield* db.invites.isOpenBy(group, actor, now)));
    if (!mayGoWith) throw new ApiError('invalid', { field: 'group' });
    const latest = free === null ? expiresAt : Math.min(expiresAt ?? Infinity, now + LONGEST_MS);
    // Making and revoking in turn must not fill the table, nor the record of what administrators did.
    if (actor !== null && free !== null) yield* db.serverInvites.tidy(actor, now);
    yield* db.serverInvites.create({
      ...{
        code,
        createdBy: actor,
        label: toInviteLabel(label),
        createdAt: now,
      },
      ...{ expiresAt: latest, usesLeft: uses, groupCode: group },
    });
    // Without the code: a person who reads the log later could still register by it.
    const details = { uses, expiresAt: latest };
    if (free === null)
      yield* db.audit.add({ at: now, actorId: actor, action: 'invite.create', details });
    return yield* mustExist(code, actor);
  }

  function* mustExist(code: string, actor: Actor): Tx<ServerInvite> {
    const row = yield* db.serverInvites.byCode(code);
    if (!row) throw new ApiError('not_found');
    return inviteOf(row, actor);
  }

  function* revoke(actor: Actor, code: string, now: number): Tx<ServerInvite> {
    const row = yield* db.serverInvites.byCode(code);
    const { most } = yield* quota(actor);
    if (!row || (most !== null && row.createdBy !== actor)) throw new ApiError('not_found');
    if ((yield* db.serverInvites.revoke(code, now)) && most === null) {
      const target = row.createdBy ?? undefined;
      yield* db.audit.add({ at: now, actorId: actor, action: 'invite.revoke', target });
    }
    return yield* mustExist(code, actor);
  }

  return {
    create(actor: Actor, body: ServerInviteBody): Promise<ServerInvite> {
      // A command line would take a word that begins with - for an option.
      const code = newSecret(ids, 2).replace(/^-/, '_');
      const now = clock.now();
      return db.write(() => make(actor, code, body, now));
    },

    async own(userId: string): Promise<ServerInvitesReply> {
      const now = clock.now();
      const rows = await db.read(db.serverInvites.list(userId, LISTED));
      return {
        invites: rows.map((row) => inviteOf(row, userId)),
        left: await db.read(countLeft(userId, now)),
      };
    },

    async all(): Promise<ServerInvite[]> {
      return (await db.read(db.serverInvites.list(null, LISTED))).map((row) => inviteOf(row, null));
    },

    /** One's own, of an administrator any. Doing it twice changes nothing. */
    revoke(actor: Actor, code: string): Promise<ServerInvite> {
      const now = clock.now();
      return db.write(() => revoke(actor, code, now));
    },

    /**
     * Says who invites the person who holds the link; the registration policy has decided before whether it may be
     * used.
     */
    async inviter(code: string): Promise<string | null> {
      const row = await db.read(db.serverInvites.byCode(code));
      return row?.displayName ?? null;
    },
  };
}

/** The administrator of the server cannot read people's chats: the code of a group link is shown to its maker alone. */
function inviteOf(row: NamedInvite, actor: Actor): ServerInvite {
  const { username, displayName, createdBy, groupCode, ...invite } = row;
  const group = createdBy !== null && createdBy === actor ? groupCode : null;
  if (createdBy === null) return { ...invite, group, by: null };
  return {
    ...invite,
    group,
    by: { id: createdBy, username: username ?? '', displayName: displayName ?? '' },
  };
}

import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { UserRow } from '../../db/stores/user-row.ts';
import type { EraseBody, EraseData } from '../../protocol/accounts.ts';
import type { Proof } from '../auth/service.ts';
import { userOf } from '../auth/views.ts';
import type { Announcer, Change } from '../context.ts';
import type { Deps } from '../deps.ts';
import { toWaitingChange } from '../groups/joining.ts';
import type { Eraser } from './erase.ts';
import { leaveGroups } from './handing-on.ts';
import { type Actor, mustLeaveAnAdmin } from './last-admin.ts';

type Ending = { actor: Actor; userId: string; data: EraseData; now: number; proved?: Proof };
type Ended = { changes: Change[]; ended: string[] };
/** Whether this is the person's password; throws when it is not. */
type Prove = (userId: string, password: string) => Promise<Proof>;

/**
 * Ends an account. In one commit its sessions end, its name becomes free, its groups get another owner, and what was
 * written shows "deleted account". What is to be erased follows in slices.
 */
export function createAccountEnds(
  { db, clock, log }: Pick<Deps, 'db' | 'clock' | 'log'>,
  { eraser, announcer, prove }: { eraser: Eraser; announcer: Announcer; prove: Prove },
) {
  function* endAccount({ actor, userId, data, now, proved }: Ending): Tx<Ended> {
    if (proved) yield* proved();
    const user = yield* db.users.byId(userId);
    if (!user || user.deletedAt !== null) throw new ApiError('not_found');
    yield* mustLeaveAnAdmin(db, user);
    const partners = yield* db.users.partners(userId);
    const changes = yield* leaveGroups(db, userId, now);
    const ended = yield* db.sessions.revokeAll(userId, now);
    yield* addAuditEntry(user, { actor, userId, data, now });
    // Counts for devices that are away, too: the person looks different in each chat that shows them.
    yield* db.users.update(userId, { displayName: '', about: '' });
    yield* db.accounts.softDelete(userId, now);
    const asked = yield* db.accounts.asked(userId);
    yield* db.accounts.forget(userId);
    for (const chatId of asked) changes.push(yield* toWaitingChange(db, chatId));
    yield* db.serverInvites.revokeOf(userId, now);
    yield* eraser.order(userId, data);
    const gone = yield* db.users.byId(userId);
    if (gone) {
      const event = { type: 'user.changed', body: { user: userOf(gone) } } as const;
      changes.push({ to: partners, event });
    }
    return { changes, ended };
  }

  /**
   * The name of a person who deletes their own account is removed from the audit log too; a deletion by an
   * administrator keeps it.
   */
  function* addAuditEntry(user: UserRow, { actor, userId, data, now }: Ending): Tx<void> {
    const details = actor === userId ? { data } : { data, username: user.username };
    yield* db.audit.add({
      at: now,
      actorId: actor,
      action: 'user.delete',
      target: userId,
      details,
    });
  }

  async function remove(
    actor: Actor,
    userId: string,
    data: EraseData,
    proved?: Proof,
  ): Promise<void> {
    const now = clock.now();
    const done = await db.write(() => endAccount({ actor, userId, data, now, proved }));
    announcer.publish(done.changes);
    announcer.endSessions(done.ended);
    log.info('account deleted', { user: userId, data });
    eraser.wake();
  }

  return {
    remove,
    /** The person's own account: a session alone is not enough, since it may be on a device that was found unlocked. */
    async removeMe(userId: string, { password, data }: EraseBody): Promise<void> {
      await remove(userId, userId, data, await prove(userId, password));
    },
  };
}

import { ApiError } from '../../db/engine/api-error.ts';
import type { GroupInvitePreview } from '../../protocol/groups.ts';
import type { Deps } from '../deps.ts';

/** The reader has no account yet. */
const NOBODY = '';

/**
 * What a link into a group says to a person who holds it and has no account: what it is for, and who made it. No more.
 */
export function createGroupPreview({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  return async (code: string): Promise<GroupInvitePreview> => {
    const door = await db.read(db.invites.door(code, NOBODY, clock.now()));
    // One that is over is answered like one that never was.
    if (!door) throw new ApiError('invite_invalid');
    const memberCount = await db.read(db.groups.count(door.chatId));
    const maker = await db.read(db.users.byId(door.createdBy));
    const by = maker && maker.deletedAt === null ? maker.displayName : null;
    const { title, avatar } = door;
    return { title, memberCount, approval: door.approval === 1, avatar, by };
  };
}

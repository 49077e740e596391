import type { FileRelease } from '../context.ts';
import type { Deps } from '../deps.ts';
import { createDeleting, type GroupEraser } from './deleting.ts';
import { createGroupChats } from './groups.ts';
import { createInvites } from './invites.ts';
import { createJoining } from './joining.ts';
import { createLeaving } from './leaving.ts';
import { createMembers } from './members.ts';
import { createRoles } from './roles.ts';

type GroupDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'config'>;

/** Groups. Each change is announced by a system message that has it as data (docs/architecture.md). */
export function createGroups(deps: GroupDeps, eraser: GroupEraser, files: FileRelease) {
  return {
    ...createGroupChats(deps, files),
    ...createMembers(deps),
    ...createLeaving(deps),
    ...createDeleting(deps, eraser),
    ...createRoles(deps),
    ...createInvites(deps),
    ...createJoining(deps),
  };
}

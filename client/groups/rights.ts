import type { Rights } from '../../protocol/chats.ts';
import type { ChatRow } from '../core/services.ts';

/** Owner or admin. */
export function isRowLeader({ own }: ChatRow): boolean {
  return own.role !== 'member';
}

/** The rules of the server, so that nothing is offered that it would refuse; the server is who decides. */
export function rowHasRight(row: ChatRow, right: keyof Rights): boolean {
  return isRowLeader(row) || row.chat.rights[right];
}

export type MemberAction = 'makeAdmin' | 'takeAdmin' | 'handOver' | 'remove';

/** What one with the role `mine` may do to a member. The owner may all; admins remove members, and step down. */
export function listMemberActions(mine: string, role: string, self: boolean): MemberAction[] {
  if (self) return mine === 'admin' ? ['takeAdmin'] : [];
  if (mine === 'owner') return [role === 'admin' ? 'takeAdmin' : 'makeAdmin', 'handOver', 'remove'];
  return mine === 'admin' && role === 'member' ? ['remove'] : [];
}

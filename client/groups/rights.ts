import { mayGiveRole, mayRemoveMember } from '../../protocol/rules/rights.ts';

export type MemberAction = 'makeAdmin' | 'takeAdmin' | 'handOver' | 'remove';

/** What one with the role `mine` may do to a member. */
export function listMemberActions(mine: string, role: string, self: boolean): MemberAction[] {
  const actions: MemberAction[] = [];
  if (mayGiveRole(mine, self, 'member')) actions.push(role === 'admin' ? 'takeAdmin' : 'makeAdmin');
  if (mayGiveRole(mine, self, 'owner')) actions.push('handOver');
  if (!self && mayRemoveMember(mine, role)) actions.push('remove');
  return actions;
}

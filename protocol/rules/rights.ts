import type { Rights } from '../chats.ts';

type Standing = { kind: string; role: string; rights: Rights };

/** The owner and the admins lead a group. */
export const isLeader = (role: string): boolean => role === 'owner' || role === 'admin';

/** Outside groups every member of a chat has all rights. */
export function hasRight({ kind, role, rights }: Standing, right: keyof Rights): boolean {
  return kind !== 'group' || isLeader(role) || rights[right];
}

/** There is always an owner: one who is not alone hands the group over, or deletes it, before leaving. */
export function mayLeaveGroup(role: string, memberCount: number): boolean {
  return role !== 'owner' || memberCount === 1;
}

/** The owner deletes the group, for all members. */
export const mayDeleteGroup = (role: string): boolean => role === 'owner';

/** The owner may remove any member; an admin removes members without a role. */
export function mayRemoveMember(asking: string, role: string): boolean {
  return asking === 'owner' || (asking === 'admin' && role === 'member');
}

/**
 * The owner gives roles to the others; an admin may step down. There is one owner, who hands the group over but never
 * just steps down. `self`: the role is for the person who asks.
 */
export function mayGiveRole(asking: string, self: boolean, role: string): boolean {
  return self ? asking === 'admin' && role === 'member' : asking === 'owner';
}

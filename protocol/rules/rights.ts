import type { Rights } from '../chats.ts';

type Standing = { kind: string; role: string; rights: Rights };

/** The owner and the admins lead a group. */
export const isLeader = (role: string): boolean => role === 'owner' || role === 'admin';

/** Outside groups every member of a chat has all rights. */
export function hasRight({ kind, role, rights }: Standing, right: keyof Rights): boolean {
  return kind !== 'group' || isLeader(role) || rights[right];
}

/** The owner may remove anybody; an admin removes members. */
export function mayRemoveMember(asking: string, role: string): boolean {
  return asking === 'owner' || (asking === 'admin' && role === 'member');
}

/**
 * The owner gives roles to the others; an admin may step down. There is one owner, who hands the group over but never
 * just steps down. `self`: the role is for whoever asks.
 */
export function mayGiveRole(asking: string, self: boolean, role: string): boolean {
  return self ? asking === 'admin' && role === 'member' : asking === 'owner';
}

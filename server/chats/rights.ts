import { ApiError } from '../../db/engine/api-error.ts';
import type { Rights } from '../../protocol/chats.ts';
import { hasRight } from '../../protocol/rules/rights.ts';

/** What members may, as the bits of `chats.rights`. */
const BITS: Record<keyof Rights, number> = { addPeople: 1, changeInfo: 2, pin: 4, write: 8 };
const NAMES = Object.keys(BITS) as (keyof Rights)[];

type MemberStanding = { kind: string; role: string; rights: number };

export function rightsOf(bits: number): Rights {
  const { addPeople, changeInfo, pin, write } = BITS;
  const has = (bit: number): boolean => (bits & bit) !== 0;
  return {
    addPeople: has(addPeople),
    changeInfo: has(changeInfo),
    pin: has(pin),
    write: has(write),
  };
}

/** The names of the rights that members have. */
export function listRights(bits: number): (keyof Rights)[] {
  return NAMES.filter((name) => (bits & BITS[name]) !== 0);
}

/** Returns `bits` with `changes` applied; rights that are left out stay. */
export function applyRights(bits: number, changes: Partial<Rights>): number {
  return NAMES.reduce((all, name) => {
    const wanted = changes[name];
    if (wanted === undefined) return all;
    return wanted ? all | BITS[name] : all & ~BITS[name];
  }, bits);
}

export function isAllowed({ kind, role, rights }: MemberStanding, right: keyof Rights): boolean {
  return hasRight({ kind, role, rights: rightsOf(rights) }, right);
}

export function mustBeAllowed(standing: MemberStanding, right: keyof Rights): void {
  if (!isAllowed(standing, right)) throw new ApiError('forbidden');
}

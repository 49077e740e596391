import type { Rights } from '../../protocol/chats.ts';
import { Refusal } from '../errors.ts';

/** What members may, as the bits of `chats.rights`. */
const BITS: Record<keyof Rights, number> = { addPeople: 1, changeInfo: 2, pin: 4, write: 8 };
const NAMES = Object.keys(BITS) as (keyof Rights)[];

type Standing = { kind: string; role: string; rights: number };

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
export function allowed(bits: number): (keyof Rights)[] {
  return NAMES.filter((name) => (bits & BITS[name]) !== 0);
}

/** `bits` with what `changes` says; what it leaves out stays. */
export function changedRights(bits: number, changes: Partial<Rights>): number {
  return NAMES.reduce((all, name) => {
    const wanted = changes[name];
    if (wanted === undefined) return all;
    return wanted ? all | BITS[name] : all & ~BITS[name];
  }, bits);
}

/** The owner of a group and its admins. */
export function leads({ role }: Pick<Standing, 'role'>): boolean {
  return role === 'owner' || role === 'admin';
}

/** Outside groups everything is allowed to whoever is in the chat. */
export function may(standing: Standing, right: keyof Rights): boolean {
  if (standing.kind !== 'group' || leads(standing)) return true;
  return (standing.rights & BITS[right]) !== 0;
}

export function mustBeAllowed(standing: Standing, right: keyof Rights): void {
  if (!may(standing, right)) throw new Refusal('forbidden');
}

import type { Tx } from '../../db/engine/engine.ts';

/** Decides who may register; `server/instance` implements it. Both throw when registration is not allowed. */
export type RegistrationPolicy = {
  /** Before the password is hashed, so that a stranger costs nothing. */
  checkInvite(invite: string | undefined): Promise<void>;
  /** Takes one use of the link, in the commit that makes the account. Returns the account whose link it was. */
  enter(invite: string | undefined, now: number): Tx<string | null>;
};

import type { Tx } from '../../db/engine/engine.ts';

/** Who may register; the server gives it. Both throw for whoever may not. */
export type RegistrationPolicy = {
  /** Before the password is hashed, so that a stranger costs nothing. */
  look(invite: string | undefined): Promise<void>;
  /** In the commit that makes the account: takes one use of the link. Answers whose link it was. */
  enter(invite: string | undefined, now: number): Tx<string | null>;
};

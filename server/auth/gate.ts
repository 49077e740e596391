import type { Script } from '../../db/engine/engine.ts';

/** Who may register; the house gives it. Both throw for whoever may not. */
export type Gate = {
  /** Before the password is hashed, so that a stranger costs nothing. */
  look(invite: string | undefined): Promise<void>;
  /** In the commit that makes the account: takes one use of the link. Answers whose link it was. */
  enter(invite: string | undefined, now: number): Script<string | null>;
};

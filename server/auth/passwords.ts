import pLimit from 'p-limit';
import { ApiError } from '../../db/engine/api-error.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { canonical, formsOf } from './canonical.ts';

/** OWASP Password Storage Cheat Sheet, second profile: 19 MiB, so that a small VPS survives a burst of sign-ins. */
const ARGON2 = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const;
const CURRENT = '$argon2id$v=19$m=19456,t=2,p=1$';

/** The hash of a random password: an unknown user costs the same as a wrong password. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$MgNqtuTwFOEfgqZLTZt+0kt5yTP3pIgPKUku4U5eNCE$dOZvMb1p8q/JJeJdNgmDpECoI87l5e36ydQgEGekQOc';

/** Waiting hashes: more than this is a flood, and a client that waits longer has given up. */
const QUEUE = 64;
const RETRY_MS = 2_000;

/** What is known of the account that is tried. `familiar`: from a device or an address from which it was entered before. */
type Tried = {
  hash: string | undefined;
  familiar?: boolean;
  /** A bcrypt hash of any account, while there is one: then every attempt costs both kinds. */
  older?: string;
};

export type Passwords = {
  hash(password: string): Promise<string>;
  /**
   * `stale`: the password is right, and has to be hashed again, since the hash is bcrypt (from the legacy program) or
   * of another form or profile.
   */
  verify(password: string, tried: Tried): Promise<{ ok: boolean; stale: boolean }>;
};

/** At most as many hashes at once as there are cores; Bun computes them off the main thread. */
export function createPasswords(atOnce = navigator.hardwareConcurrency): Passwords {
  // Strangers wait behind strangers: however many they are, known devices get in.
  const familiars = pLimit(atOnce);
  const strangers = pLimit(Math.max(1, atOnce - 1));
  const queued = <T>(limit: typeof familiars, work: () => Promise<T>): Promise<T> => {
    if (limit.pendingCount >= QUEUE) throw new ApiError('busy', { retryAfterMs: RETRY_MS });
    return limit(work);
  };
  return {
    hash: async (password) =>
      queued(familiars, () => Bun.password.hash(canonical(password), ARGON2)),
    async verify(password, { hash, familiar = false, older }) {
      // '' is an account that is entered by a one-time link: no password is right.
      const known = hash || NOBODY;
      const limit = familiar ? familiars : strangers;
      const form = await queued(limit, () => rightForm(password, known, older));
      const ok = form !== undefined && known === hash;
      return { ok, stale: ok && !(known.startsWith(CURRENT) && form === canonical(password)) };
    },
  };
}

const isBcrypt = (hash: string): boolean => hash.startsWith('$2');

/**
 * The form of what was typed that the hash is of. A wrong password costs every form, whosever account it is, and while
 * there are hashes of both kinds it costs both: how long it takes says nothing of the name.
 */
async function rightForm(password: string, hash: string, older?: string) {
  for (const form of formsOf(password)) {
    if (await Bun.password.verify(form, hash)) return form;
    if (older !== undefined) await Bun.password.verify(form, isBcrypt(hash) ? NOBODY : older);
  }
  return undefined;
}

export function checkNewPassword(password: string, field = 'password'): void {
  if (canonical(password).length < LIMITS.passwordMin)
    throw new ApiError('password_short', { field });
  if (password.length > LIMITS.passwordMax) throw new ApiError('password_long', { field });
}

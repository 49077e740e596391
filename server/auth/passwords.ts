import pLimit from 'p-limit';
import { LIMITS } from '../../protocol/limits.ts';
import { Refusal } from '../errors.ts';

/** OWASP Password Storage Cheat Sheet, second profile: 19 MiB, so that a small VPS survives a burst of sign-ins. */
const ARGON2 = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const;
const CURRENT = '$argon2id$v=19$m=19456,t=2,p=1$';

/** Of a password that nobody knows: an unknown user costs the same as a wrong password (original #32). */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$MgNqtuTwFOEfgqZLTZt+0kt5yTP3pIgPKUku4U5eNCE$dOZvMb1p8q/JJeJdNgmDpECoI87l5e36ydQgEGekQOc';

/** Waiting hashes: more than this is a flood, and whoever waits longer has left. */
const QUEUE = 64;
const RETRY_MS = 2_000;

export type Passwords = {
  hash(password: string): Promise<string>;
  /** `stale`: right, and to be hashed anew, since the hash is bcrypt (from the original) or of an older profile. */
  verify(password: string, hash: string | undefined): Promise<{ ok: boolean; stale: boolean }>;
};

/** At most as many hashes at once as there are cores; Bun computes them off the main thread. */
export function createPasswords(atOnce = navigator.hardwareConcurrency): Passwords {
  const limit = pLimit(atOnce);
  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    if (limit.pendingCount >= QUEUE) throw new Refusal('busy', { retryAfterMs: RETRY_MS });
    return limit(work);
  };
  return {
    hash: async (password) => queued(() => Bun.password.hash(canonical(password), ARGON2)),
    async verify(password, hash) {
      // '' is an account that is entered by a one-time link: no password is right.
      const known = hash || NOBODY;
      const right = await queued(() => verifyAny(password, known));
      const ok = right && known === hash;
      return { ok, stale: ok && !known.startsWith(CURRENT) };
    },
  };
}

/** RFC 8265 §4.2: one keyboard sends é as one character, another as two. */
function canonical(password: string): string {
  return password.normalize('NFC');
}

/** The original took passwords as they were typed: one that is not in NFC is tried as it is, too. */
async function verifyAny(password: string, hash: string): Promise<boolean> {
  const typed = canonical(password);
  if (await Bun.password.verify(typed, hash)) return true;
  return typed !== password && hash.startsWith('$2') && Bun.password.verify(password, hash);
}

export function checkNewPassword(password: string, field = 'password'): void {
  if (password.length < LIMITS.passwordMin) throw new Refusal('password_short', { field });
  if (password.length > LIMITS.passwordMax) throw new Refusal('password_long', { field });
}

import { createHash, createHmac } from 'node:crypto';

/** Which hash makes the key of a long-term credential (RFC 8489 §9.2.2). */
export type PasswordAlgorithm = 'md5' | 'sha256';

/** What a person's devices show the relay: good until the second that the name begins with. */
export type TurnCredential = { username: string; credential: string };

const DAY_MS = 86_400_000;

/**
 * A credential by the TURN REST scheme, which coturn's `use-auth-secret` knows too: the relay needs no list of people,
 * only the secret. The name travels readable, so it is no id of a person but a pseudonym of that day; quotas go by it.
 */
export function makeCredential(secret: string, userId: string, now: number, expiresAt: number) {
  const day = Math.floor(now / DAY_MS);
  const person = createHmac('sha256', secret).update(`person ${day} ${userId}`).digest('base64url');
  return credentialOf(secret, `${Math.floor(expiresAt / 1000)}:${person.slice(0, 16)}`);
}

export function credentialOf(secret: string, username: string): TurnCredential {
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}

/** Until when a name is good, ms, and whose it is; undefined: it is none of ours. */
export function readUsername(username: string): { expiresAt: number; person: string } | undefined {
  const [, seconds, person] = /^(\d{1,12}):([A-Za-z0-9_-]{1,64})$/.exec(username) ?? [];
  if (seconds === undefined || person === undefined) return undefined;
  return { expiresAt: Number(seconds) * 1000, person };
}

export function longTermKey(
  username: string,
  realm: string,
  password: string,
  algorithm: PasswordAlgorithm,
): Buffer {
  return createHash(algorithm).update(`${username}:${realm}:${password}`).digest();
}

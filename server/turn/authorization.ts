import { ATTRIBUTE, METHOD } from './attributes.ts';
import { credentialOf, longTermKey, type PasswordAlgorithm, readUsername } from './credentials.ts';
import type { Nonces } from './nonce.ts';
import { find, isProvedBy, type StunAttribute, type StunMessage } from './stun.ts';

/** RFC 8489 §18.5.1, strongest first. Neither has parameters. */
const ALGORITHMS = [
  [2, 'sha256'],
  [1, 'md5'],
] as const satisfies readonly (readonly [number, PasswordAlgorithm])[];
const OFFERED = Buffer.from(ALGORITHMS.flatMap(([number]) => [0, number, 0, 0]));

/** A call goes on when its credential has ended, but not for ever. */
const GRACE_MS = 12 * 3_600_000;

export type Who = {
  username: string;
  /** Whose quota it is. */
  person: string;
  /** Signs what is answered. */
  key: Buffer;
};

/** `code`: why a request is refused. 401 and 438 carry what the client needs for another try. */
export type Authorized = { who: Who } | { code: 400 | 401 | 438 };

type Options = { secret: string; realm: string; nonces: Nonces };

/** The long-term credentials of RFC 8489 §9.2, whose passwords follow from the secret. */
export function createAuthorization({ secret, realm, nonces }: Options) {
  return {
    check(message: StunMessage, address: string, now: number): Authorized {
      if (message.integrityAt === -1 && message.integritySha256At === -1) return { code: 401 };
      const username = find(message, ATTRIBUTE.username)?.toString();
      const nonce = find(message, ATTRIBUTE.nonce)?.toString();
      const told = find(message, ATTRIBUTE.realm)?.toString();
      if (username === undefined || nonce === undefined || told === undefined) return { code: 400 };
      const algorithm = algorithmOf(message);
      if (algorithm === undefined) return { code: 400 };
      if (!nonces.isFresh(nonce, address, now)) return { code: 438 };
      const read = readUsername(username);
      if (read === undefined || told !== realm) return { code: 401 };
      const { credential } = credentialOf(secret, username);
      const key = longTermKey(username, realm, credential, algorithm);
      if (!isProvedBy(message, key)) return { code: 401 };
      const grace = message.method === METHOD.allocate ? 0 : GRACE_MS;
      if (read.expiresAt + grace <= now) return { code: 401 };
      return { who: { username, person: read.person, key } };
    },
    /** What a refusal tells: with whose password, and within which time. */
    challenge: (address: string, now: number): StunAttribute[] => [
      [ATTRIBUTE.realm, Buffer.from(realm)],
      [ATTRIBUTE.nonce, Buffer.from(nonces.make(address, now))],
      [ATTRIBUTE.passwordAlgorithms, OFFERED],
    ],
  };
}

export type Authorization = ReturnType<typeof createAuthorization>;

/** Without the attributes it is MD5, as programs before RFC 8489 have it. A list that was shortened on its way is refused. */
function algorithmOf(message: StunMessage): PasswordAlgorithm | undefined {
  const list = find(message, ATTRIBUTE.passwordAlgorithms);
  const chosen = find(message, ATTRIBUTE.passwordAlgorithm);
  if (list === undefined && chosen === undefined) return 'md5';
  if (list === undefined || chosen === undefined || !list.equals(OFFERED)) return undefined;
  const number = chosen.length >= 4 ? chosen.readUInt16BE(0) : 0;
  return ALGORITHMS.find(([known]) => known === number)?.[1];
}

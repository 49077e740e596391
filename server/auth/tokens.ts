import { jwt } from '@elysiajs/jwt';
import type { Deps } from '../deps.ts';

export const TOKEN_MS = 24 * 3_600_000;
/** A browser's token older than this is replaced by the reply to any request. */
export const RENEW_AFTER_MS = 3_600_000;

/** What a token says. `expiresAt` in ms. It proves nothing alone: the session it names must be alive. */
type Claims = { userId: string; sessionId: string; expiresAt: number };

type Tokens = {
  sign(userId: string, sessionId: string): Promise<{ token: string; expiresAt: number }>;
  /** Undefined for whatever is forged, expired, unsigned (`alg: none`) or of another shape. */
  verify(token: string): Promise<Claims | undefined>;
};

/** JWT, HS256 (RFC 7519, RFC 7518 §3.2) by @elysiajs/jwt, whose two functions are used outside of routes too. */
export function createTokens({ clock, config }: Pick<Deps, 'clock' | 'config'>): Tokens {
  const signer = jwt({ name: 'jwt', secret: config.jwtSecret }).decorator.jwt;
  return {
    async sign(userId, sessionId) {
      const exp = Math.floor((clock.now() + TOKEN_MS) / 1000);
      const token = await signer.sign({ sub: userId, sid: sessionId, exp, iat: false });
      return { token, expiresAt: exp * 1000 };
    },
    async verify(token) {
      if (!isCanonical(token)) return;
      const currentDate = new Date(clock.now());
      const claims = await signer.verify(token, { algorithms: ['HS256'], currentDate });
      if (!claims || typeof claims.sub !== 'string' || typeof claims.sid !== 'string') return;
      if (typeof claims.exp !== 'number') return;
      return { userId: claims.sub, sessionId: claims.sid, expiresAt: claims.exp * 1000 };
    },
  };
}

/** One session has one spelling of its token: base64url also reads `=` behind it and bits that no byte holds (RFC 4648 §3.5). */
function isCanonical(token: string): boolean {
  return token
    .split('.')
    .every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}

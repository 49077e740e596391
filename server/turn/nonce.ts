import { createHmac, timingSafeEqual } from 'node:crypto';

/** RFC 8489 §9.2: what begins so says by its next characters what the server can: here, password algorithms. */
const COOKIE = 'obMatJos2gAAA';
const TAG_BYTES = 12;

/**
 * Nonces that nobody has to remember: each carries its end, and a tag that only this process can make, for one address.
 * A request that was overheard is worth nothing from elsewhere, or later.
 */
export function createNonces(key: Buffer, lifeMs: number) {
  const tagOf = (end: string, address: string): Buffer =>
    createHmac('sha256', key).update(`${end} ${address}`).digest().subarray(0, TAG_BYTES);
  return {
    make(address: string, now: number): string {
      const end = (now + lifeMs).toString(36);
      return `${COOKIE}${end}-${tagOf(end, address).toString('base64url')}`;
    },
    isFresh(nonce: string, address: string, now: number): boolean {
      const [, end = '', tag = ''] =
        /^obMatJos2gAAA([0-9a-z]{1,12})-([\w-]{16})$/.exec(nonce) ?? [];
      if (end === '' || Number.parseInt(end, 36) <= now) return false;
      return timingSafeEqual(Buffer.from(tag, 'base64url'), tagOf(end, address));
    },
  };
}

export type Nonces = ReturnType<typeof createNonces>;

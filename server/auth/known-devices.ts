import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { limitKey } from '../http/network.ts';
import { newSecret } from './secrets.ts';
import type { Visitor } from './sessions.ts';

/** A browser is known so long after it was last signed in there. */
export const DEVICE_MS = 365 * 24 * 3_600_000;

/**
 * From where an account was entered before (OWASP, "Device Cookies"): guesses of strangers have one budget for the
 * whole account, each known device and address has its own. So a stranger who guesses without end locks no owner out,
 * and the number of guesses stays bounded: a client with such a cookie or address has known the password.
 */
export function createKnownDevices({ db, ids, config }: Pick<Deps, 'db' | 'ids' | 'config'>) {
  const sign = (nonce: string, userId: string): string =>
    createHmac('sha256', config.jwtSecret).update(`device ${nonce} ${userId}`).digest('base64url');

  function isOurs(device: string, userId: string): boolean {
    const [nonce = '', signature = ''] = device.split('.');
    const [given, right] = [Buffer.from(signature), Buffer.from(sign(nonce, userId))];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  return {
    /** What a browser keeps after it was signed in. It does not say whose it is. */
    mark(userId: string): string {
      const nonce = newSecret(ids, 2);
      return `${nonce}.${sign(nonce, userId)}`;
    },

    /** The budget of a known device or address; a stranger has none of their own. */
    async budgetOf(
      userId: string,
      { address, device }: Visitor,
    ): Promise<{ key: string; device: boolean } | undefined> {
      if (device !== undefined && isOurs(device, userId))
        return { key: `${userId} ${device.split('.')[0]}`, device: true };
      const known = await db.read(db.sessions.addresses(userId));
      const own = limitKey(address);
      if (address === null || !known.some((ip) => limitKey(ip) === own)) return undefined;
      return { key: `${userId} ${own}`, device: false };
    },
  };
}
export type KnownDevices = ReturnType<typeof createKnownDevices>;

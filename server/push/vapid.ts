import { createECDH, createPrivateKey, type KeyObject, sign } from 'node:crypto';

/** A pair on P-256, in base64url: the public key uncompressed. */
export type VapidKeys = { publicKey: string; privateKey: string };

/** A day is the most (RFC 8292 §2); half of it, so that a clock that is wrong by hours hurts nobody. */
const LASTS_MS = 12 * 3_600_000;
/** Before its end a token is made anew. */
const MARGIN_MS = 3_600_000;

export function makeVapidKeys(): VapidKeys {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys('base64url');
  // A private key has 32 bytes, also where the first of them are zero.
  const privateKey = Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex');
  return { publicKey, privateKey: privateKey.toString('base64url') };
}

/** Whether they are a pair on P-256. */
export function areVapidKeys({ publicKey, privateKey }: VapidKeys): boolean {
  try {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(Buffer.from(privateKey, 'base64url'));
    return pair.getPublicKey('base64url') === publicKey;
  } catch {
    return false;
  }
}

/**
 * Says who sends (RFC 8292), to each push service by a token of its own. `subject`: where the service finds the
 * administrator; left out where the server knows no true one.
 */
export class Vapid {
  private readonly key: KeyObject;
  private readonly made = new Map<string, { header: string; until: number }>();

  constructor(
    private readonly keys: VapidKeys,
    private readonly subject: string | undefined,
  ) {
    this.key = toPrivateKey(keys);
  }

  /** The value of the `Authorization` header. */
  authorize(origin: string, now: number): string {
    const known = this.made.get(origin);
    if (known && Math.abs(known.until - now) <= LASTS_MS && known.until - now > MARGIN_MS)
      return known.header;
    const until = now + LASTS_MS;
    const claims = { aud: origin, exp: Math.floor(until / 1000), sub: this.subject };
    const unsigned = `${encoded({ typ: 'JWT', alg: 'ES256' })}.${encoded(claims)}`;
    const signature = sign('sha256', Buffer.from(unsigned), {
      key: this.key,
      dsaEncoding: 'ieee-p1363',
    });
    const token = `${unsigned}.${signature.toString('base64url')}`;
    const header = `vapid t=${token}, k=${this.keys.publicKey}`;
    this.made.set(origin, { header, until });
    return header;
  }
}

function toPrivateKey({ publicKey, privateKey }: VapidKeys): KeyObject {
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString('base64url'),
  );
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', d: privateKey, x, y }, format: 'jwk' });
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

import { createCipheriv, createECDH, hkdfSync } from 'node:crypto';
import type { Ids } from '../deps.ts';

/** The keys of a subscription, as bytes: its public key on P-256, uncompressed, and its secret. */
export type SubscriptionKeys = { p256dh: Uint8Array; auth: Uint8Array };
/** What a message is encrypted with once: 16 random bytes, and a private key where a test gives one of the RFCs. */
type Fresh = { salt: Uint8Array; privateKey?: Uint8Array };

export const KEY_BYTES = { p256dh: 65, auth: 16 } as const;
/** A push service takes 4,096 bytes at least (RFC 8030 §7.2): all that is not text is a header of 86 and 17 of one record. */
export const RECORD_BYTES = 4096;
export const PLAIN_BYTES = RECORD_BYTES - 86 - 17;
/** Says that a record is the last one (RFC 8188 §2); nothing is padded. */
const LAST = Uint8Array.of(2);

/** 16 random bytes. */
export const makeSalt = (ids: Ids): Uint8Array =>
  Buffer.concat([ids.next(), ids.next()].map((id) => Buffer.from(id, 'base64url')));

/** Encrypts a push message for one subscription (RFC 8291). */
export function encryptPush(plain: Uint8Array, keys: SubscriptionKeys, fresh: Fresh) {
  const own = createECDH('prime256v1');
  if (fresh.privateKey) own.setPrivateKey(fresh.privateKey);
  else own.generateKeys();
  const publicKey = own.getPublicKey();
  const shared = own.computeSecret(keys.p256dh);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.p256dh, publicKey]);
  const keying = hkdfSync('sha256', shared, keys.auth, info, 32);
  return encryptContent(plain, keying, publicKey, fresh.salt);
}

/** The content coding `aes128gcm` (RFC 8188), of one record. `keyId` stands in its header. */
export function encryptContent(
  plain: Uint8Array,
  keying: ArrayBuffer | Uint8Array,
  keyId: Uint8Array,
  salt: Uint8Array,
): Buffer<ArrayBuffer> {
  const derived = (name: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', keying, salt, `Content-Encoding: ${name}\0`, bytes));
  const cipher = createCipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12));
  const header = Buffer.alloc(21);
  header.set(salt);
  header.writeUInt32BE(RECORD_BYTES, 16);
  header.writeUInt8(keyId.length, 20);
  const record = [cipher.update(plain), cipher.update(LAST), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat([header, keyId, ...record]);
}

import { createDecipheriv, type ECDH, hkdfSync } from 'node:crypto';

/** Decrypts a push message as a browser does (RFC 8291): `browser` has the private key of its subscription. */
export function decryptPush(body: Uint8Array, browser: ECDH, auth: Uint8Array): Buffer {
  const [salt, keyLength] = [body.subarray(0, 16), body[20] ?? 0];
  const sender = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender]);
  const keying = hkdfSync('sha256', browser.computeSecret(sender), auth, info, 32);
  const key = hkdfSync('sha256', keying, salt, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = hkdfSync('sha256', keying, salt, 'Content-Encoding: nonce\0', 12);
  const decipher = createDecipheriv('aes-128-gcm', new Uint8Array(key), new Uint8Array(nonce));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('no last record');
  return padded.subarray(0, end);
}

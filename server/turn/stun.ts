import { createHmac, timingSafeEqual } from 'node:crypto';
import { ATTRIBUTE } from './attributes.ts';

export const COOKIE = 0x2112a442;
export const HEADER_BYTES = 20;
const FINGERPRINT_XOR = 0x5354554e;
/** Bits of the class within a message's type. */
const CLASS_BITS = 0x0110;

export type StunAttribute = readonly [type: number, value: Buffer];

/** A message of STUN. What stands behind its integrity is not read: anybody could have added it. */
export type StunMessage = {
  method: number;
  class: number;
  transaction: Buffer;
  attributes: readonly StunAttribute[];
  bytes: Buffer;
  /** Where in `bytes` the attribute that proves the key begins; -1: there is none. */
  integrityAt: number;
  integritySha256At: number;
};

/** Reads a whole message, or says undefined: it is something else, or cut off. It never throws. */
export function parse(bytes: Buffer): StunMessage | undefined {
  if (bytes.length < HEADER_BYTES || (bytes[0] ?? 0xff) > 0x3f) return undefined;
  const length = bytes.readUInt16BE(2);
  if (bytes.readUInt32BE(4) !== COOKIE || length % 4 !== 0) return undefined;
  if (bytes.length !== HEADER_BYTES + length) return undefined;
  const type = bytes.readUInt16BE(0);
  const message: StunMessage = {
    method: type & ~CLASS_BITS,
    class: type & CLASS_BITS,
    transaction: bytes.subarray(8, HEADER_BYTES),
    ...{ bytes, integrityAt: -1, integritySha256At: -1 },
    attributes: [],
  };
  const attributes: StunAttribute[] = [];
  for (let at = HEADER_BYTES; at < bytes.length; ) {
    if (at + 4 > bytes.length) return undefined;
    const [kind, size] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    const value = bytes.subarray(at + 4, at + 4 + size);
    if (value.length < size) return undefined;
    const isProved = message.integrityAt !== -1 || message.integritySha256At !== -1;
    if (kind === ATTRIBUTE.fingerprint) {
      if (size !== 4 || value.readUInt32BE(0) !== fingerprintOf(bytes, at)) return undefined;
    } else if (kind === ATTRIBUTE.integritySha256 && message.integritySha256At === -1)
      message.integritySha256At = at;
    else if (!isProved && kind === ATTRIBUTE.integrity) message.integrityAt = at;
    else if (!isProved) attributes.push([kind, value]);
    at += 4 + size + padding(size);
  }
  return { ...message, attributes };
}

/** The first of a kind counts. */
export const find = ({ attributes }: StunMessage, kind: number): Buffer | undefined =>
  attributes.find(([type]) => type === kind)?.[1];

export const findAll = ({ attributes }: StunMessage, kind: number): Buffer[] =>
  attributes.filter(([type]) => type === kind).map(([, value]) => value);

/** Tells whether who sent this knows the key. With both attributes the stronger one decides. */
export function isProvedBy(message: StunMessage, key: Buffer): boolean {
  const isStrong = message.integritySha256At !== -1;
  const at = isStrong ? message.integritySha256At : message.integrityAt;
  if (at === -1) return false;
  const size = message.bytes.readUInt16BE(at + 2);
  const told = message.bytes.subarray(at + 4, at + 4 + size);
  // SHA-256's may be cut to 16 bytes or more (RFC 8489 §14.6).
  if (isStrong ? size < 16 || size > 32 || size % 4 !== 0 : size !== 20) return false;
  const made = integrityOf(message.bytes.subarray(0, at), 4 + size, key, isStrong);
  return timingSafeEqual(made.subarray(0, size), told);
}

type Form = {
  /** Proves the message by this key. */
  key?: Buffer | undefined;
  sha256?: boolean;
  fingerprint?: boolean;
  /** What fills attributes up to four bytes; any byte may, and the vectors of RFC 5769 have spaces. */
  pad?: number;
};

type Outgoing = {
  method: number;
  class: number;
  transaction: Buffer;
  attributes: readonly StunAttribute[];
};

export function encode(message: Outgoing, form: Form = {}): Buffer {
  const { key, sha256 = false, fingerprint = false, pad = 0 } = form;
  const size = message.attributes.reduce(
    (sum, [, { length }]) => sum + 4 + length + padding(length),
    0,
  );
  const proof = key ? 4 + (sha256 ? 32 : 20) : 0;
  const bytes = Buffer.alloc(HEADER_BYTES + size + proof + (fingerprint ? 8 : 0), pad);
  bytes.writeUInt16BE(message.method | message.class, 0);
  bytes.writeUInt16BE(bytes.length - HEADER_BYTES, 2);
  bytes.writeUInt32BE(COOKIE, 4);
  message.transaction.copy(bytes, 8);
  let at = HEADER_BYTES;
  for (const [type, value] of message.attributes) {
    putHeader(bytes, at, type, value.length);
    value.copy(bytes, at + 4);
    at += 4 + value.length + padding(value.length);
  }
  if (key) {
    putHeader(bytes, at, sha256 ? ATTRIBUTE.integritySha256 : ATTRIBUTE.integrity, proof - 4);
    integrityOf(bytes.subarray(0, at), proof, key, sha256).copy(bytes, at + 4);
    at += proof;
  }
  if (fingerprint) {
    putHeader(bytes, at, ATTRIBUTE.fingerprint, 4);
    bytes.writeUInt32BE(fingerprintOf(bytes, at), at + 4);
  }
  return bytes;
}

export const padding = (size: number): number => -size & 3;

function putHeader(bytes: Buffer, at: number, type: number, size: number): void {
  bytes.writeUInt16BE(type, at);
  bytes.writeUInt16BE(size, at + 2);
}

/** The length in the header counts as if the message ended with this attribute of `size` bytes. */
function integrityOf(before: Buffer, size: number, key: Buffer, sha256: boolean): Buffer {
  return createHmac(sha256 ? 'sha256' : 'sha1', key)
    .update(withLength(before, before.length - HEADER_BYTES + size))
    .update(before.subarray(4))
    .digest();
}

function fingerprintOf(bytes: Buffer, at: number): number {
  const head = withLength(bytes, at - HEADER_BYTES + 8);
  return (Bun.hash.crc32(Buffer.concat([head, bytes.subarray(4, at)])) ^ FINGERPRINT_XOR) >>> 0;
}

function withLength(bytes: Buffer, length: number): Buffer {
  const head = Buffer.from(bytes.subarray(0, 4));
  head.writeUInt16BE(length, 2);
  return head;
}

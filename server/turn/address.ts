import { FAMILY } from './attributes.ts';

/** A transport address. `address` is in one spelling only, so that it may be a key. */
export type Address = { address: string; port: number };

const COOKIE_BYTES = Buffer.from([0x21, 0x12, 0xa4, 0x42]);

export const familyOf = (address: string): number =>
  address.includes(':') ? FAMILY.v6 : FAMILY.v4;

export const addressKey = ({ address, port }: Address): string => `${address}|${port}`;

/** The value of an XOR-…-ADDRESS attribute (RFC 8489 §14.2). */
export function encodeAddress({ address, port }: Address, transaction: Buffer): Buffer {
  const family = familyOf(address);
  const bytes = family === FAMILY.v4 ? bytesOfV4(address) : bytesOfV6(address);
  const head = Buffer.from([0, family, (port >> 8) ^ 0x21, (port & 0xff) ^ 0x12]);
  return Buffer.concat([head, masked(bytes, transaction)]);
}

export function decodeAddress(value: Buffer | undefined, transaction: Buffer): Address | undefined {
  if (value === undefined || value.length < 8) return undefined;
  const isV4 = value[1] === FAMILY.v4;
  if (value.length !== (isV4 ? 8 : 20) || (!isV4 && value[1] !== FAMILY.v6)) return undefined;
  const bytes = masked(value.subarray(4), transaction);
  const address = isV4 ? bytes.join('.') : spellV6(bytes);
  return { address, port: value.readUInt16BE(2) ^ 0x2112 };
}

function masked(bytes: Buffer, transaction: Buffer): Buffer {
  const mask = Buffer.concat([COOKIE_BYTES, transaction]);
  return Buffer.from(bytes.map((byte, n) => byte ^ (mask[n] ?? 0)));
}

const bytesOfV4 = (address: string): Buffer => Buffer.from(address.split('.').map(Number));

function bytesOfV6(address: string): Buffer {
  const [head = '', tail] = withoutZone(address).split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  const bytes = Buffer.alloc(16);
  for (const [n, part] of [...before, ...zeros, ...after].entries())
    bytes.writeUInt16BE(part, 2 * n);
  return bytes;
}

/** Sixteen bits each; the last two may be written as IPv4. */
function groupsOf(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [Number.parseInt(part, 16)];
    const bytes = bytesOfV4(part);
    return [bytes.readUInt16BE(0), bytes.readUInt16BE(2)];
  });
}

const withoutZone = (address: string): string => address.split('%')[0] ?? address;

/** As RFC 5952 has it, by the platform: `2001:db8::1`. */
function spellV6(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, n) => bytes.readUInt16BE(2 * n).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/**
 * An address as the kernel tells it, in the one spelling: a socket of both families says `::ffff:192.0.2.1` of a
 * client that came by IPv4.
 */
export function spell(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? spellV6(bytesOfV6(address));
}

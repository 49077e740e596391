import ipaddr from 'ipaddr.js';
import { latinDigits, typedNumber } from '../../protocol/digits.ts';

/** Reads one value; undefined when the text is not allowed. */
export type Parser<T> = (text: string) => T | undefined;

export const nonEmpty: Parser<string> = (text) => text.trim() || undefined;

export function integer(least: number, most: number): Parser<number> {
  return (text) => typedNumber(text, least, most) ?? undefined;
}

export function choice<const T extends string>(...allowed: T[]): Parser<T> {
  return (text) => allowed.find((word) => word === text);
}

/** An address of a server without a path; '' is none. */
export const optionalOrigin: Parser<string> = (text) => {
  if (text === '') return '';
  const origins = originList(text);
  return origins?.length === 1 ? origins[0] : undefined;
};

export const optionalSecret: Parser<string> = (text) =>
  text === '' || text.length >= 32 ? text : undefined;

const parts = (text: string) => text.split(',').map((part) => part.trim());

/** `*` is refused: with cookies it would let every site act as the person who visits it. */
export const originList: Parser<string[]> = (text) => {
  if (text.trim() === '') return [];
  const origins = parts(text).map((part) => {
    const origin = URL.canParse(part) ? new URL(part).origin : 'null';
    return /^https?:/.test(origin) && (part === origin || part === `${origin}/`) ? origin : null;
  });
  return origins.includes(null) ? undefined : (origins as string[]);
};

const PROXY_WORDS = ['loopback', 'linklocal', 'private'];

export const proxyList: Parser<string[]> = (text) => {
  if (text.trim() === '' || text.trim() === 'none') return [];
  const proxies = parts(text);
  const known = (part: string) =>
    PROXY_WORDS.includes(part) || ipaddr.isValid(part) || ipaddr.isValidCIDR(part);
  return proxies.every(known) ? proxies : undefined;
};

const HOUR_MS = 3_600_000;

/** `6h`, `7d`, `off`: milliseconds, 0 for never. */
export const interval: Parser<number> = (text) => {
  if (text === 'off') return 0;
  const [, count = '', unit] = /^([1-9]\d{0,3})(h|d)$/.exec(latinDigits(text)) ?? [];
  return count === '' ? undefined : Number(count) * (unit === 'd' ? 24 * HOUR_MS : HOUR_MS);
};

export const recipientList: Parser<string[]> = (text) => {
  if (text.trim() === '') return [];
  const recipients = parts(text);
  return recipients.every((part) => /^age1[0-9a-z]{10,}$/.test(part)) ? recipients : undefined;
};

/** Names of hosts, `*.example.org` for all below one; no addresses, for they have no certificate. */
export const hostList: Parser<string[]> = (text) => {
  if (text.trim() === '') return [];
  const hosts = parts(text.toLowerCase());
  const isHost = (host: string) =>
    host.length <= 253 && /^(\*\.)?([a-z0-9-]+\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host);
  return hosts.every(isHost) ? hosts : undefined;
};

const UNITS: Record<string, number> = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };
/** The largest that is believed: a thousand of the largest disks. */
const MOST_BYTES = 1e15;

/** `500MB`, `2GB`; a number alone is bytes. */
export const byteSize: Parser<number> = (text) => {
  const [, count = '', unit = ''] =
    /^(\d{1,16})\s*([KMGT]B)?$/i.exec(latinDigits(text).trim()) ?? [];
  const bytes = Number(count) * (UNITS[unit.toUpperCase()] ?? 1);
  return count !== '' && bytes <= MOST_BYTES ? bytes : undefined;
};

/** `none`: null. */
export const byteSizeOrNone: Parser<number | null> = (text) =>
  text.trim() === 'none' ? null : byteSize(text);

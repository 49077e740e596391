import ipaddr from 'ipaddr.js';
import { latinDigits } from '../../protocol/digits.ts';
import type { Parser } from './values.ts';

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const listOf =
  (accepts: (part: string) => boolean): Parser<string[]> =>
  (text) => {
    const found = parts(text);
    return found.every(accepts) ? found : undefined;
  };

/** Each address in the one spelling that the kernel has too. */
export const addressList: Parser<string[]> = (text) =>
  listOf(ipaddr.isValid)(text)?.map((address) => ipaddr.parse(address).toString());

export const rangeList = listOf((part) => ipaddr.isValid(part) || ipaddr.isValidCIDR(part));

/** `turn:host:3478?transport=udp`, as browsers take it (RFC 7065). */
export const turnUrlList = listOf((part) =>
  /^turns?:([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?(\?transport=(udp|tcp))?$/.test(part),
);

export type PortRange = { first: number; last: number };

/** Below 1024 stand the services of the machine. */
export const portRange: Parser<PortRange> = (text) => {
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(latinDigits(text).trim()) ?? [];
  const range = { first: Number(first), last: Number(last) };
  return range.first >= 1024 && range.last <= 65_535 && range.first <= range.last
    ? range
    : undefined;
};

import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { UserFacingError } from '../../../db/engine/user-error.ts';
import type { Config } from '../../config.ts';
import { spell } from '../../turn/address.ts';
import { NO_ADDRESS } from './texts.ts';

/**
 * The addresses at which others reach this machine: those that are set, else those of the name that people open. No
 * server of others is asked what this machine looks like from outside.
 */
export async function findExternal(config: Config): Promise<string[]> {
  if (config.turnAddress.length > 0) return config.turnAddress;
  const host = config.publicUrl === '' ? '' : new URL(config.publicUrl).hostname;
  const found = host === '' ? [] : await lookup(host.replace(/^\[|\]$/g, ''), { all: true });
  const external = found.map(({ address }) => spell(address));
  if (external.length > 0) return external;
  const own = own4();
  if (own === undefined) throw new UserFacingError(NO_ADDRESS);
  return [own];
}

/** On a network of one's own: the first address that is not loopback. */
const own4 = (): string | undefined =>
  interfaces().find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

/** All addresses of this machine. */
export function findOwn(): string[] {
  const known = interfaces().map(({ address }) => spell(address));
  return [...new Set([...known, ...fromProc()])];
}

/** systemd's sandbox has no netlink, which this needs. */
function interfaces(): NetworkInterfaceInfo[] {
  try {
    return Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  } catch {
    return [];
  }
}

/** What the kernel says of its own addresses without netlink. */
function fromProc(): string[] {
  const v4 = readOr('/proc/net/fib_trie').matchAll(/\|-- (\S+)\n\s+\/32 host LOCAL/g);
  const v6 = readOr('/proc/net/if_inet6').matchAll(/^([0-9a-f]{32}) /gm);
  return [
    ...[...v4].map(([, address = '']) => address),
    ...[...v6].map(([, digits = '']) => spell(digits.replaceAll(/(.{4})(?=.)/g, '$1:'))),
  ];
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

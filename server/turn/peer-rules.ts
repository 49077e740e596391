import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Whom the relay may send to. Without it anybody with an account would reach what stands behind the firewall: the
 * loopback services of this machine, its neighbours, the cloud's address of secrets.
 */
export type PeerRules = {
  /** Whether an address may be a peer at all. */
  permits(address: string): boolean;
  /** Whether a datagram may leave for it; what another allocation of this relay holds does not leave. */
  mayLeave(address: string): boolean;
};

/**
 * `allowed`: ranges that the administrator names. `external`: the addresses that this relay gives out. `own`: all
 * addresses of this machine; a public one of them would lead round its firewall.
 */
export function createPeerRules(
  allowed: readonly string[],
  external: readonly string[],
  own: readonly string[],
): PeerRules {
  const ranges = allowed.map(parseRange);
  const given = new Set(external);
  const ours = new Set([...external, ...own]);
  function mayLeave(address: string): boolean {
    const parsed = ipaddr.parse(address);
    if (ranges.some(([range, bits]) => isWithin(parsed, range, bits))) return true;
    return !ours.has(address) && isPublic(parsed);
  }
  return { mayLeave, permits: (address) => given.has(address) || mayLeave(address) };
}

/** All that is handed out of IPv6 to this day; the rest is reserved, or IPv4 in another form. */
const GLOBAL_V6 = ipaddr.parseCIDR('2000::/3');

/** What the registries call anything else is private, local, a group, or a way round through another protocol. */
const isPublic = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address.range() === 'unicast' && (address.kind() === 'ipv4' || isWithin(address, ...GLOBAL_V6));

const isWithin = (
  address: ipaddr.IPv4 | ipaddr.IPv6,
  range: ipaddr.IPv4 | ipaddr.IPv6,
  bits: number,
): boolean => address.kind() === range.kind() && address.match(range, bits);

/** An address alone is a range of one. */
function parseRange(text: string): Range {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

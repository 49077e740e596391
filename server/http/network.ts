import ipaddr from 'ipaddr.js';
import type { Config } from '../config.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Where a request really came from, as far as trusted proxies say so. `peer` is the socket's own address. */
export type Network = {
  /** The client's address, or null when it is not known (a Unix socket without a proxy's word). */
  address(request: Request, peer: string | null): string | null;
  https(request: Request, peer: string | null): boolean;
  /** The host that the browser asked for, as in its address bar: `name` or `name:port`. */
  host(request: Request, peer: string | null): string;
  /** Whether what this address says of others is believed; null is a Unix socket. */
  believes(address: string | null): boolean;
};

export function createNetwork({ trustedProxies }: Pick<Config, 'trustedProxies'>): Network {
  const trusts = trustOf(trustedProxies);
  const believes = (peer: string | null): boolean => {
    const address = parse(peer ?? '');
    return address === null ? peer === null : trusts(address);
  };
  const forwarded = (name: string, request: Request, peer: string | null): string | undefined =>
    believes(peer) ? request.headers.get(name)?.split(',')[0]?.trim() || undefined : undefined;
  return {
    believes,
    address: (request, peer) => clientOf(request, peer, believes),
    https: (request, peer) =>
      (forwarded('x-forwarded-proto', request, peer) ?? request.url).startsWith('https'),
    host: (request, peer) =>
      forwarded('x-forwarded-host', request, peer) ?? request.headers.get('host') ?? '',
  };
}

/**
 * Key of a rate limit. A home or a phone holds a whole IPv6 /64 (RFC 6177), so one address of it is not one client.
 */
export function limitKey(address: string | null): string {
  const parsed = parse(address ?? '');
  if (parsed === null) return 'unknown';
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return (parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':');
}

/**
 * Walks X-Forwarded-For from the right, as long as the proxy that wrote the entry is trusted: each proxy appends the
 * address that it saw, and everything left of the first stranger can be invented.
 */
function clientOf(
  request: Request,
  peer: string | null,
  believes: (peer: string | null) => boolean,
): string | null {
  const hops = (request.headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  let client = parse(peer ?? '')?.toString() ?? null;
  while (believes(client)) {
    const hop = parse(hops.pop() ?? '');
    if (hop === null) break;
    client = hop.toString();
  }
  return client;
}

/** Null for what is no address. A port is dropped, and IPv4 inside IPv6 becomes IPv4. */
function parse(text: string): Address | null {
  const bare = text.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : null;
}

const RANGES: Record<string, string[]> = {
  loopback: ['loopback'],
  linklocal: ['linkLocal'],
  private: ['private', 'uniqueLocal'],
};

function trustOf(proxies: string[]): (address: Address) => boolean {
  const named = new Set(proxies.flatMap((proxy) => RANGES[proxy] ?? []));
  const nets = proxies.filter((proxy) => !(proxy in RANGES)).map(netOf);
  return (address) =>
    named.has(address.range()) ||
    nets.some(([net, bits]) => net.kind() === address.kind() && address.match(net, bits));
}

function netOf(proxy: string): [Address, number] {
  if (proxy.includes('/')) return ipaddr.parseCIDR(proxy);
  const address = ipaddr.process(proxy);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

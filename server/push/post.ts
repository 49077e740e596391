import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import type { PostPush } from '../deps.ts';
import { originOfEndpoint } from './endpoints.ts';

type Resolve = (name: string, how: { all: true }) => Promise<{ address: string }[]>;

/** A push service that has not answered by then is taken for one that does not. */
const ANSWER_MS = 10_000;

/**
 * Posts one push. No redirect is followed, and of the answer only its head is read. A host of the administrator's list is
 * resolved here and called by its address: a name that points into this network reaches nothing.
 */
export function createPost(hosts: readonly string[], resolve: Resolve = lookup): PostPush {
  return async (endpoint, body, headers) => {
    const origin = originOfEndpoint(endpoint, hosts);
    if (!origin) throw new Error('an endpoint that is no longer allowed');
    const target: Pinned =
      origin === 'known' ? { url: endpoint } : await pinned(new URL(endpoint), resolve);
    const response = await fetch(target.url, {
      method: 'POST',
      body,
      headers: { ...headers, ...(target.host && { host: target.host }) },
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
      ...(target.host && { tls: { serverName: target.host } }),
    });
    await response.body?.cancel();
    return { status: response.status, retryAfter: response.headers.get('retry-after') };
  };
}

type Pinned = { url: string; host?: string };

async function pinned({ hostname, pathname, search }: URL, resolve: Resolve): Promise<Pinned> {
  const found = await resolve(hostname, { all: true });
  const address = found.map((one) => one.address).find(isPublicAddress);
  if (!address) throw new Error(`${hostname} has no public address`);
  const host = address.includes(':') ? `[${address}]` : address;
  return { url: `https://${host}${pathname}${search}`, host: hostname };
}

/** Whether an address is none of this machine, its network, or of other special use. */
export const isPublicAddress = (address: string): boolean =>
  ipaddr.process(address).range() === 'unicast';

import type { SeenRequest } from '../../../doctor/watch.ts';
import { createNetwork } from '../../../http/network.ts';
import { type Finding, toFinding } from '../finding.ts';
import { type Asker, toOwnPath } from './asker.ts';

/** An address for documentation only (RFC 5737): no request comes from it. */
const MADE_UP = '192.0.2.66';

/** Scheme, name and address of the client, as the server has them after the proxy. */
export async function checkOrigin(asker: Asker, seen: SeenRequest): Promise<Finding[]> {
  const { url } = asker;
  return [
    seen.https === (url.protocol === 'https:')
      ? toFinding('scheme.ok')
      : toFinding('scheme.wrong', { url: url.origin, peer: seen.peer ?? '' }),
    seen.host === url.host
      ? toFinding('host.ok')
      : toFinding('host.wrong', { seen: seen.host, host: url.host }),
    ...(await addresses(asker, seen)),
  ];
}

async function addresses(asker: Asker, seen: SeenRequest): Promise<Finding[]> {
  const { url, target, told } = asker;
  const address = seen.address ?? '';
  if (isDirect(url, target)) return [toFinding('address.ok', { address })];
  if (seen.forwarded === '') return [toFinding('address.none', { peer: seen.peer ?? '' })];
  const hops = seen.forwarded.split(',').map((hop) => hop.trim());
  // The doctor sent no such header: each entry is a proxy's, and the first is what the outermost saw.
  if (!seen.believed || address !== outermost(hops)) {
    const proxy = seen.believed ? address : (seen.peer ?? '');
    const trusted = [...new Set([...told.trustedProxies, proxy])].join(',');
    return [toFinding('address.unbelieved', { proxy, address, trusted })];
  }
  if (seen.byCdn !== '' && seen.byCdn !== address)
    return [toFinding('address.cdn', { byCdn: seen.byCdn, address })];
  if (await isForgeable(asker, address)) return [toFinding('address.forged')];
  return [toFinding('address.ok', { address })];
}

const ALL = createNetwork({ trustedProxies: ['0.0.0.0/0', '::/0'] });

/** Written as the server writes addresses. */
function outermost(hops: string[]): string | null {
  const headers = { 'x-forwarded-for': hops.join(', ') };
  return ALL.address(new Request('http://localhost/', { headers }), null);
}

/** A client on a trusted address (the proxy's own machine) may claim any address: nothing can be learned there. */
async function isForgeable(asker: Asker, address: string): Promise<boolean> {
  if (createNetwork(asker.told).believes(address)) return false;
  await asker.ask(toOwnPath(), 'forged', { headers: { 'x-forwarded-for': MADE_UP } });
  return (await asker.seen('forged'))?.address === MADE_UP;
}

/** People come to the server's own port. */
export function isDirect(url: URL, target: string): boolean {
  const own = new URL(target);
  const port = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');
  return own.protocol === url.protocol && port(own) === port(url);
}

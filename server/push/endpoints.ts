import { LIMITS } from '../../protocol/limits.ts';

/**
 * The push services of Chrome, Edge, Firefox and Safari. A browser chooses its own; whatever else a client names as an
 * endpoint would have this server call a host of the client's choice.
 */
const KNOWN_HOSTS = [
  'fcm.googleapis.com',
  'jmt17.google.com',
  '*.push.services.mozilla.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  '*.push.apple.com',
  '*.notify.windows.com',
];

/** Whose list has an endpoint: one of the administrator's is resolved and checked before each request. */
export type EndpointOrigin = 'known' | 'administrator';

/** Returns undefined for an endpoint that nothing is ever sent to. */
export function originOfEndpoint(
  endpoint: string,
  hosts: readonly string[],
): EndpointOrigin | undefined {
  if (endpoint.length > LIMITS.url || !URL.canParse(endpoint)) return undefined;
  const { protocol, hostname, port, username, password, hash, href } = new URL(endpoint);
  // One spelling: no default port, no fragment, no dots and letters that mean the same.
  const isPlain = href === endpoint && port === '' && username === '' && password === '';
  if (protocol !== 'https:' || !isPlain || hash !== '') return undefined;
  if (isAmong(hostname, KNOWN_HOSTS)) return 'known';
  return isAmong(hostname, hosts) ? 'administrator' : undefined;
}

const isAmong = (hostname: string, hosts: readonly string[]): boolean =>
  hosts.some((host) =>
    host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host,
  );

/** Apple ends a subscription whose pushes show nothing. */
export const mustShow = (endpoint: string): boolean =>
  new URL(endpoint).hostname.endsWith('.push.apple.com');

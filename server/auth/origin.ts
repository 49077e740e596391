import type { Config } from '../config.ts';
import type { Network } from '../http/network.ts';

export type OriginVerdict = 'own' | 'listed' | 'absent' | 'foreign';

/**
 * Whose page sent the request. `own`: this server's. `listed`: one of CORS_ORIGINS. `absent`: no browser's page said so.
 * Only hosts are compared, since a proxy that ends TLS does not always tell the scheme. `Sec-Fetch-Site` (Fetch Metadata)
 * decides first: no page can set it, and it is right behind proxies that rewrite Host.
 */
export function createOriginCheck(config: Pick<Config, 'corsOrigins'>, network: Network) {
  const listed = new Set(config.corsOrigins);
  return (request: Request, peer: string | null): OriginVerdict => {
    const origin = request.headers.get('origin');
    if (request.headers.get('sec-fetch-site') === 'same-origin') return 'own';
    if (origin === null) return 'absent';
    if (listed.has(origin)) return 'listed';
    if (!URL.canParse(origin)) return 'foreign';
    const { host } = new URL(origin);
    return host !== '' && host === network.host(request, peer).toLowerCase() ? 'own' : 'foreign';
  };
}

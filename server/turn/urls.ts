import type { Config } from '../config.ts';

type Settings = Pick<
  Config,
  'turn' | 'turnUrls' | 'turnPort' | 'turnTlsPort' | 'turnAddress' | 'publicUrl' | 'tlsCert'
>;

/**
 * Where devices find the relay, the way that costs least first: UDP, then TCP, then TLS, which passes most filters. None:
 * there is no relay, or nobody has said where it is.
 */
export function turnUrlsOf(config: Settings, found: readonly string[] = []): string[] {
  const { turn, turnUrls, turnPort, turnTlsPort } = config;
  if (turn === 'off' || turnUrls.length > 0) return turn === 'off' ? [] : [...turnUrls];
  const name = config.publicUrl === '' ? '' : new URL(config.publicUrl).hostname;
  const [address = ''] = [...config.turnAddress, ...found];
  const host = name || (address.includes(':') ? `[${address}]` : address);
  if (host === '') return [];
  const plain = [
    `turn:${host}:${turnPort}?transport=udp`,
    `turn:${host}:${turnPort}?transport=tcp`,
  ];
  // A certificate is a name's.
  const isSecure = turn === 'coturn' || config.tlsCert !== '';
  return isSecure && name !== '' ? [...plain, `turns:${host}:${turnTlsPort}?transport=tcp`] : plain;
}

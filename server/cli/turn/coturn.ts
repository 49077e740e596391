import { readConfig } from '../../config.ts';
import { optionsOf } from '../options.ts';
import { sourcesOf } from '../sources.ts';

/** What nobody on the internet needs to be reached at through a relay. */
const DENIED = [
  ...['0.0.0.0-0.255.255.255', '10.0.0.0-10.255.255.255', '100.64.0.0-100.127.255.255'],
  ...['127.0.0.0-127.255.255.255', '169.254.0.0-169.254.255.255', '172.16.0.0-172.31.255.255'],
  ...['192.0.0.0-192.0.0.255', '192.0.2.0-192.0.2.255', '192.88.99.0-192.88.99.255'],
  ...['192.168.0.0-192.168.255.255', '198.18.0.0-198.19.255.255', '198.51.100.0-198.51.100.255'],
  ...['203.0.113.0-203.0.113.255', '224.0.0.0-255.255.255.255'],
  // IPv6: all but what is handed out, then the other forms of IPv4 within that.
  ...[
    '::-1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    '4000::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  ],
  ...[
    '2001::-2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff',
    '2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
  ],
  '2002::-2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
];

/**
 * `payambar turn --coturn`. The secret is not printed where it is not set: what follows from the server's own would end
 * up in a file of another program.
 */
export function printCoturn(flags: Record<string, unknown>): void {
  const config = readConfig(sourcesOf({ ...optionsOf(flags), env: process.env }));
  const { first, last } = config.turnRelayPorts;
  const host = config.publicUrl === '' ? 'chat.example.org' : new URL(config.publicUrl).hostname;
  const lines = [
    '# For coturn 4.6 or newer; take a current one, its older releases have known holes.',
    '# The server needs TURN=coturn, and the same secret as TURN_SECRET.',
    'use-auth-secret',
    `static-auth-secret=${config.turnSecret || 'PUT-TURN_SECRET-HERE'}`,
    `realm=${host}`,
    `listening-port=${config.turnPort}`,
    ...(config.tlsCert === ''
      ? ['# With a certificate, and without it no-tls:', 'no-tls']
      : [
          `tls-listening-port=${config.turnTlsPort}`,
          `cert=${config.tlsCert}`,
          `pkey=${config.tlsKey}`,
        ]),
    'no-dtls',
    ...config.turnAddress.map((address) => `external-ip=${address}`),
    `min-port=${first}`,
    `max-port=${last}`,
    'fingerprint',
    'stale-nonce=3600',
    `user-quota=${config.turnUserAllocations}`,
    `total-quota=${last - first + 1}`,
    // coturn counts bytes a second.
    `max-bps=${Math.round((config.turnKbits * 1000) / 8)}`,
    'no-cli',
    'no-tcp-relay',
    'no-multicast-peers',
    'no-rfc5780',
    'no-software-attribute',
    'simple-log',
    'log-file=stdout',
    ...config.turnAllowPeers.map(
      (range) => `# Allowed at the server by TURN_ALLOW_PEERS: allowed-peer-ip=${range}`,
    ),
    ...DENIED.map((range) => `denied-peer-ip=${range}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

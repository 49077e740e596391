import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

/** Whom a broker's certificate may be signed by. Bun's own sockets read NODE_EXTRA_CA_CERTS, those of `node:tls` do not. */
export function authoritiesFor(url: string): { ca?: string[] } {
  const path = process.env.NODE_EXTRA_CA_CERTS;
  if (!url.startsWith('amqps:') || !path) return {};
  try {
    return { ca: [...rootCertificates, readFileSync(path, 'utf8')] };
  } catch {
    // Without it the certificate is not trusted, which is said.
    return {};
  }
}

/** The same for the client, which takes any object for TLS. */
export const tlsFor = (url: string): { tls?: { ca?: string[] } } =>
  url.startsWith('amqps:') ? { tls: authoritiesFor(url) } : {};

import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { type Finding, toFinding } from '../finding.ts';
import { type Asker, reasonOf } from './asker.ts';

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;
const PATIENCE_MS = 8_000;

/** The certificate as a browser would judge it, and HTTP/2 by what is agreed on (ALPN, RFC 7301). */
export async function checkTls({ url, at, told }: Asker, now: number): Promise<Finding[]> {
  const host = url.hostname;
  let socket: TLSSocket;
  try {
    socket = await shaken(new URL(at ? `https://${at}` : url), host);
  } catch (error) {
    return [toFinding('tls.failed', { host, reason: reasonOf(error) })];
  }
  const certificate = socket.getPeerX509Certificate();
  const { alpnProtocol, authorizationError } = socket;
  socket.destroy();
  if (!certificate) return [toFinding('tls.failed', { host, reason: 'no certificate' })];
  const judged = judge(certificate, host, String(authorizationError ?? ''), now);
  // Payambar itself speaks HTTP/1.1; it is for a proxy to offer more.
  const own = told.tlsCert !== '';
  return own ? judged : [...judged, toFinding(alpnProtocol === 'h2' ? 'http2.ok' : 'http2.none')];
}

function shaken(to: URL, host: string): Promise<TLSSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  const socket = connect({
    host: to.hostname.replace(/^\[|\]$/g, ''),
    port: Number(to.port || 443),
    // RFC 6066 §3: a name, never an address.
    ...(isIP(host) ? {} : { servername: host }),
    rejectUnauthorized: false,
    ALPNProtocols: ['h2', 'http/1.1'],
  });
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('time-out')));
  socket.once('secureConnect', () => resolve(socket));
  socket.once('error', reject);
  return promise;
}

function judge(certificate: X509Certificate, host: string, error: string, now: number): Finding[] {
  const [from, until] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  const days = (ms: number): number => Math.ceil(Math.abs(ms) / DAY_MS);
  if (until < now) return [toFinding('tls.expired', { days: days(now - until) })];
  if (from > now) return [toFinding('tls.early', { days: days(from - now) })];
  const names = certificate.subjectAltName ?? certificate.subject;
  const fits = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host);
  if (!fits) return [toFinding('tls.name', { names: names.replaceAll('DNS:', ''), host })];
  if (error && !/HOSTNAME|ALTNAME/.test(error))
    return [toFinding('tls.untrusted', { reason: error })];
  const left = Math.floor((until - now) / DAY_MS);
  return [
    left < SOON_DAYS
      ? toFinding('tls.soon', { days: left })
      : toFinding('tls.ok', { host, days: left }),
  ];
}

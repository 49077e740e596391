import { timingSafeEqual } from 'node:crypto';
import { Elysia } from 'elysia';
import ipaddr from 'ipaddr.js';
import { ApiError } from '../../db/engine/api-error.ts';
import type { OverviewReply } from '../../protocol/overview.ts';
import type { Guard } from '../auth/guard.ts';
import type { Network } from '../http/network.ts';
import type { Metrics } from './service.ts';

/** GET /api/admin/overview: the same numbers for the administrator's page. */
export function overviewRoute(
  guard: Pick<Guard, 'plugin'>,
  overview: () => Promise<OverviewReply>,
) {
  return new Elysia({ name: 'overview' })
    .use(guard.plugin)
    .get('/api/admin/overview', () => overview(), { admin: true });
}

type Options = {
  metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** '': only this machine may look. */
  token: string;
  /** Of the socket itself. */
  peerOf(request: Request): string | null;
  network: Pick<Network, 'believes'>;
};

/**
 * GET /metrics, in Prometheus' text format. How many people there are and when they talk is private: only this machine
 * may look, or a client that shows the token. All others get the reply of a page that does not exist.
 */
export function metricsRoute({ metrics, token, peerOf, network }: Options) {
  return new Elysia({ name: 'metrics' }).get('/metrics', async ({ request }) => {
    const peer = peerOf(request);
    if (!shows(request, token) && !(network.believes(peer) && isLocal(request, peer)))
      throw new ApiError('not_found');
    return new Response(await metrics.text(), {
      headers: { 'content-type': metrics.contentType, 'cache-control': 'no-store' },
    });
  });
}

/** Hashes are compared in a time that says nothing of where two tokens differ. */
function shows(request: Request, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token === '' || given === undefined) return false;
  return timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string): Uint8Array => new Bun.CryptoHasher('sha256').update(text).digest();

/**
 * A proxy on this machine brings the whole world from 127.0.0.1, and says for whom it asks. What forwards plain TCP from
 * outside (an onion service) says nothing: the name that was asked for is another one then, and `TRUSTED_PROXIES` is to be
 * without loopback, since a stranger there can claim any name.
 */
function isLocal(request: Request, peer: string | null): boolean {
  if (!LOCAL.test(request.headers.get('host') ?? '')) return false;
  if (FORWARDED.some((name) => request.headers.has(name))) return false;
  if (peer === null || !ipaddr.isValid(peer)) return false;
  return ipaddr.process(peer).range() === 'loopback';
}

const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const FORWARDED = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

import { Elysia } from 'elysia';
import ipaddr from 'ipaddr.js';
import { cookieIn } from './cookie.ts';

const COOKIE = 'plain-http';
/** Names that no public name server resolves (RFC 6761, 6762, 8375), and what home routers use. */
const PRIVATE_NAMES = /(^|\.)(localhost|local|lan|home|internal|test|invalid|home\.arpa|onion)$/;

/**
 * Whether a page that is asked for by this host, without TLS, is asked for across the open Internet: then a page that says
 * what this costs is shown first. At home or on the machine itself nothing is in between.
 */
export function isPublic(host: string): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (ipaddr.isValid(name)) return ipaddr.process(name).range() === 'unicast';
  return name.includes('.') && !PRIVATE_NAMES.test(name);
}

type Options = { https(request: Request): boolean; hostOf(request: Request): string };

/** Whether the warning stands before the app for this request. */
export function createPlainCheck({ https, hostOf }: Options) {
  return (request: Request): boolean => {
    if (https(request) || !isPublic(hostOf(request))) return false;
    return cookieIn(request, COOKIE) !== '1';
  };
}

/** GET /plain/continue: a person who has read the warning is not stopped again in this browser until it is closed. */
export const plainRoute = new Elysia({ name: 'plain' }).get(
  '/plain/continue',
  () =>
    new Response(null, {
      status: 303,
      headers: {
        location: '/',
        'set-cookie': `${COOKIE}=1; Path=/; HttpOnly; SameSite=Lax`,
        'cache-control': 'no-store',
      },
    }),
);

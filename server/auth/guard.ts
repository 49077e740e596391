import { Elysia } from 'elysia';
import { ApiError } from '../../db/engine/api-error.ts';
import type { Deps } from '../deps.ts';
import { createNetwork } from '../http/network.ts';
import { Limiter } from '../limits.ts';
import { cookieText, readCookie } from './cookies.ts';
import { createOriginCheck, type OriginVerdict } from './origin.ts';
import type { Visitor } from './sessions.ts';
import { createTokens, RENEW_AFTER_MS, TOKEN_MS } from './tokens.ts';

/** Who asks. `expiresAt` (ms) is the token's; `browser`: the token came in the cookie. */
export type SignedIn = {
  userId: string;
  sessionId: string;
  expiresAt: number;
  browser: boolean;
  role: string;
};

/** The address of the socket that a request came on; only the running server knows it. */
type PeerOf = (request: Request) => string | null;

/** What the session's last use is written at most every so often: not each request is worth a commit. */
const TOUCH_MS = 60_000;

type Answering = { headers: Record<string, unknown> };

export type Guard = ReturnType<typeof createGuard>;

export function createGuard(deps: Pick<Deps, 'db' | 'clock' | 'config' | 'log'>, peerOf: PeerOf) {
  const { db, clock, config, log } = deps;
  const network = createNetwork(config);
  const tokens = createTokens(deps);
  const limiter = new Limiter({ tokens: 3 * config.rateLimit, perMs: 3000 });
  const originOf = createOriginCheck(config, network);
  const https = (request: Request): boolean => network.https(request, peerOf(request));
  const addressOf = (request: Request): string | null => network.address(request, peerOf(request));
  const hostOf = (request: Request): string => network.host(request, peerOf(request));
  const origin = (request: Request): OriginVerdict => originOf(request, peerOf(request));

  /** Throws `unauthorized`. The session row is looked up each time: a revoked one is dead at once. */
  async function authenticate(request: Request): Promise<SignedIn> {
    const found = findToken(request, https(request));
    const claims = found && (await tokens.verify(found.token));
    const live = claims && (await db.read(db.sessions.live(claims.sessionId, clock.now())));
    if (live?.user.id !== claims?.userId || !live) throw new ApiError('unauthorized');
    const { session } = live;
    if (clock.now() - session.lastSeenAt > TOUCH_MS) touch(session.id, addressOf(request));
    return { ...claims, browser: found.browser, role: live.user.role };
  }

  function touch(sessionId: string, address: string | null): void {
    db.write(() => db.sessions.touch(sessionId, clock.now(), address ?? undefined)).catch(
      (error: unknown) => log.warn('session not touched', { error }),
    );
  }

  /**
   * Whether a request that changes something may use what it carries. A foreign page never may. No Origin at all is a
   * program; with the cookie only it could be an old browser led by a foreign page, so then it may not (CSRF). A page of
   * CORS_ORIGINS has a token of its own: our cookie comes along only because it lives in a neighbouring subdomain.
   */
  function originAllowed(request: Request): boolean {
    const verdict = origin(request);
    if (verdict === 'own' || verdict === 'foreign') return verdict === 'own';
    return findToken(request, https(request))?.browser !== true;
  }

  /** Login CSRF: a foreign page must not sign a visitor in to another person's account. */
  function refuseForeign(request: Request): void {
    if (origin(request) === 'foreign') throw new ApiError('origin_forbidden');
  }

  function visitorOf(request: Request): Visitor {
    return {
      address: addressOf(request),
      userAgent: request.headers.get('user-agent'),
      device: readCookie('device', request, https(request)),
    };
  }

  /** Set-Cookie with a new token, when the browser's is older than an hour. */
  async function renewal(request: Request, who: SignedIn): Promise<string | undefined> {
    const age = TOKEN_MS - (who.expiresAt - clock.now());
    if (!who.browser || age < RENEW_AFTER_MS) return undefined;
    const { token } = await tokens.sign(who.userId, who.sessionId);
    return cookieText('token', token, TOKEN_MS, https(request));
  }

  async function admit(request: Request, set: Answering): Promise<{ who: SignedIn }> {
    const safe = request.method === 'GET' || request.method === 'HEAD';
    if (!safe && !originAllowed(request)) throw new ApiError('origin_forbidden');
    const who = await authenticate(request);
    limiter.take(who.userId);
    const cookie = await renewal(request, who);
    if (cookie) set.headers['set-cookie'] = cookie;
    return { who };
  }

  /**
   * `signedIn: true` (or `admin: true`) on a route. It authenticates before the handler reads a body: routes take `parse: 'none'`, since
   * Elysia's own parser and validation run before any `resolve`, and a stranger would get 400 for what is a 401.
   */
  const plugin = new Elysia({ name: 'guard' }).macro({
    signedIn: { resolve: ({ request, set }) => admit(request, set) },
    /** For all other clients these routes do not exist, whatever they ask and send. */
    admin: {
      async resolve({ request, set }) {
        const { who } = await admit(request, set);
        if (who.role !== 'admin') throw new ApiError('not_found');
        return { who };
      },
    },
  });

  return {
    authenticate,
    originAllowed,
    refuseForeign,
    visitorOf,
    renewal,
    origin,
    https,
    hostOf,
    addressOf,
    network,
    tokens,
    /** Requests of one account to the routes of accounts; the commands have their own limit. */
    limiter,
    plugin,
  };
}

type FoundToken = { token: string; browser: boolean };

/** Never from the URL: it would stand in logs, histories and Referer headers. */
function findToken(request: Request, https: boolean): FoundToken | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const token = bearer ?? subprotocolToken(request);
  if (token !== undefined) return { token, browser: false };
  const cookie = readCookie('token', request, https);
  return cookie === undefined ? undefined : { token: cookie, browser: true };
}

/** `Sec-WebSocket-Protocol: payambar.v1, bearer.<token>`: the only header that a page can set on a socket. */
function subprotocolToken(request: Request): string | undefined {
  const offered = request.headers.get('sec-websocket-protocol')?.split(',') ?? [];
  const bearer = offered.find((name) => name.trim().startsWith('bearer.'));
  return bearer?.trim().slice('bearer.'.length);
}

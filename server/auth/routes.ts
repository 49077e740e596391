import { Elysia } from 'elysia';
import { LoginBody, PasswordBody, RegisterBody } from '../../protocol/auth.ts';
import type { Me } from '../../protocol/users.ts';
import { Refusal } from '../errors.ts';
import { readBody } from '../http/body.ts';
import { cookieText, readCookie } from './cookies.ts';
import type { Guard } from './guard.ts';
import type { createAuth } from './service.ts';
import { type createSessions, SESSION_MS } from './sessions.ts';
import { TOKEN_MS } from './tokens.ts';

type Services = {
  auth: ReturnType<typeof createAuth>;
  sessions: ReturnType<typeof createSessions>;
  guard: Guard;
  /** Closes the sockets of ended sessions, in the same call (original #23). */
  ended: (sessionIds: readonly string[]) => void;
};
type Entered = { userId: string; sessionId: string; user: Me; refresh?: string };

/** A browser says so by this header, and then no script of its page ever holds the token (decision 0004). */
const isWeb = (request: Request): boolean => request.headers.get('x-payambar-client') === 'web';

/** A page asks at its start who is signed in; that nobody is, is an answer and no error. */
const NOBODY = { token: '', expiresAt: 0, user: null };

export function authRoutes({ auth, sessions, guard, ended }: Services) {
  const visitorOf = (request: Request) => ({
    address: guard.addressOf(request),
    userAgent: request.headers.get('user-agent'),
  });

  /** Login CSRF: a foreign page must not sign a visitor in as somebody else. */
  const refuseForeign = (request: Request): void => {
    if (guard.origin(request) === 'foreign') throw new Refusal('origin_forbidden');
  };

  /** The answer to whoever came in: cookies for pages of this server, the token for programs. */
  async function welcome(request: Request, entered: Entered, status: number): Promise<Response> {
    const { token, expiresAt } = await guard.tokens.sign(entered.userId, entered.sessionId);
    const web = isWeb(request);
    const reply = { token: web ? '' : token, expiresAt, user: entered.user };
    const response = Response.json(reply, { status });
    if (!web && guard.origin(request) !== 'own') return response;
    const https = guard.https(request);
    response.headers.append('set-cookie', cookieText('token', token, TOKEN_MS, https));
    if (entered.refresh)
      response.headers.append(
        'set-cookie',
        cookieText('refresh', entered.refresh, SESSION_MS, https),
      );
    return response;
  }

  const bringsSession = (request: Request): boolean =>
    request.headers.has('authorization') ||
    (['token', 'refresh'] as const).some(
      (name) => readCookie(name, request, guard.https(request)) !== undefined,
    );

  /** A browser shows its refresh cookie, whether its token is still good or not; a program its token. */
  async function renewed(request: Request): Promise<Entered> {
    const refresh = readCookie('refresh', request, guard.https(request));
    if (refresh !== undefined && !request.headers.has('authorization')) {
      if (guard.origin(request) !== 'own') throw new Refusal('origin_forbidden');
      return { ...(await sessions.refreshed(refresh)), refresh };
    }
    if (!guard.originAllowed(request)) throw new Refusal('origin_forbidden');
    return sessions.extended(await guard.authenticate(request));
  }

  function farewell(request: Request): Response {
    const https = guard.https(request);
    const response = Response.json({});
    response.headers.append('set-cookie', cookieText('token', '', 0, https));
    response.headers.append('set-cookie', cookieText('refresh', '', 0, https));
    return response;
  }

  return new Elysia({ name: 'auth' })
    .use(guard.plugin)
    .post(
      '/api/auth/register',
      async ({ request }) => {
        refuseForeign(request);
        const body = await readBody(request, RegisterBody);
        return welcome(request, await auth.register(body, visitorOf(request)), 201);
      },
      { parse: 'none' },
    )
    .post(
      '/api/auth/login',
      async ({ request }) => {
        refuseForeign(request);
        const body = await readBody(request, LoginBody);
        return welcome(request, await auth.login(body, visitorOf(request)), 200);
      },
      { parse: 'none' },
    )
    .post(
      '/api/auth/renew',
      async ({ request }) => {
        if (isWeb(request) && !bringsSession(request)) return Response.json(NOBODY);
        const entered = await renewed(request);
        guard.limiter.take(entered.userId);
        return welcome(request, entered, 200);
      },
      { parse: 'none' },
    )
    .post(
      '/api/auth/logout',
      async ({ request, who }) => {
        await sessions.revoke(who, who.sessionId);
        ended([who.sessionId]);
        return farewell(request);
      },
      { signedIn: true, parse: 'none' },
    )
    .post(
      '/api/auth/password',
      async ({ request, who }) => {
        ended(await auth.changePassword(who, await readBody(request, PasswordBody)));
        return {};
      },
      { signedIn: true, parse: 'none' },
    )
    .get('/api/sessions', async ({ who }) => ({ sessions: await sessions.list(who) }), {
      signedIn: true,
    })
    .delete(
      '/api/sessions',
      async ({ who }) => {
        ended(await sessions.revokeOthers(who));
        return {};
      },
      { signedIn: true, parse: 'none' },
    )
    .delete(
      '/api/sessions/:id',
      async ({ who, params }) => {
        await sessions.revoke(who, params.id);
        ended([params.id]);
        return {};
      },
      { signedIn: true, parse: 'none' },
    );
}

import { Elysia } from 'elysia';
import { ApiError } from '../../db/engine/api-error.ts';
import { LoginBody, PasswordBody, RegisterBody, ResetBody } from '../../protocol/auth.ts';
import { SecretBody } from '../../protocol/server-settings.ts';
import { readBody } from '../http/body.ts';
import { cookieText, readCookie } from './cookies.ts';
import type { Guard } from './guard.ts';
import type { createResets } from './reset.ts';
import { type Entered, isWeb, type Welcome } from './routes-welcome.ts';
import type { createAuth } from './service.ts';
import type { createSessions } from './sessions.ts';

type Services = {
  auth: ReturnType<typeof createAuth>;
  sessions: ReturnType<typeof createSessions>;
  resets: ReturnType<typeof createResets>;
  guard: Guard;
  welcome: Welcome;
  /** Closes the sockets of ended sessions, in the same call. */
  endSessions: (sessionIds: readonly string[]) => void;
  /** Counts an attempt of a client that is not signed in. */
  limit: (request: Request) => void;
};

/** A page asks at its start who is signed in; a visitor without a session gets a reply and no error. */
const NOBODY = { token: '', expiresAt: 0, user: null };

export function authRoutes({
  auth,
  sessions,
  resets,
  guard,
  welcome,
  endSessions,
  limit,
}: Services) {
  const { visitorOf, refuseForeign } = guard;

  const bringsSession = (request: Request): boolean =>
    request.headers.has('authorization') ||
    (['token', 'refresh'] as const).some(
      (name) => readCookie(name, request, guard.https(request)) !== undefined,
    );

  /** A browser shows its refresh cookie, whether its token is still good or not; a program its token. */
  async function renewSession(request: Request): Promise<Entered> {
    const refresh = readCookie('refresh', request, guard.https(request));
    if (refresh !== undefined && !request.headers.has('authorization')) {
      if (guard.origin(request) !== 'own') throw new ApiError('origin_forbidden');
      return { ...(await sessions.refreshSession(refresh)), refresh };
    }
    if (!guard.originAllowed(request)) throw new ApiError('origin_forbidden');
    return sessions.extendSession(await guard.authenticate(request));
  }

  function toFarewell(request: Request): Response {
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
        const entered = await auth.login(body, visitorOf(request));
        endSessions(entered.ended);
        return welcome(request, entered, 200);
      },
      { parse: 'none' },
    )
    .post(
      '/api/auth/renew',
      async ({ request }) => {
        if (isWeb(request) && !bringsSession(request)) return Response.json(NOBODY);
        const entered = await renewSession(request);
        guard.limiter.take(entered.userId);
        return welcome(request, entered, 200);
      },
      { parse: 'none' },
    )
    .post(
      '/api/auth/logout',
      async ({ request, who }) => {
        await sessions.revoke(who, who.sessionId);
        endSessions([who.sessionId]);
        return toFarewell(request);
      },
      { signedIn: true, parse: 'none' },
    )
    .post(
      '/api/auth/password',
      async ({ request, who }) => {
        endSessions(await auth.changePassword(who, await readBody(request, PasswordBody)));
        return {};
      },
      { signedIn: true, parse: 'none' },
    )
    .post(
      '/api/auth/reset/look',
      async ({ request }) => {
        limit(request);
        return resets.findOwner((await readBody(request, SecretBody)).secret);
      },
      { parse: 'none' },
    )
    .post(
      '/api/auth/reset',
      async ({ request }) => {
        refuseForeign(request);
        limit(request);
        const done = await resets.reset(await readBody(request, ResetBody));
        endSessions(done.ended);
        return { username: done.username };
      },
      { parse: 'none' },
    )
    .get('/api/sessions', async ({ who }) => ({ sessions: await sessions.list(who) }), {
      signedIn: true,
    })
    .delete(
      '/api/sessions',
      async ({ who }) => {
        endSessions(await sessions.revokeOthers(who));
        return {};
      },
      { signedIn: true, parse: 'none' },
    )
    .delete(
      '/api/sessions/:id',
      async ({ who, params }) => {
        await sessions.revoke(who, params.id);
        endSessions([params.id]);
        return {};
      },
      { signedIn: true, parse: 'none' },
    );
}

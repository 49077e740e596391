import { Elysia } from 'elysia';
import { LIMITS } from '../protocol/limits.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import { assets } from './assets.ts';
import { createGuard } from './auth/guard.ts';
import { createPasswords } from './auth/passwords.ts';
import { authRoutes } from './auth/routes.ts';
import { createAuth } from './auth/service.ts';
import { createSessions } from './auth/sessions.ts';
import type { Deps } from './deps.ts';
import { Refusal } from './errors.ts';
import type { Lifecycle } from './http/closing.ts';
import { cors } from './http/cors.ts';
import { createPlainCheck, plainRoute } from './http/plain.ts';
import { missingRoute } from './http/routes.ts';
import { http } from './http.ts';
import { observeHttp } from './metrics/http.ts';
import { metricsRoute } from './metrics/routes.ts';
import { createMetrics } from './metrics/service.ts';
import { openApi } from './openapi.ts';
import { createRealtime } from './realtime/create.ts';
import { Hub } from './realtime/hub.ts';
import { REST } from './realtime/rest-table.ts';
import { socketOptions } from './realtime/socket.ts';
import { userRoutes } from './users/routes.ts';
import { createUsers } from './users/service.ts';
import { VERSION } from './version.ts';

export type App = Awaited<ReturnType<typeof createApp>>;

/** The server's table of contents, in the order in which a request meets it. */
export async function createApp(deps: Deps, clientRoot?: string) {
  const { config, log } = deps;
  const lifecycle: Lifecycle = { closing: false };
  const hub = new Hub();
  const peerOf = (request: Request) => app.server?.requestIP(request)?.address ?? null;
  const guard = createGuard(deps, peerOf);
  const users = createUsers(deps);
  const metrics = createMetrics(deps, hub);
  const realtime = createRealtime(deps, hub, guard, metrics.commands);
  const app = new Elysia({
    serve: { maxRequestBodySize: LIMITS.bodyBytes },
    websocket: socketOptions((error) => log.error('socket handler failed', { error })),
  });
  app
    .use(
      http({
        ...deps,
        lifecycle,
        https: guard.https,
        missing: missingRoute(() => app.routes),
        observe: observeHttp(metrics.meters),
      }),
    )
    .use(await cors(config.corsOrigins))
    .get('/health', () => {
      if (lifecycle.closing) throw new Refusal('shutting_down', { retryAfterMs: 2000 });
      return { status: 'ok' };
    })
    .use(metricsRoute({ metrics, token: config.metricsToken, peerOf }))
    .get('/api/server', () => ({
      name: config.serverName,
      version: VERSION,
      protocol: PROTOCOL_VERSION,
      registration: config.registration,
    }))
    .get(
      '/openapi.json',
      () => new Response(openApi(REST), { headers: { 'content-type': 'application/json' } }),
    )
    .use(
      authRoutes({
        auth: createAuth(deps, createPasswords()),
        sessions: createSessions(deps),
        guard,
        ended: (sessionIds) => hub.closeSession(sessionIds),
      }),
    )
    .use(userRoutes({ users, addressOf: guard.addressOf, config }))
    .use(realtime.rest)
    .use(realtime.socket)
    .use(plainRoute)
    .use(await assets(clientRoot, createPlainCheck(guard)));
  const { presence, search } = realtime;
  return { app, hub, presence, search, lifecycle, metrics };
}

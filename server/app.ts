import { Elysia } from 'elysia';
import { LIMITS } from '../protocol/limits.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import { accountRoutes } from './accounts/routes.ts';
import { adminRoutes } from './admin/routes.ts';
import { manifestFor } from './assets/manifest.ts';
import { createPreviews } from './assets/previews.ts';
import { assets } from './assets.ts';
import { createGuard } from './auth/guard.ts';
import { authRoutes } from './auth/routes.ts';
import { createWelcome } from './auth/routes-welcome.ts';
import { createSessions } from './auth/sessions.ts';
import { backupsOf } from './backup/shown.ts';
import type { Change } from './context.ts';
import { createManagement } from './control/management.ts';
import type { Deps } from './deps.ts';
import { doctorRoutes } from './doctor/routes.ts';
import { createDoctor } from './doctor/watch.ts';
import { Downloads } from './files/downloads.ts';
import { fileRoutes } from './files/routes.ts';
import { createFiles } from './files/service.ts';
import { createGroupPreview } from './groups/outside.ts';
import { groupRoutes } from './groups/routes.ts';
import type { Lifecycle } from './http/closing.ts';
import { cors } from './http/cors.ts';
import { answerHealth } from './http/health.ts';
import { limitKey } from './http/network.ts';
import { createPlainCheck, plainRoute } from './http/plain.ts';
import { missingRoute } from './http/routes.ts';
import { http } from './http.ts';
import { instanceRoutes } from './instance/routes.ts';
import { Limiter } from './limits.ts';
import { observeHttp } from './metrics/http.ts';
import { createOverview } from './metrics/overview.ts';
import { metricsRoute, overviewRoute } from './metrics/routes.ts';
import { createMetrics } from './metrics/service.ts';
import { openApi } from './openapi.ts';
import { Hub } from './realtime/hub.ts';
import { createRealtime } from './realtime/realtime.ts';
import { REST_COMMANDS } from './realtime/rest-table.ts';
import { socketOptions } from './realtime/socket.ts';
import { userRoutes } from './users/routes.ts';
import { createUsers } from './users/service.ts';
import { VERSION } from './version.ts';

export type App = Awaited<ReturnType<typeof createApp>>;

/** The server's table of contents, in the order in which a request meets it. */
export async function createApp(deps: Deps, clientRoot?: string) {
  const { config, db, log } = deps;
  const lifecycle: Lifecycle = { closing: false };
  const health = () => answerHealth(lifecycle, db.health());
  const hub = new Hub();
  const peerOf = (request: Request) => app.server?.requestIP(request)?.address ?? null;
  const guard = createGuard(deps, peerOf);
  const users = createUsers(deps);
  const metrics = createMetrics(deps, hub);
  const downloads = new Downloads();
  const ended = (sessionIds: readonly string[]) => {
    hub.closeSession(sessionIds);
    downloads.end(sessionIds);
  };
  const publish = (changes: readonly Change[]) => hub.publish(changes, undefined);
  const management = await createManagement(deps, { publish, ended });
  const { instance } = management;
  const visitors = new Limiter({ tokens: config.authLimit, perMs: 60_000 });
  const limit = (request: Request) => visitors.take(limitKey(guard.addressOf(request)));
  const entrance = {
    ...management,
    guard,
    welcome: createWelcome(guard, management.familiar),
    ended,
    limit,
  };
  const look = createGroupPreview(deps);
  const head = createPreviews({ instance, look, profile: users.profile, guard, config });
  const manifest = (request: Request) => manifestFor(request, instance.now().name);
  const doctor = createDoctor(deps, { network: guard.network, peerOf });
  const realtime = createRealtime(deps, hub, guard, metrics.commands, doctor, management.eraser);
  const app = new Elysia({
    // Bun cuts off at once and without a word. What is only a little too long is refused in ours (http/body.ts).
    serve: { maxRequestBodySize: 8 * LIMITS.bodyBytes },
    websocket: socketOptions((error) => log.error('socket handler failed', { error })),
  });
  app
    .use(
      http({
        ...deps,
        lifecycle,
        health,
        https: guard.https,
        missing: missingRoute(() => app.routes),
        observe: observeHttp(metrics.meters),
      }),
    )
    .use(doctorRoutes(doctor))
    .use(await cors(config.corsOrigins))
    .get('/health', health)
    .use(metricsRoute({ metrics, token: config.metricsToken, peerOf, network: guard.network }))
    .get('/api/server', async () => {
      const { name, colour } = instance.now();
      const setup = !(await instance.isRun());
      const registration = await instance.registration();
      return { name, version: VERSION, protocol: PROTOCOL_VERSION, registration, colour, setup };
    })
    .get(
      '/openapi.json',
      () =>
        new Response(openApi(REST_COMMANDS), { headers: { 'content-type': 'application/json' } }),
    )
    .use(authRoutes({ ...entrance, sessions: createSessions(deps) }))
    .use(instanceRoutes(entrance))
    .use(groupRoutes({ look, limit }))
    .use(accountRoutes({ ...entrance, downloads }))
    .use(adminRoutes({ ...entrance, instance: management.serverAdmin }))
    .use(
      overviewRoute(
        guard,
        createOverview(deps, metrics, hub, () => backupsOf(config)),
      ),
    )
    .use(userRoutes({ users, instance, guard, config }))
    .use(fileRoutes({ files: createFiles(deps), guard, downloads }))
    .use(realtime.rest)
    .use(realtime.socket)
    .use(plainRoute)
    .use(await assets({ warns: createPlainCheck(guard), manifest, head }, clientRoot));
  const { presence, search, sessions } = realtime;
  return { app, hub, presence, search, sessions, lifecycle, metrics, management, doctor };
}

import { Elysia } from 'elysia';
import { SERVER_ID } from '../db/engine/backup.ts';
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
import { BOUNDS } from './bounds.ts';
import type { Cluster } from './cluster/cluster.ts';
import type { Change } from './context.ts';
import { createManagement } from './control/management.ts';
import type { Deps } from './deps.ts';
import { doctorRoutes } from './doctor/routes.ts';
import { createDoctor } from './doctor/watch.ts';
import { createAvatars } from './files/avatars.ts';
import { Downloads } from './files/downloads.ts';
import { createRoom } from './files/room.ts';
import { fileRoutes } from './files/routes.ts';
import { avatarRoutes } from './files/routes-avatars.ts';
import { uploadRoutes } from './files/routes-uploads.ts';
import { createServerStorage } from './files/server-storage.ts';
import { createFiles } from './files/service.ts';
import { createThumbs } from './files/thumbs.ts';
import { createUploads } from './files/uploads.ts';
import { createGroupPreview } from './groups/outside.ts';
import { groupRoutes } from './groups/routes.ts';
import type { Lifecycle } from './http/closing.ts';
import { cors } from './http/cors.ts';
import { answerHealth } from './http/health.ts';
import { limitKey } from './http/network.ts';
import { createPlainCheck, plainRoute } from './http/plain.ts';
import { createReadiness } from './http/ready.ts';
import { missingRoute } from './http/routes.ts';
import { http } from './http.ts';
import { instanceRoutes } from './instance/routes.ts';
import { carryWork } from './jobs/carry-work.ts';
import { Limiter } from './limits.ts';
import { observeHttp } from './metrics/http.ts';
import { createOverview } from './metrics/overview.ts';
import { metricsRoute, overviewRoute } from './metrics/routes.ts';
import { createMetrics } from './metrics/service.ts';
import { openApi } from './openapi.ts';
import { createPushes } from './push/push.ts';
import { Hub } from './realtime/hub.ts';
import { joinNodes } from './realtime/join-nodes.ts';
import { createRealtime } from './realtime/realtime.ts';
import { REST_COMMANDS } from './realtime/rest-table.ts';
import { socketOptions } from './realtime/socket.ts';
import { createTurnServers } from './turn/servers.ts';
import { userRoutes } from './users/routes.ts';
import { createUsers } from './users/service.ts';
import { VERSION } from './version.ts';

export type App = Awaited<ReturnType<typeof createApp>>;

/** The server's table of contents, in the order in which a request meets it. */
export async function createApp(deps: Deps, clientRoot?: string) {
  const { config, db, log } = deps;
  const lifecycle: Lifecycle = { draining: false, closing: false };
  const health = () => answerHealth(lifecycle, db.health());
  const hub = new Hub();
  let cluster: Cluster | undefined;
  const ready = createReadiness(lifecycle, {
    database: async () =>
      db.health() !== 'gone' && (await db.read(db.settings.get(SERVER_ID))) !== undefined,
    schema: async () => db.health() !== 'outdated',
    bus: async () => cluster?.state().bus.reachable !== false,
  });
  const peerOf = (request: Request) => app.server?.requestIP(request)?.address ?? null;
  const guard = createGuard(deps, peerOf);
  const metrics = createMetrics(deps, hub);
  const downloads = new Downloads();
  const endSessionsHere = (sessionIds: readonly string[]) => {
    hub.closeSession(sessionIds);
    downloads.end(sessionIds);
  };
  const endSessions = (sessionIds: readonly string[]) => {
    endSessionsHere(sessionIds);
    cluster?.announce.endSessions(sessionIds);
  };
  const publish = (changes: readonly Change[]) => hub.publish(changes, undefined);
  const management = await createManagement(deps, { publish, endSessions });
  const { instance } = management;
  if (management.s3) metrics.watchS3(management.s3);
  if (deps.turn) metrics.watchTurn(deps.turn);
  const users = createUsers(deps, management.fileEnds);
  const visitors = new Limiter({ tokens: config.authLimit, perMs: 60_000 });
  const limit = (request: Request) => visitors.take(limitKey(guard.addressOf(request)));
  const entrance = {
    ...management,
    guard,
    welcome: createWelcome(guard, management.familiar),
    endSessions,
    limit,
  };
  const previewGroup = createGroupPreview(deps);
  const head = createPreviews({ instance, previewGroup, profile: users.profile, guard, config });
  const manifest = (request: Request) => manifestFor(request, instance.now().name);
  const doctor = createDoctor(deps, { network: guard.network, peerOf });
  const push = await createPushes(deps, {
    serverName: () => instance.now().name,
    isActive: (userId, sessionId) =>
      hub.isActive(userId, sessionId) || cluster?.presence.isActive(sessionId) === true,
    onNotified: (userId, chatId) => cluster?.announce.markNotified(userId, chatId),
    jobs: management.jobs,
    count: (result) => metrics.meters.pushes.inc({ result }),
  });
  const turn = createTurnServers(deps);
  const realtime = createRealtime(deps, hub, guard, metrics.commands, doctor, {
    ...management,
    ...{ push, turn },
  });
  const { blobs, parts, fileEnds: ends } = management;
  const thumbs = createThumbs(deps, { blobs, ends });
  const limits = () => instance.now();
  const room = createRoom(deps, limits);
  const uploads = createUploads(deps, { blobs, parts, ends, thumbs, room, limits });
  const files = createFiles(deps, blobs);
  const avatars = createAvatars(deps, { blobs, ends, room });
  const app = new Elysia({
    // Bun knows one limit for all: that of files. The others have their own (http.ts, http/body.ts).
    serve: { maxRequestBodySize: BOUNDS.partBytes },
    websocket: socketOptions((error) => log.error('socket handler failed', { error })),
  });
  app
    .use(
      http({
        ...deps,
        lifecycle,
        probes: { '/health': health, '/ready': ready },
        https: guard.https,
        missing: missingRoute(() => app.routes),
        observe: observeHttp(metrics.meters),
      }),
    )
    .use(doctorRoutes(doctor))
    .use(await cors(config.corsOrigins))
    .get('/health', health)
    .get('/ready', ready)
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
    .use(groupRoutes({ previewGroup, limit }))
    .use(accountRoutes({ ...entrance, downloads }))
    .use(
      adminRoutes({
        ...entrance,
        instance: management.serverAdmin,
        storage: createServerStorage(deps),
      }),
    )
    .use(
      overviewRoute(
        guard,
        createOverview(deps, metrics, hub, () => ({
          ...backupsOf(config),
          pushUnreachable: push.sender.unreachable(),
        })),
      ),
    )
    .use(userRoutes({ users, instance, guard, config }))
    .use(fileRoutes({ files, thumbs, guard, downloads, direct: config.s3Direct === 'on' }))
    .use(avatarRoutes({ avatars, files, guard, limit }))
    .use(uploadRoutes({ uploads, guard, clock: deps.clock, limits }))
    .use(realtime.rest)
    .use(realtime.socket)
    .use(plainRoute)
    .use(await assets({ warns: createPlainCheck(guard), manifest, head }, clientRoot));
  const { byAddress, byAccount } = management.auth.budgets;
  cluster = await joinNodes(deps, {
    ...{ hub, realtime, instance },
    limiters: { byAddress, byAccount, visitors },
    endSessions: endSessionsHere,
    markNotified: push.pusher.markNotified,
  });
  const others = cluster;
  if (others) metrics.watchNodes(() => others.state());
  const queue = await carryWork(deps, [management.jobs, push.pusher]);
  if (queue) metrics.watchQueue(queue.state);
  const { callWatch, presence, search, sessions } = realtime;
  return {
    ...{
      app,
      hub,
      callWatch,
      presence,
      search,
      sessions,
      lifecycle,
      metrics,
      management,
      doctor,
      push,
    },
    ...{ cluster, queue, turn },
  };
}

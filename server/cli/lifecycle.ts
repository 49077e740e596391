import { createApp } from '../app.ts';
import { tidySessions } from '../auth/tidy.ts';
import type { Deps } from '../deps.ts';

/** Why the server cannot start; the message is the whole sentence for whoever starts it. */
export class StartError extends Error {}

export type Running = {
  /** As seen from this machine, with the port that was really taken. */
  url: string;
  port: number;
  /** Stops accepting, sends sockets away, finishes what was begun; the database stays the caller's. */
  stop(): Promise<void>;
};

/** Devices return spread over this time, so that a restart is no stampede (original #59). */
const SPREAD_MS = 5_000;
/** What is still open after this long is cut off: with the writer and the checkpoint it all fits in 5 s. */
const GRACE_MS = 2_500;

export async function startServer(deps: Deps, clientRoot?: string): Promise<Running> {
  const { config } = deps;
  const { app, hub, presence, search, lifecycle, metrics } = await createApp(deps, clientRoot);
  try {
    // Without `reusePort: false` a second server would share the port unnoticed, and half of the sockets.
    app.listen({ hostname: config.host, port: config.port, reusePort: false });
  } catch (error) {
    throw startError(error, config);
  }
  const { server } = app;
  if (!server) throw new StartError('The server did not start.');
  hub.attach((topic, frame) => server.publish(topic, frame));
  search.start();
  metrics.start();
  tidySessions(deps);
  const port = server.port ?? config.port;
  return {
    port,
    url: `http://${hostInUrl(config.host)}:${port}`,
    async stop() {
      lifecycle.closing = true;
      const finished = server.stop();
      hub.closeAll(SPREAD_MS);
      await Promise.race([finished, Bun.sleep(GRACE_MS)]);
      await server.stop(true);
      presence.stop();
      metrics.stop();
      await search.stop();
    },
  };
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function startError(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} is in use by another program. Stop it, or choose another with --port.`,
    );
  if (code === 'EACCES')
    return new StartError(`Port ${port} may not be used by this user. Choose one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new StartError(`HOST is ${JSON.stringify(host)}, which is no address of this machine.`);
  return error;
}

import { createApp } from '../app.ts';
import { tidySessions } from '../auth/tidy.ts';
import type { Deps } from '../deps.ts';
import { listen } from './listener.ts';

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
  const { config, log } = deps;
  const { app, hub, presence, search, lifecycle, metrics, management } = await createApp(
    deps,
    clientRoot,
  );
  const listener = listen({ app, hub, config, log });
  search.start();
  metrics.start();
  management.eraser.wake();
  tidySessions(deps);
  return {
    port: listener.port,
    url: listener.url,
    async stop() {
      lifecycle.closing = true;
      const finished = listener.stop();
      hub.closeAll(SPREAD_MS);
      await Promise.race([finished, Bun.sleep(GRACE_MS)]);
      await listener.cut();
      presence.stop();
      await management.eraser.stop();
      metrics.stop();
      await search.stop();
    },
  };
}

import type { OneTimeLink } from '../../protocol/accounts.ts';
import { createApp } from '../app.ts';
import { tidySessions } from '../auth/tidy.ts';
import type { Config } from '../config.ts';
import { createControlCommands } from '../control/commands.ts';
import { listenControl } from '../control/socket.ts';
import type { Deps } from '../deps.ts';
import { tidyFiles } from '../files/tidy.ts';
import { collectGarbage, createMemoryTrimmer, releaseMemory } from '../memory.ts';
import { listen } from './listener.ts';
import { scheduledBackups } from './scheduled-backups.ts';

export type Running = {
  /** As seen from this machine, with the port that was really taken. */
  url: string;
  port: number;
  /**
   * Who may register, as it is now. `setup`: no one without a link of the administrator, until the server is set up.
   */
  registration(): Promise<Config['registration'] | 'setup'>;
  /** Returns a new one-time link that makes the first administrator; undefined when the server has one. */
  setupLink(): Promise<OneTimeLink | undefined>;
  /** Stops accepting, sends sockets away, finishes what was begun; the database stays the caller's. */
  stop(): Promise<void>;
};

/** Devices return spread over this time, so that a restart is no stampede. */
const SPREAD_MS = 5_000;
/** What is still open after this long is cut off: with the writer and the checkpoint it all fits in 5 s. */
const GRACE_MS = 2_500;

export async function startServer(deps: Deps, clientRoot?: string): Promise<Running> {
  const { config, log } = deps;
  const { app, hub, presence, search, sessions, lifecycle, metrics, management, doctor } =
    await createApp(deps, clientRoot);
  const listener = listen({ app, hub, config, log });
  try {
    return begin();
  } catch (error) {
    // A client that got in meanwhile would find a server without its data.
    await listener.cut();
    throw error;
  }

  function begin(): Running {
    search.start();
    metrics.start();
    management.eraser.wake();
    tidySessions(deps);
    tidyFiles(deps);
    const backups = scheduledBackups(deps);
    backups.start();
    const memory = createMemoryTrimmer({
      trim() {
        deps.db.releaseMemory();
        releaseMemory();
      },
      collect: collectGarbage,
    });
    memory.start();
    const control = listenControl(createControlCommands(management, doctor), deps);
    return {
      setupLink: () => management.setup.link(),
      async registration() {
        const { instance } = management;
        const decided = instance.isSettled() || (await instance.isRun());
        return decided ? instance.now().registration : 'setup';
      },
      port: listener.port,
      url: listener.url,
      async stop() {
        lifecycle.closing = true;
        const unscheduled = backups.stop();
        const finished = listener.stop();
        hub.closeAll(SPREAD_MS);
        await Promise.race([finished, Bun.sleep(GRACE_MS)]);
        await listener.cut();
        await control.stop();
        presence.stop();
        memory.stop();
        sessions.stop();
        await management.eraser.stop();
        metrics.stop();
        await search.stop();
        await unscheduled;
      },
    };
  }
}

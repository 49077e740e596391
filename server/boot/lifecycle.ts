import type { OneTimeLink } from '../../protocol/accounts.ts';
import { createApp } from '../app.ts';
import { tidySessions } from '../auth/tidy.ts';
import type { ClusterState } from '../cluster/cluster.ts';
import type { Config } from '../config.ts';
import { createControlCommands } from '../control/commands.ts';
import { listenControl } from '../control/socket.ts';
import type { Deps } from '../deps.ts';
import { createFileTidy } from '../files/tidy.ts';
import type { QueueState } from '../jobs/queue/queue.ts';
import { collectGarbage, createMemoryTrimmer, releaseMemory } from '../memory.ts';
import { createPushAdministration } from '../push/administration.ts';
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
  /** What this node knows of the others; undefined: it is alone. */
  cluster(): ClusterState | undefined;
  /** What this node knows of the broker; undefined: there is none. */
  queue(): QueueState | undefined;
  /**
   * Says that it is not ready, and serves on for `DRAIN_SECONDS`, in which balancers see that and send nobody any more; a
   * second call ends the wait.
   */
  drain(): Promise<void>;
  /** Stops accepting, sends sockets away, finishes what was begun; the database stays the caller's. */
  stop(): Promise<void>;
};

/** Devices return spread over this time, so that a restart is no stampede. */
const SPREAD_MS = 5_000;
/** What is still open after this long is cut off: with the writer and the checkpoint it all fits in 5 s. */
const GRACE_MS = 2_500;

export async function startServer(deps: Deps, clientRoot?: string): Promise<Running> {
  const { config, log } = deps;
  const made = await createApp(deps, clientRoot);
  const { app, hub, presence, search, sessions, lifecycle, metrics, management, doctor, push } =
    made;
  const { callWatch } = made;
  let listener: ReturnType<typeof listen>;
  try {
    listener = listen({ app, hub, config, log });
  } catch (error) {
    await made.cluster?.stop();
    made.queue?.stop();
    throw error;
  }
  try {
    return begin();
  } catch (error) {
    // A client that got in meanwhile would find a server without its data.
    await listener.cut();
    await made.cluster?.stop();
    made.queue?.stop();
    throw error;
  }

  function begin(): Running {
    const { lease, worker } = deps.db;
    search.start();
    push.pusher.start();
    callWatch.start();
    metrics.start();
    management.jobs.start();
    const unhooked = tidySessions(deps);
    const { removeLeft, parts, fileEnds: ends, s3 } = management;
    const isOnDisk = s3 === undefined;
    const fileTidy = createFileTidy(deps, { removeLeft, parts, ends, isOnDisk });
    fileTidy.start();
    const backups = scheduledBackups(deps);
    backups.start();
    void worker.seek();
    void lease.seek();
    made.queue?.start();
    const memory = createMemoryTrimmer({
      trim() {
        deps.db.releaseMemory();
        releaseMemory();
      },
      collect: collectGarbage,
    });
    memory.start();
    const hurry = Promise.withResolvers<void>();
    const control = listenControl(
      createControlCommands(management, createPushAdministration(deps, push), {
        ...{ doctor, cluster: () => made.cluster?.state(), queue: () => made.queue?.state() },
        turn: { ...made.turn, ...(deps.turn && { state: deps.turn }) },
      }),
      deps,
    );
    return {
      setupLink: () => management.setup.link(),
      async registration() {
        const { instance } = management;
        const decided = instance.isSettled() || (await instance.isRun());
        return decided ? instance.now().registration : 'setup';
      },
      cluster: () => made.cluster?.state(),
      queue: () => made.queue?.state(),
      port: listener.port,
      url: listener.url,
      async drain() {
        if (lifecycle.draining) return hurry.resolve();
        lifecycle.draining = true;
        await Promise.race([Bun.sleep(config.drainSeconds * 1000), hurry.promise]);
      },
      async stop() {
        lifecycle.closing = true;
        const unscheduled = backups.stop();
        const finished = listener.stop();
        hub.closeAll(SPREAD_MS);
        await Promise.race([finished, Bun.sleep(GRACE_MS)]);
        await listener.cut();
        await control.stop();
        presence.stop();
        await made.cluster?.stop();
        memory.stop();
        fileTidy.stop();
        unhooked();
        sessions.stop();
        await management.jobs.stop();
        metrics.stop();
        await search.stop();
        await callWatch.stop();
        await push.pusher.stop();
        made.queue?.stop();
        await unscheduled;
        // Only what has ended may go on at another node.
        await Promise.all([lease.release(), worker.release()]);
      },
    };
  }
}

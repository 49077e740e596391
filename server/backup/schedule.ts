import type { Deps } from '../deps.ts';

type Plan = Pick<Deps, 'clock' | 'log'> & {
  /** Milliseconds between backups; 0 for never. */
  every: number;
  /** When the newest was made; milliseconds, UTC. */
  newest(): number | undefined;
  /** Whether it is for this process to make them. */
  isOurs(): boolean;
  run(stopped: AbortSignal): Promise<Record<string, unknown>>;
};

/** Looked at so often: a machine that slept, or whose clock was set, is late by this at most. */
const TICK_MS = 60_000;
/** After one that failed: the reason stays in the log, and is not repeated each minute. */
const AGAIN_MS = 3_600_000;

/** Makes a backup whenever the newest is older than `every`, one at a time. */
export function createSchedule({ every, newest, isOurs, run, clock, log }: Plan) {
  const stopping = new AbortController();
  let timer: Timer | undefined;
  let running: Promise<void> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function make(): Promise<void> {
    try {
      log.info('backup made', await run(stopping.signal));
    } catch (error) {
      if (stopping.signal.aborted) return;
      failed(error);
    }
  }

  function failed(error: unknown): void {
    failedAt = clock.now();
    log.error('backup failed', { reason: error instanceof Error ? error.message : String(error) });
  }

  /** The folder may be on another machine that cannot be reached just now: then this backup fails, and no more. */
  function isDue(now: number): boolean {
    try {
      return now - (newest() ?? Number.NEGATIVE_INFINITY) >= every;
    } catch (error) {
      failed(error);
      return false;
    }
  }

  function tick(): Promise<void> {
    const now = clock.now();
    const again = Math.abs(now - failedAt) >= Math.min(AGAIN_MS, every);
    if (running === undefined && isOurs() && again && isDue(now)) {
      running = make().finally(() => {
        running = undefined;
      });
    }
    return running ?? Promise.resolve();
  }

  return {
    tick,
    start(): void {
      if (every === 0) return;
      timer = setInterval(() => void tick(), TICK_MS);
      timer.unref();
      void tick();
    },
    /** Ends a backup that is under way; the next start makes it again. */
    async stop(): Promise<void> {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}

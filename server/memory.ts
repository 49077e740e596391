/** CPU time that this process has used since it began, ms. */
type CpuTime = () => number;

const EVERY_MS = 10_000;
/** Less work than this share of a core is quiet; ten thousand idle sockets are answered their pings within it. */
const QUIET = 0.01;
/** So much work since the last time makes it worth a collection. A start is about that much. */
const WORTH_MS = 500;

/**
 * Of a server that is never quiet: after so much work its garbage is collected all the same. Left to itself the engine lets
 * a heap of 12 MB grow to 40 and more before it looks, for a machine that it takes to be its own.
 */
const BUSY_WORTH_MS = 2000;

type Options = {
  /** Gives back all that can be made again; called when it is quiet. */
  trim(): void;
  /** Collects garbage, some milliseconds; called under load. */
  collect(): void;
  cpuTime?: CpuTime;
};

/**
 * After a burst, and after the start, memory goes back to the machine. The JavaScript engine keeps its heap and its
 * compiled code, and SQLite its pages, for work that may come again; on a server of 512 MB that people use in waves,
 * that is what another program lacks. It takes some milliseconds of the event loop, so it waits for a quiet moment.
 */
export function createMemoryTrimmer({ trim, collect, cpuTime = usedCpu }: Options) {
  let timer: Timer | undefined;
  let seen = cpuTime();
  let collectedAt = seen;
  let trimmedAt = Number.NEGATIVE_INFINITY;

  function check(): void {
    const now = cpuTime();
    const isQuiet = now - seen < EVERY_MS * QUIET;
    seen = now;
    if (!isQuiet) collectAfter(now);
    else if (now - trimmedAt >= WORTH_MS) {
      trim();
      trimmedAt = cpuTime();
      collectedAt = trimmedAt;
      seen = trimmedAt;
    }
  }

  function collectAfter(now: number): void {
    if (now - collectedAt < BUSY_WORTH_MS) return;
    collect();
    collectedAt = cpuTime();
  }

  return {
    check,
    start(): void {
      timer = setInterval(check, EVERY_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}

function usedCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function collectGarbage(): void {
  Bun.gc(true);
}

/** Collects garbage, then lets the engine forget code that it can compile again. */
export function releaseMemory(): void {
  Bun.gc(true);
  Bun.shrink();
}

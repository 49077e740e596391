/** CPU time that this process has used since it began, ms. */
export type CpuTime = () => number;

const EVERY_MS = 10_000;
/** Less work than this share of a core is quiet; ten thousand idle sockets are answered their pings within it. */
const QUIET = 0.01;
/** So much work since the last time makes it worth a collection. A start is about that much. */
const WORTH_MS = 500;

/**
 * After a burst, and after the start, memory goes back to the machine. The JavaScript engine keeps its heap and its
 * compiled code, and SQLite its pages, for work that may come again; on a server of 512 MB that people use in waves,
 * that is what another program lacks. It takes some milliseconds of the event loop, so it waits for a quiet moment.
 */
export function createMemoryTrimmer(trim: () => void, cpuTime: CpuTime = usedCpu) {
  let timer: Timer | undefined;
  let seen = cpuTime();
  let trimmedAt = Number.NEGATIVE_INFINITY;

  function check(): void {
    const now = cpuTime();
    const isQuiet = now - seen < EVERY_MS * QUIET;
    seen = now;
    if (!isQuiet || now - trimmedAt < WORTH_MS) return;
    trim();
    trimmedAt = cpuTime();
    seen = trimmedAt;
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

/** Collects garbage, then lets the engine forget code that it can compile again. */
export function releaseMemory(): void {
  Bun.gc(true);
  Bun.shrink();
}

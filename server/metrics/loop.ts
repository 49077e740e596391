import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late timers come: the worst and the 99th percentile since the last `take`, in seconds. */
export type LoopLag = { take(): { max: number; p99: number }; stop(): void };

const RESOLUTION_MS = 20;

export function watchLoop(): LoopLag {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return {
    take() {
      // Before the first tick it says NaN.
      const max = Math.max(0, histogram.max) / 1e9 || 0;
      const p99 = Math.max(0, histogram.percentile(99)) / 1e9 || 0;
      histogram.reset();
      return { max, p99 };
    },
    stop: () => void histogram.disable(),
  };
}

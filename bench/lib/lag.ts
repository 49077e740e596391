import type { Server } from './process.ts';

/** Asks how late the server's own timers came since it was asked last, ms (/metrics). */
export async function eventLoopLag({ port }: Server): Promise<{ max: number; p99: number }> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const at = (quantile: string): number =>
    1000 * Number(new RegExp(`lag_seconds{quantile="${quantile}"} (\\S+)`).exec(text)?.[1]);
  return { max: at('1'), p99: at('0.99') };
}

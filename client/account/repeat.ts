import type { Env } from '../core/env.ts';

const AGAIN_MS = 15_000;

/** Does the work again when the network comes back, or in a while. */
export function repeatUntilOnline(env: Env, work: () => void): void {
  const stop = env.page.watch((event) => {
    if (event === 'online') run();
  });
  const cancel = env.after(AGAIN_MS, () => run());
  const run = () => {
    stop();
    cancel();
    work();
  };
}

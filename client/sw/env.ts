import type { Env } from '../core/env.ts';
import { createHttp, type Http } from '../core/http.ts';

/** What a worker has of a browser's environment. */
export const workerEnv: Pick<Env, 'now' | 'after' | 'fetch'> = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  fetch: (path, init) => fetch(path, init),
};

/** A session that has ended is the page's to notice, which says why. */
export const workerHttp = (): Http => createHttp(workerEnv, () => {});

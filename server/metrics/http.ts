import type { Observe } from '../http.ts';
import type { Meters } from './registry.ts';

/** Replies and refused requests of HTTP. A route that is none of ours is one label: a scanner invents thousands. */
export function observeHttp({ http, refusals, failedSignIns }: Meters): Observe {
  return {
    countAnswer({ method, route, status, seconds }) {
      const known = route === '' ? 'none' : route;
      http.observe({ method, route: known, status: `${Math.floor(status / 100)}xx` }, seconds);
    },
    countRefused(code) {
      refusals.inc({ code });
      if (code === 'credentials_wrong') failedSignIns.inc();
    },
  };
}

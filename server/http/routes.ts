import { ApiError } from '../../db/engine/api-error.ts';
import type { Missing } from './missing.ts';

type Route = { method: string; path: string };

/** Tells 404 from 405 for paths of the API. Looked at only when no route matched. */
export function missingRoute(routes: () => readonly Route[]) {
  return (method: string, path: string): Missing => {
    if (!path.startsWith('/api/')) return { refusal: new ApiError('not_found') };
    const known = routes().filter((route) => patternOf(route.path).test(path));
    const methods = new Set(known.map((route) => route.method));
    if (methods.has('GET')) methods.add('HEAD');
    if (methods.size === 0 || methods.has(method)) return { refusal: new ApiError('not_found') };
    return { refusal: new ApiError('method_not_allowed'), allow: [...methods].sort().join(', ') };
  };
}

/** `/api/chats/:id` → `^/api/chats/[^/]+$`. Wildcards are the assets', not the API's. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+').replaceAll('*', '\\*')}$`);
}

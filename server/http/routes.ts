import { Refusal } from '../errors.ts';

type Route = { method: string; path: string };

/** Tells 404 from 405 for paths of the API. Looked at only when no route matched. */
export function missingRoute(routes: () => readonly Route[]) {
  return (method: string, path: string): Refusal => {
    if (!path.startsWith('/api/')) return new Refusal('not_found');
    const known = routes().filter((route) => patternOf(route.path).test(path));
    const others = known.some((route) => route.method !== method);
    return new Refusal(others ? 'method_not_allowed' : 'not_found');
  };
}

/** `/api/chats/:id` → `^/api/chats/[^/]+$`. Wildcards are the assets', not the API's. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+').replaceAll('*', '\\*')}$`);
}

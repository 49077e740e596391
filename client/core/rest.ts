import { REST } from '../../protocol/rest.ts';
import type { UpBody, UpReply, UpType } from '../../protocol/up.ts';
import type { Http } from './http.ts';
import { ApiError } from './services.ts';

/** Makes a request by its REST route. One without a route means nothing without a socket; presence is the first of them. */
export async function callRoute<T extends UpType>(
  http: Http,
  type: T,
  body: UpBody<T>,
  ms?: number,
): Promise<UpReply<T>> {
  const rest = REST[type];
  if (!rest) throw new ApiError('offline');
  const left = new Map(Object.entries(body).filter(([, value]) => value !== undefined));
  const path = rest.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = left.get(name);
    left.delete(name);
    return encodeURIComponent(String(value));
  });
  if (rest.method !== 'GET') return http.call(rest.method, path, Object.fromEntries(left), { ms });
  const query = new URLSearchParams();
  for (const [name, value] of left)
    for (const one of [value].flat()) query.append(name, String(one));
  return http.call('GET', left.size > 0 ? `${path}?${query}` : path, undefined, { ms });
}

import type { Env } from '../core/env.ts';
import { type Http, toApiError } from '../core/http.ts';

export type BytesDeps = { env: Pick<Env, 'fetch'>; http: Pick<Http, 'renew'> };

/**
 * A request whose body or reply is bytes, as `Http.call` makes those of JSON: refused once, it is made again with a new
 * token. Rejects with `ApiError` where the server refuses it, else as `fetch` does.
 */
export async function askRenewed(
  { env, http }: BytesDeps,
  path: string,
  { headers, ...init }: RequestInit & { headers?: Record<string, string> },
): Promise<Response> {
  const ask = () =>
    env.fetch(path, {
      ...init,
      credentials: 'same-origin',
      headers: { 'x-payambar-client': 'web', ...headers },
    });
  let response = await ask();
  if (response.status === 401) {
    await http.renew();
    response = await ask();
  }
  if (!response.ok) throw toApiError(response.status, await response.text());
  return response;
}

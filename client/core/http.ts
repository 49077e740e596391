import { ERRORS, type ErrorCode } from '../../protocol/errors.ts';
import type { RestRoute } from '../../protocol/rest.ts';
import type { Env as WholeEnv } from './env.ts';
import { hearServerDate } from './server-clock.ts';
import { ApiError, isApiError } from './services.ts';

const TIMEOUT_MS = 20_000;
const RENEW_PATH = '/api/auth/renew';

type Env = Pick<WholeEnv, 'fetch' | 'after' | 'now'>;

/** `ms`: how long to wait for the reply. */
type CallOptions = { ms?: number; signal?: AbortSignal };
export type Http = {
  call<T>(
    method: RestRoute['method'],
    path: string,
    body?: unknown,
    options?: CallOptions,
  ): Promise<T>;
  /** A new token for the cookie. Rejects with `unauthorized` when the session has ended. */
  renew<T>(): Promise<T>;
};

/**
 * JSON over fetch. The session is an HttpOnly cookie, so no token is ever seen here. The token in it lives for a day,
 * so a refused request is followed by one renewal and one more try; `onSignedOut` is called when that fails too.
 */
export function createHttp(env: Env, onSignedOut: () => void): Http {
  let renewing: Promise<unknown> | undefined;

  const renew = (): Promise<unknown> => {
    renewing ??= requireUser(send(env, 'POST', RENEW_PATH, {})).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };

  return {
    renew: <T>() => renew() as Promise<T>,
    async call<T>(
      method: RestRoute['method'],
      path: string,
      body?: unknown,
      options?: CallOptions,
    ): Promise<T> {
      try {
        return (await send(env, method, path, body, options)) as T;
      } catch (error) {
        if (!isApiError(error, 'unauthorized')) throw error;
      }
      try {
        await renew();
      } catch (error) {
        if (isTimedOut(error)) onSignedOut();
        throw error;
      }
      return (await send(env, method, path, body, options)) as T;
    },
  };
}

/**
 * The server replies `user: null` to a visitor without a session, since a refused request would stand in red in every
 * visitor's console.
 */
async function requireUser(reply: Promise<unknown>): Promise<unknown> {
  const renewed = (await reply) as { user: unknown };
  if (renewed.user === null) throw new ApiError('unauthorized');
  return renewed;
}

/** No reply: what is known on the device is all there is. */
export function isUnreachable(error: unknown): boolean {
  return isApiError(error, 'offline', 'timeout');
}

/** A renewal was refused for good: the session has ended, or its account was disabled. */
export function isTimedOut(error: unknown): boolean {
  return isApiError(error, 'unauthorized', 'account_disabled');
}

async function send(
  env: Env,
  method: RestRoute['method'],
  path: string,
  body: unknown,
  { ms = TIMEOUT_MS, signal }: CallOptions = {},
): Promise<unknown> {
  const stop = new AbortController();
  const cancel = env.after(ms, () => stop.abort());
  signal?.addEventListener('abort', () => stop.abort(), { signal: stop.signal });
  try {
    const response = await env.fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: stop.signal,
      headers: {
        'x-payambar-client': 'web',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    hearServerDate(response.headers.get('date'), env.now());
    const text = await response.text();
    if (!response.ok) throw toApiError(response.status, text);
    return text === '' ? null : JSON.parse(text);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(stop.signal.aborted ? 'timeout' : 'offline');
  } finally {
    cancel();
  }
}

/** A body that is not ours comes from a proxy in between: the server itself was not reached. */
export function toApiError(status: number, text: string): ApiError {
  try {
    const { error } = JSON.parse(text) as { error: Record<string, unknown> };
    if (Object.hasOwn(ERRORS, String(error.code)))
      return new ApiError(
        error.code as ErrorCode,
        typeof error.retryAfterMs === 'number' ? error.retryAfterMs : null,
        typeof error.ref === 'string' ? error.ref : null,
      );
  } catch {}
  return new ApiError(status >= 502 || status === 429 ? 'offline' : 'internal');
}

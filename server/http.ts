import { Elysia, NotFoundError, ParseError, ValidationError } from 'elysia';
import { ApiError } from '../db/engine/api-error.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { LIMITS } from '../protocol/limits.ts';
import type { Deps } from './deps.ts';
import { maskError, toErrorResponse } from './error-response.ts';
import { isLongerThan } from './http/body.ts';
import type { Lifecycle } from './http/closing.ts';
import { API_HEADERS, HSTS, PAGE_HEADERS } from './http/headers.ts';
import type { Missing } from './http/missing.ts';

type Options = Pick<Deps, 'log' | 'ids'> & {
  lifecycle: Lifecycle;
  /** What answers at /health and /ready, which a client without a host is told as well. */
  probes: Record<string, () => Response | Promise<Response>>;
  https(request: Request): boolean;
  /** `not_found`, or `method_not_allowed` where the path is known with other methods, which are `allow`. */
  missing(method: string, path: string): Missing;
  observe: Observe;
};

/** What /metrics counts. `route`: the pattern, never the path, which names people and chats. */
export type Observe = {
  countAnswer(request: { method: string; route: string; status: number; seconds: number }): void;
  countRefused(code: ErrorCode): void;
};

const startedAt = new WeakMap<Request, number>();

/**
 * First in app.ts, since hooks reach only what is registered after them: headers on every reply, an id for each
 * request, and the one place where an error becomes a reply.
 */
export function http({ probes, log, ids, lifecycle, https, missing, observe }: Options) {
  // Logs have the route's pattern, never the path: codes that let people into groups stand in some.
  return new Elysia({ name: 'http' })
    .onRequest(({ request, set }) => {
      const path = pathOf(request);
      startedAt.set(request, performance.now());
      Object.assign(set.headers, PAGE_HEADERS, { 'x-request-id': ids.next() });
      const host = hostVerdict(request);
      const probe = host === 'none' ? probes[path] : undefined;
      if (probe) return probe();
      if (host !== 'good') throw new ApiError('invalid', { field: 'host' });
      if (https(request)) set.headers['strict-transport-security'] = HSTS;
      if (isLongerThan(request, LIMITS.bodyBytes) && !mayBeLong(path)) {
        set.headers.connection = 'close';
        throw new ApiError('too_large');
      }
      const isApi = path.startsWith('/api/');
      if (isApi) Object.assign(set.headers, API_HEADERS);
      // A proxy keeps its connections: without this a new socket would come in by one, only to be cut off.
      if (lifecycle.closing && (isApi || path === '/ws'))
        throw new ApiError('shutting_down', { retryAfterMs: 2000 });
    })
    .onError({ as: 'global' }, ({ error, request, route, set }) => {
      const path = pathOf(request);
      const ref = String(set.headers['x-request-id']);
      const missed = error instanceof NotFoundError ? missing(request.method, path) : undefined;
      const { method } = request;
      const refusal =
        missed?.refusal ??
        maskError(ofElysia(error), { log, ids }, { ref, method, path: named(route, path) });
      observe.countRefused(refusal.code);
      const answered = toErrorResponse(refusal);
      // RFC 9110 §15.5.6: a request that is refused for its method gets the list of the allowed ones.
      if (missed?.allow) answered.headers.set('allow', missed.allow);
      return answered;
    })
    .onAfterResponse({ as: 'global' }, ({ request, route, set, responseValue }) => {
      const { method } = request;
      const status =
        responseValue instanceof Response ? responseValue.status : Number(set.status ?? 200);
      const ms = performance.now() - (startedAt.get(request) ?? 0);
      observe.countAnswer({ method, route, status, seconds: ms / 1000 });
      log.debug('request', {
        ref: set.headers['x-request-id'],
        method,
        path: named(route, pathOf(request)),
        status,
        ms: Math.round(ms),
      });
    });
}

/** Only uploads bring more than a request says in JSON. */
const mayBeLong = (path: string): boolean => path.startsWith('/api/uploads');

/** By class: `code` of Elysia's hook is the error's own `code` field when it has one. */
function ofElysia(error: unknown): unknown {
  if (error instanceof ParseError) return new ApiError('invalid', { field: 'body' });
  if (error instanceof ValidationError)
    return new ApiError('invalid', { field: error.valueError?.path.slice(1).replaceAll('/', '.') });
  return error;
}

/**
 * The route's pattern, for the log. A path can hold what opens something, such as the code of an invite; where no
 * pattern names its parts (the pages of the client, what does not exist) only the first part is logged.
 */
function named(route: string | undefined, path: string): string {
  if (route && !route.includes('*')) return route;
  const [, first = '', ...rest] = path.split('/');
  return rest.length > 0 ? `/${first}/…` : `/${first}`;
}

/** Without the query, which may hold what people search for. */
function pathOf(request: Request): string {
  // Without a host (HTTP/1.0) it is the path alone.
  const start = request.url.startsWith('/')
    ? 0
    : request.url.indexOf('/', request.url.indexOf('//') + 2);
  const query = request.url.indexOf('?', start);
  return query === -1 ? request.url.slice(start) : request.url.slice(start, query);
}

/**
 * What a request says of the host that it is for (RFC 9112 §3.2). `none`: it is of HTTP/1.0, which need not say it. `bad`:
 * something that is no host, or two of them, of which one server between could read the first and the next the second.
 */
function hostVerdict(request: Request): 'good' | 'none' | 'bad' {
  const host = request.headers.get('host');
  // Such a request has a path where others have a whole address.
  if (host === null) return request.url.startsWith('/') ? 'none' : 'good';
  // Two lines arrive as one with a comma between.
  return /^[^\s,/?#@\\]+$/.test(host) && URL.canParse(request.url) ? 'good' : 'bad';
}

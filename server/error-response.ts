import { ApiError } from '../db/engine/api-error.ts';
import type { Deps } from './deps.ts';

/**
 * What a thrown thing looks like to the asker: a refusal as it is, anything else `internal` with the log's reference.
 * Whatever that one says is for the log: a message can hold a path, a row or a query.
 */
export function maskError(
  error: unknown,
  { log, ids }: Pick<Deps, 'log' | 'ids'>,
  request: { ref?: string } & Record<string, unknown>,
): ApiError {
  if (error instanceof ApiError) return error;
  const ref = request.ref ?? ids.next();
  log.error('request failed', { ref, ...request, error });
  return new ApiError('internal', { ref });
}

/** An error as the answer of an HTTP request. */
export function toErrorResponse(error: ApiError): Response {
  const response = Response.json({ error: error.toWire() }, { status: error.status });
  const { retryAfterMs } = error.details;
  if (retryAfterMs) response.headers.set('retry-after', String(Math.ceil(retryAfterMs / 1000)));
  return response;
}

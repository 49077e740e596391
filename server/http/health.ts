import { ApiError } from '../../db/engine/api-error.ts';
import type { Health } from '../../db/engine/health.ts';
import type { Lifecycle } from './closing.ts';

/**
 * The reply of /health. With a damaged page most requests still work, and a restart repairs nothing: 200, and the body
 * says so; the same while PostgreSQL is away, and where this program is too old for its
 * data, and ends. Data that was taken away needs an administrator at once: 503.
 */
export function answerHealth({ closing }: Lifecycle, health: Health): Response {
  if (closing) throw new ApiError('shutting_down', { retryAfterMs: 2000 });
  if (health === 'ok') return Response.json({ status: 'ok' });
  if (health === 'damaged') return Response.json({ status: 'degraded', why: 'database_damaged' });
  if (health === 'away') return Response.json({ status: 'degraded', why: 'database_away' });
  if (health === 'outdated') return Response.json({ status: 'degraded', why: 'schema_newer' });
  return Response.json({ status: 'failed', why: 'data_gone' }, { status: 503 });
}

import { ERRORS, type ErrorCode } from '../../protocol/errors.ts';
import { backoff } from '../core/backoff.ts';
import { ApiError } from '../core/services.ts';

/** What becomes of a message that could not be sent. `wait`: until the connection or the session is back. */
type RetryDecision =
  | { do: 'wait' }
  | { do: 'retry'; afterMs: number }
  | { do: 'fail'; code: ErrorCode };

/** Their cause is not the message: signing in again or a newer app cures them, and the message is still wanted. */
const NOT_THE_MESSAGE: ReadonlySet<string> = new Set(['unauthorized', 'version_unsupported']);

/**
 * Sorts errors by what can help. Where only time helps, the row is retried later; where the person has to act, the
 * reason is shown.
 */
export function decideRetry(error: unknown, attempt: number, random: () => number): RetryDecision {
  const afterMs = backoff(attempt + 1, random);
  if (!(error instanceof ApiError)) return { do: 'retry', afterMs };
  const { code, retryAfterMs } = error;
  if (code === 'offline') return { do: 'wait' };
  if (code === 'timeout') return { do: 'retry', afterMs };
  if (NOT_THE_MESSAGE.has(code)) return { do: 'wait' };
  if (ERRORS[code].retry) return { do: 'retry', afterMs: retryAfterMs ?? afterMs };
  return { do: 'fail', code };
}

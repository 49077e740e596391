import type { ErrorCode } from '../../../../protocol/errors.ts';

export type Refusal = { code: ErrorCode; retryAfterMs?: number };
/** What the server in memory says no with. */
export class Refused extends Error {
  constructor(readonly error: Refusal) {
    super(error.code);
  }
}

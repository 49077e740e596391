import { ERRORS, type ErrorCode, type WireError } from '../protocol/errors.ts';

/** A refusal that the asker may see. Everything else that is thrown becomes `internal` with a logged reference. */
export class Refusal extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly details: { retryAfterMs?: number; field?: string; ref?: string } = {},
  ) {
    super(code);
    this.status = ERRORS[code].status;
  }

  toWire(): WireError {
    return { code: this.code, ...this.details };
  }
}

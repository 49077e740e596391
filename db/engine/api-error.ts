import { ERRORS, type ErrorCode, type WireError } from '../../protocol/errors.ts';

/** A refusal that the asker may see. It stands here because the writer, the lowest layer, refuses too (`busy`). */
export class ApiError extends Error {
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

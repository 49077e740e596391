import { ApiError } from '../../../db/engine/api-error.ts';
import { DamagedContent } from '../content.ts';

/** Until whoever was refused tries again. */
const RETRY_MS = 5_000;

/**
 * What an S3 service, or the line to it, refuses. `refused`: it answers, and will say the same again (keys, bucket, rights,
 * region). `down`: it does not answer, or says that it cannot just now. For people both are the same: the server is mended
 * by somebody else, and a retry is right.
 */
export class S3Error extends ApiError {
  constructor(
    readonly kind: 'refused' | 'down',
    /** The service's own code (`AccessDenied`, `SlowDown`), or that of the line (`ECONNREFUSED`, `TimeoutError`). */
    readonly reason: string,
  ) {
    super('busy', { retryAfterMs: RETRY_MS });
    this.message = `S3: ${reason}`;
  }
}

/** An answer that is no success. */
export async function errorOfAnswer(answer: Response): Promise<S3Error> {
  const text = await answer.text().catch(() => '');
  const reason = /<Code>([A-Za-z0-9.]{1,64})<\/Code>/.exec(text)?.[1] ?? `HTTP ${answer.status}`;
  const passes = answer.status >= 500 || answer.status === 429 || answer.status === 408;
  return new S3Error(passes ? 'down' : 'refused', reason);
}

const REFUSED =
  /^(AccessDenied|AllAccessDisabled|AuthorizationHeaderMalformed|Invalid\w+|NoSuchBucket|PermanentRedirect|RequestTimeTooSkewed|SignatureDoesNotMatch|UnauthorizedAccess|AccountProblem)$/;

/** What `fetch` or Bun's client has thrown. */
export function errorOfCall(error: unknown): unknown {
  if (error instanceof S3Error || !(error instanceof Error)) return error;
  const { name } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : name;
  // What was to be sent could not be read: that is not the service's fault.
  const isOurs =
    error instanceof ApiError ||
    error instanceof DamagedContent ||
    name === 'AbortError' ||
    ('syscall' in error && error.syscall !== 'connect');
  if (isOurs) return error;
  return new S3Error(REFUSED.test(code) ? 'refused' : 'down', code);
}

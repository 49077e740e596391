import { formatNumber } from './format.ts';
import { t } from './locale.ts';

type Refused = { code: string; retryAfterMs?: number | null; ref?: string | null };

/** Returns the sentence for a rejection (an `ApiError`, or a code alone); anything unknown is a failure of ours. */
export function describeProblem(error: unknown): string {
  const refused: Refused = typeof error === 'string' ? { code: error } : ((error ?? {}) as Refused);
  const sentence = sentenceOf(refused.code);
  if (refused.retryAfterMs) {
    return `${sentence} ${t().app.tryAgainIn(formatNumber(Math.ceil(refused.retryAfterMs / 1_000)))}`;
  }
  return refused.ref ? t().app.withRef(sentence, refused.ref) : sentence;
}

function sentenceOf(code: string | undefined): string {
  const { errors } = t();
  return code !== undefined && code in errors
    ? errors[code as keyof typeof errors]
    : errors.internal;
}

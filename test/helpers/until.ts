import { isDeepStrictEqual } from 'node:util';
import { PATIENCE_MS } from './patience.ts';

type Patience = {
  /** The time limit. */
  ms?: number;
  /** The pause between two checks: what is waited for needs the CPU as well. */
  everyMs?: number;
};

/**
 * Asks again until the answer is the wanted one, or one of which `wanted` holds; resolves with it. An error of `ask`
 * counts as an answer that is not wanted. Fails with what was wanted and what was seen last.
 */
export async function until<T>(
  ask: () => T | Promise<T>,
  wanted: NoInfer<T> | ((seen: T) => boolean),
  { ms = PATIENCE_MS, everyMs = 20 }: Patience = {},
): Promise<T> {
  const fits =
    typeof wanted === 'function'
      ? (wanted as (seen: T) => boolean)
      : (seen: T) => isDeepStrictEqual(seen, wanted);
  let last: unknown;
  for (const end = performance.now() + ms; ; await Bun.sleep(everyMs)) {
    try {
      const seen = await ask();
      if (fits(seen)) return seen;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end)
      throw new Error(
        `in ${ms} ms, wanted ${describeValue(wanted)}\n  seen last: ${describeValue(last)}`,
      );
  }
}

function describeValue(value: unknown): string {
  const asItIs = value instanceof Error || typeof value === 'function';
  return asItIs ? String(value) : Bun.inspect(value);
}

import { isDeepStrictEqual } from 'node:util';

/** Asks again until the answer is the wanted one; the last answer stands in the failure. */
export async function until<T>(ask: () => Promise<T> | T, wanted: T, ms = 30_000): Promise<void> {
  let last: unknown;
  for (const end = Date.now() + ms; Date.now() < end; ) {
    last = await Promise.resolve(ask()).catch((error: unknown) => error);
    if (isDeepStrictEqual(last, wanted)) return;
    // A moment for the browser, which shares our two cores.
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`wanted ${JSON.stringify(wanted)}\n  seen ${inspect(last)}`);
}

function inspect(value: unknown): string {
  return value instanceof Error ? String(value) : JSON.stringify(value);
}

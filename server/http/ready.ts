import type { Lifecycle } from './closing.ts';

/** A part that a node needs to serve people. Resolves with whether it answers; an error counts as no. */
export type NeededPart = () => Promise<boolean>;

/** A part that has not answered by now does not serve; balancers ask every second or two. */
const PATIENCE_MS = 1500;
/** Anybody may ask: however many do, each part is asked so seldom. */
const KEEP_MS = 250;

/**
 * The reply of /ready: whether a balancer may send people here. Other than /health, which says whether the process lives:
 * a node that stops, or has lost a part, is not ready, and killing it would help nobody.
 */
export function createReadiness(
  lifecycle: Lifecycle,
  parts: Record<string, NeededPart>,
): () => Promise<Response> {
  let known: { at: number; lost: Promise<string[]> } | undefined;

  async function findLost(): Promise<string[]> {
    const names = Object.keys(parts);
    const answered = await Promise.all(Object.values(parts).map(askInTime));
    return names.filter((_, place) => !answered[place]);
  }

  return async () => {
    if (lifecycle.draining || lifecycle.closing) return notReady(['draining']);
    const now = performance.now();
    if (!known || now - known.at > KEEP_MS) known = { at: now, lost: findLost() };
    const lost = await known.lost;
    return lost.length === 0 ? Response.json({ status: 'ready' }) : notReady(lost);
  };
}

const notReady = (why: string[]): Response =>
  Response.json({ status: 'not_ready', why }, { status: 503 });

async function askInTime(part: NeededPart): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, PATIENCE_MS, false);
  try {
    return await Promise.race([part(), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

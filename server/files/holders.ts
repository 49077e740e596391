import { ApiError } from '../../db/engine/api-error.ts';

type Holder = { stop: AbortController; done: Promise<unknown> };

/** A request that is being stopped ends at once, and one that finishes a file when that is done: a large one takes seconds. */
const PATIENCE_MS = 20_000;

/**
 * One request at a time works on an upload. A newer one stops the older: its line is mostly dead, and nobody knows that yet.
 */
export class UploadHolders {
  private readonly byId = new Map<string, Holder>();

  has(id: string): boolean {
    return this.byId.has(id);
  }

  async hold<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    for (let older = this.byId.get(id); older; older = this.byId.get(id)) {
      older.stop.abort();
      if (!(await endsInTime(older.done)))
        throw new ApiError('upload_busy', { retryAfterMs: 2000 });
    }
    const stop = new AbortController();
    const working = work(stop.signal);
    const holder: Holder = { stop, done: working.catch(() => undefined) };
    this.byId.set(id, holder);
    try {
      return await working;
    } finally {
      if (this.byId.get(id) === holder) this.byId.delete(id);
    }
  }
}

async function endsInTime(done: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), PATIENCE_MS);
  void done.then(() => resolve(true));
  const ended = await promise;
  clearTimeout(timer);
  return ended;
}

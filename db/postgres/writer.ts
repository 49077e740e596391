import type { ReservedSQL } from 'bun';
import { ApiError } from '../engine/api-error.ts';
import type { RowCache, Tx } from '../engine/engine.ts';
import { beginStats } from '../engine/writer.ts';
import type { QueuedCommand, Result } from './batch.ts';
import { isFull, isPassing } from './errors.ts';
import type { Pool } from './pool.ts';
import { Storing, Unknown } from './storing.ts';
import { wasCommitted } from './turn.ts';

const QUEUE_MAX = 20_000;
const BATCH_MAX = 512;
/** With one in so many that has to be alone, the others of its batch are alone too. */
const ALONE_AMONG = 16;
/** A batch that takes longer is cut off: the server is frozen, or the line to it is dead. */
const BATCH_MS = 10_000;
/** How long commands wait for a server that is away, and how long between two tries. */
const PATIENCE_MS = 3000;
const AGAIN_MS = 100;
const AWAY = { retryAfterMs: 2000 };

type Waiting = QueuedCommand & {
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
};

type Options = {
  pool: Pool;
  /** This process, and no other that ever was. */
  node: string;
  cache: RowCache;
  onFailure: (error: unknown) => void;
  now: () => number;
};

/**
 * Writes to PostgreSQL as `Writer` does to SQLite: the commands of a turn of the event loop go in one transaction, and
 * each is answered after its commit. Nodes take turns, and share them where they can (storing.ts).
 */
export class PostgresWriter {
  readonly stats = beginStats();
  onBatch: (commands: number, commitMs: number) => void = () => {};
  /**
   * Called when it will never be known here whether something was stored: it may have been, and nobody was told of it.
   */
  onUnknown: () => void = () => {};
  private queue: Waiting[] = [];
  private working: Promise<void> | undefined;
  private closed = false;
  private awaySince: number | undefined;
  private readonly storing: Storing;

  constructor(private readonly options: Options) {
    this.storing = new Storing(options);
  }

  /** `make` may be called more than once. `chatId`: see `QueuedCommand`. */
  write<T>(make: () => Tx<T>, chatId?: string): Promise<T> {
    if (this.closed) return Promise.reject(new ApiError('shutting_down', AWAY));
    if (this.queue.length >= QUEUE_MAX) {
      this.stats.refused++;
      return Promise.reject(new ApiError('busy', { retryAfterMs: 1000 }));
    }
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ make, chatId, resolve, reject });
      this.working ??= this.work();
    });
  }

  get queued(): number {
    return this.queue.length;
  }

  /** Whether the server has not answered since a while. */
  get isAway(): boolean {
    return this.awaySince !== undefined;
  }

  async drain(): Promise<void> {
    while (this.working) await this.working;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.drain();
  }

  private async work(): Promise<void> {
    // What comes in this turn of the event loop goes with it.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.queue.length > 0)
      await this.settleBatch(this.queue.splice(0, countNext(this.queue)));
    this.working = undefined;
  }

  private async settleBatch(jobs: Waiting[]): Promise<void> {
    const results = await this.resultsOf(jobs);
    for (const [i, result] of results.entries()) {
      const job = jobs[i];
      if ('error' in result) job?.reject(result.error);
      else job?.resolve(result.value as never);
    }
  }

  /** Tries until the batch is stored, or it is clear that it cannot be. */
  private async resultsOf(jobs: readonly QueuedCommand[]): Promise<Result[]> {
    let unknown: Unknown | undefined;
    for (;;) {
      try {
        const results = (unknown && (await this.lookUp(unknown))) ?? (await this.store(jobs));
        this.awaySince = undefined;
        return results;
      } catch (error) {
        if (error instanceof Unknown) unknown = error;
        this.storing.forget();
        this.stats.failures++;
        const refusal = this.refusalOf(error);
        if (refusal) {
          if (unknown) this.onUnknown();
          return jobs.map(() => ({ error: refusal }));
        }
        await Bun.sleep(AGAIN_MS);
      }
    }
  }

  /** The results of a batch whose commit was cut off, if it was stored all the same. */
  private async lookUp({ commit, results }: Unknown): Promise<Result[] | undefined> {
    const isStored = await this.use((client) => wasCommitted(client, commit));
    return isStored ? results : undefined;
  }

  /** What the commands are told; undefined: it is tried once more. */
  private refusalOf(error: unknown): ApiError | undefined {
    if (error instanceof ApiError) return error;
    if (isFull(error)) {
      this.options.onFailure(error);
      return new ApiError('storage_full', { retryAfterMs: 30_000 });
    }
    if (!(error instanceof Unknown || isPassing(error))) {
      this.options.onFailure(error);
      return new ApiError('busy', { retryAfterMs: 1000 });
    }
    const now = this.options.now();
    if (this.awaySince === undefined) this.options.onFailure(error);
    this.awaySince ??= now;
    return now - this.awaySince < PATIENCE_MS ? undefined : new ApiError('busy', AWAY);
  }

  private use<T>(work: (client: ReservedSQL) => Promise<T>): Promise<T> {
    return this.options.pool.use(BATCH_MS, work);
  }

  private async store(jobs: readonly QueuedCommand[]): Promise<Result[]> {
    const { results, replays, commitMs } = await this.use((client) =>
      this.storing.store(client, jobs),
    );
    this.stats.replays += replays;
    this.count(jobs.length, commitMs);
    return results;
  }

  private count(commands: number, ms: number): void {
    this.stats.batches++;
    this.stats.commands += commands;
    this.stats.commitMs += ms;
    this.onBatch(commands, ms);
  }
}

/**
 * How many of those that wait are the next batch, in their order. Commands that name their chat are a batch of their own,
 * which shares the turn, unless too many others stand between them.
 */
function countNext(queue: readonly QueuedCommand[]): number {
  const next = queue.slice(0, BATCH_MAX);
  const alone = next.filter(({ chatId }) => chatId === undefined).length;
  if (alone === 0 || alone * ALONE_AMONG > next.length) return next.length;
  const first = next[0]?.chatId === undefined;
  return next.findIndex(({ chatId }) => (chatId === undefined) !== first);
}

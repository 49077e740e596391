import type { ReservedSQL } from 'bun';
import { ApiError } from '../engine/api-error.ts';
import type { RowCache, Tx } from '../engine/engine.ts';
import { beginStats } from '../engine/writer.ts';
import { type QueuedCommand, type Result, runApart, runTogether } from './batch.ts';
import { isFull, isLost, isPassing } from './errors.ts';
import { Merger } from './merge.ts';
import type { Pool } from './pool.ts';
import { markTurn, type Turn, takeTurn, wasCommitted } from './turn.ts';

const QUEUE_MAX = 20_000;
const BATCH_MAX = 512;
/** A batch that takes longer is cut off: the server is frozen, or the line to it is dead. */
const BATCH_MS = 10_000;
/** How long commands wait for a server that is away, and how long between two tries. */
const PATIENCE_MS = 3000;
const AGAIN_MS = 100;
const AWAY = { retryAfterMs: 2000 };
/** The data is being moved, which takes a minute. */
const CLOSED = { retryAfterMs: 5000 };

type Waiting = QueuedCommand & {
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
};

/** The line was cut at the commit: the server may have stored the batch. */
class Unknown {
  constructor(
    readonly turn: Turn,
    readonly results: Result[],
  ) {}
}

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
 * each is answered after its commit. Nodes take turns (turn.ts).
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
  private seen: Turn = { batch: -1, node: '' };
  private readonly merger = new Merger();

  constructor(private readonly options: Options) {}

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
    while (this.queue.length > 0) await this.settleBatch(this.queue.splice(0, BATCH_MAX));
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
        this.options.cache.clear();
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
  private async lookUp({ turn, results }: Unknown): Promise<Result[] | undefined> {
    const isStored = await this.use((client) => wasCommitted(client, turn));
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

  private store(jobs: readonly QueuedCommand[]): Promise<Result[]> {
    return this.use(async (client) => {
      const { cache, node, now } = this.options;
      let turn = await this.begin(client);
      const { merger } = this;
      let done = await runTogether(client, jobs, { cache, merger, mayWait: true });
      if (done === 'asked') {
        turn = await this.beginAgain(client);
        done = await runTogether(client, jobs, { cache, merger, mayWait: false });
      }
      if (done === 'asked' || done === 'apart') {
        turn = await this.beginAgain(client);
        done = { results: await runApart(client, jobs, cache), wrote: true };
      }
      const { results, wrote } = done;
      const own = { batch: turn.batch + 1, node };
      const ready = now();
      try {
        await Promise.all([wrote ? markTurn(client, own) : undefined, commit(client)]);
      } catch (error) {
        throw wrote && isLost(error) ? new Unknown(own, results) : error;
      }
      if (wrote) this.seen = own;
      this.count(jobs.length, now() - ready);
      return results;
    });
  }

  /** Undoes the batch. Another node may have written in between, and counted. */
  private async beginAgain(client: ReservedSQL): Promise<Turn> {
    this.stats.replays++;
    this.options.cache.clear();
    await client.unsafe('rollback');
    return await this.begin(client);
  }

  private async begin(client: ReservedSQL): Promise<Turn> {
    const turn = await takeTurn(client);
    if (turn.closed) {
      await client.unsafe('rollback');
      throw new ApiError('busy', CLOSED);
    }
    const isOwn = turn.batch === this.seen.batch && turn.node === this.seen.node;
    if (!isOwn) this.options.cache.clear();
    this.seen = turn;
    return turn;
  }

  private count(commands: number, ms: number): void {
    this.stats.batches++;
    this.stats.commands += commands;
    this.stats.commitMs += ms;
    this.onBatch(commands, ms);
  }
}

/** A transaction in which a statement has failed is undone by its COMMIT, without an error. */
async function commit(client: ReservedSQL): Promise<void> {
  const { command } = await client.unsafe('commit');
  if (command !== 'COMMIT') throw new Error(`a batch was not committed: ${command}`);
}

import { ApiError } from './api-error.ts';
import { CommitSync, type Durability } from './commit-sync.ts';
import type { Connection } from './connection.ts';
import { runSync, type Tx } from './engine.ts';
import { isDamage, isFatal, isStorage, sqliteCode } from './error-codes.ts';

/** How many commands may wait; beyond it a client is asked to come back. */
const QUEUE_MAX = 20_000;
/** A batch ends at so many commands or milliseconds, so that reads and sockets get their turn. */
const BATCH_MAX = 512;
const BATCH_MS = 10;
/**
 * Another program, or the thread of the checkpoints, may be writing: the batch is begun again after `BUSY_AGAIN_MS`,
 * and given up after `BUSY_MS`.
 */
const BUSY_AGAIN_MS = 2;
const BUSY_MS = 5000;
/** The data files were taken away: an administrator has to bring them back. */
const GONE = { retryAfterMs: 30_000 };

type Job = {
  make: () => Tx<unknown>;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
};
/** `waits`: how often a batch could not begin, because another connection was writing. */
export type WriterStats = Record<
  'batches' | 'commands' | 'refused' | 'replays' | 'failures' | 'waits' | 'commitMs',
  number
>;
export const beginStats = (): WriterStats => ({
  ...{ batches: 0, commands: 0, refused: 0, replays: 0, failures: 0, waits: 0 },
  commitMs: 0,
});
/** The command that met a page that cannot be read. */
class Damage {
  constructor(
    readonly index: number,
    readonly error: unknown,
  ) {}
}
type Result = { value: unknown } | { error: unknown };

/**
 * The one connection that writes. The commands of a turn of the event loop go in one transaction, because the commit
 * costs time and the rows do not. A command is answered after the commit, when it is on the disk. The next batch waits
 * for that as well: otherwise it could build on what a power cut takes away, and batches would be small.
 */
export class Writer {
  readonly stats = beginStats();
  /** Hears of each batch that is on disk: how many commands it had, and how long its COMMIT took. */
  onBatch: (commands: number, commitMs: number) => void = () => {};
  /** Called before each batch: whether the files that are written to are still there. */
  stands: () => boolean = () => true;
  /** Hears of a page that cannot be read. */
  onDamage: (error: unknown) => void = () => {};
  private queue: Job[] = [];
  private scheduled = false;
  private closed = false;
  /** Since when another connection has been writing. */
  private busySince: number | undefined;
  private beginFailed: unknown;
  private readonly sync: CommitSync | undefined;
  /** Whether the batch just run has committed anything, and how long its COMMIT took, ms. */
  private wrote = false;
  private commitTook = 0;

  constructor(
    private readonly connection: Connection,
    private readonly onFailure: (error: unknown) => void,
    private readonly now: () => number = () => performance.now(),
    /** Without it each COMMIT syncs by itself, on this thread. */
    durability?: Durability,
  ) {
    // Waiting within a statement would hold up every request; reads need no lock of the writer.
    this.sql('PRAGMA busy_timeout = 0');
    if (durability === undefined) return;
    this.sync = new CommitSync(durability, onFailure);
    this.sql('PRAGMA synchronous = NORMAL');
  }

  /** `make` may be called twice: a batch in which another command failed half-way is run again. */
  write<T>(make: () => Tx<T>): Promise<T> {
    if (this.closed) return Promise.reject(new ApiError('shutting_down', { retryAfterMs: 2000 }));
    if (this.queue.length >= QUEUE_MAX) {
      this.stats.refused++;
      return Promise.reject(new ApiError('busy', { retryAfterMs: 1000 }));
    }
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ make, resolve, reject });
      this.schedule();
    });
  }

  get queued(): number {
    return this.queue.length;
  }

  /** Resolves when what can be read now is on the disk; undefined: it is. */
  get unsynced(): Promise<void> | undefined {
    return this.sync?.pending;
  }

  /** Resolves when no command waits any more, including those that come meanwhile. */
  async drain(): Promise<void> {
    while (this.queue.length > 0 || this.sync?.pending) {
      await (this.sync?.pending ?? new Promise<void>((done) => setImmediate(done)));
    }
  }

  /** Takes no more, and finishes what waits before it resolves. */
  async close(): Promise<void> {
    this.closed = true;
    await this.sync?.pending;
    this.sql(`PRAGMA busy_timeout = ${BUSY_MS}`);
    if (this.sync) this.sql('PRAGMA synchronous = FULL');
    while (this.queue.length > 0) this.flush();
  }

  private schedule(): void {
    // The end of a sync begins the next batch.
    if (this.scheduled || this.sync?.pending) return;
    this.scheduled = true;
    setImmediate(this.flush);
  }

  private readonly flush = (): void => {
    this.scheduled = false;
    // Closing has done it already.
    if (this.queue.length === 0) return;
    if (!this.stands()) this.refuseAll(new ApiError('busy', GONE));
    else if (this.sync?.isSafe() === false) this.refuseAll(storageRefusal());
    else if (this.begin()) this.runBatch();
    else this.beginLater();
  };

  private runBatch(): void {
    const jobs = this.queue.splice(0, BATCH_MAX);
    const results = this.commit(jobs);
    if (results.length < jobs.length) this.queue.unshift(...jobs.slice(results.length));
    if (this.sync && !this.closed && this.wrote) this.syncThen(jobs, results);
    else this.settleAll(jobs, results);
  }

  private settleAll(jobs: Job[], results: Result[]): void {
    if (this.queue.length > 0) this.schedule();
    for (const [i, result] of results.entries()) settle(jobs[i], result);
  }

  /**
   * Settles the batch when it is on the disk. After a sync that failed the rows are stored, but no command is told so.
   */
  private syncThen(jobs: Job[], results: Result[]): void {
    const started = this.now();
    this.sync?.run((error) => {
      if (error === undefined) this.count(results.length, this.commitTook + this.now() - started);
      else this.stats.failures++;
      this.settleAll(jobs, error === undefined ? results : refused(jobs, storageRefusal()));
    });
  }

  private refuseAll(refusal: ApiError): void {
    for (const job of this.queue.splice(0)) job.reject(refusal);
  }

  /**
   * Returns whether the transaction has begun: false while another connection is writing. Any other failure to begin is
   * a failure of the batch.
   */
  private begin(): boolean {
    try {
      this.sql('BEGIN IMMEDIATE');
    } catch (error) {
      this.busySince ??= this.now();
      const isBusy = sqliteCode(error)?.startsWith('SQLITE_BUSY');
      if (isBusy && !this.closed && this.now() - this.busySince < BUSY_MS) return false;
      this.beginFailed = error;
    }
    this.busySince = undefined;
    return true;
  }

  private beginLater(): void {
    this.scheduled = true;
    this.stats.waits++;
    setTimeout(this.flush, BUSY_AGAIN_MS);
  }

  /** Returns a result for each command that was run, in order; the rest of `jobs` did not fit. */
  private commit(jobs: Job[]): Result[] {
    const started = this.now();
    this.wrote = false;
    try {
      if (this.beginFailed !== undefined) throw this.beginFailed;
      this.connection.freshen();
      if (this.connection.isMoved) throw new ApiError('busy', GONE);
      const results = this.runAll(jobs, started) ?? this.replay(jobs);
      const ready = this.now();
      this.sql('COMMIT');
      this.commitTook = this.now() - ready;
      if (!this.sync || this.closed || !this.wrote) this.count(results.length, this.commitTook);
      return results;
    } catch (error) {
      this.wrote = false;
      return error instanceof Damage ? this.without(jobs, error) : this.fail(jobs, error);
    }
  }

  /**
   * Rejects only the command that needs a damaged page. SQLite writes nothing more in a transaction that has met one,
   * not even behind a savepoint, so the other commands of the batch are run again.
   */
  private without(jobs: Job[], { index, error }: Damage): Result[] {
    if (this.connection.database.inTransaction) this.sql('ROLLBACK');
    const [hit] = jobs.splice(index, 1);
    this.onDamage(error);
    settle(hit, { error });
    return [];
  }

  /**
   * Runs the commands without savepoints. `null`: a command failed after it had written, so the batch has to be undone
   * and replayed.
   */
  private runAll(jobs: Job[], started: number): Result[] | null {
    const results: Result[] = [];
    for (const [index, { make }] of jobs.entries()) {
      this.connection.wrote = false;
      try {
        results.push({ value: runSync(make(), this.connection.execute) });
        this.wrote ||= this.connection.wrote;
      } catch (error) {
        if (isDamage(error)) throw new Damage(index, error);
        if (isFatal(error)) throw error;
        if (this.connection.wrote) return null;
        results.push({ error });
      }
      if (this.now() - started > BATCH_MS) break;
    }
    return results;
  }

  private replay(jobs: Job[]): Result[] {
    this.stats.replays++;
    this.wrote = true;
    this.sql('ROLLBACK');
    this.sql('BEGIN IMMEDIATE');
    return jobs.map(({ make }, index) => {
      this.sql('SAVEPOINT command');
      try {
        const value = runSync(make(), this.connection.execute);
        this.sql('RELEASE command');
        return { value };
      } catch (error) {
        if (isDamage(error)) throw new Damage(index, error);
        if (isFatal(error)) throw error;
        this.sql('ROLLBACK TO command');
        this.sql('RELEASE command');
        return { error };
      }
    });
  }

  /** Nothing of the batch is on disk: all are refused, and may try again with the same client ids. */
  private fail(jobs: Job[], error: unknown): Result[] {
    this.stats.failures++;
    this.beginFailed = undefined;
    this.connection.rowCache?.clear();
    if (this.connection.database.inTransaction) this.sql('ROLLBACK');
    if (error instanceof ApiError) return refused(jobs, error);
    this.onFailure(error);
    const isFull = isStorage(error);
    return refused(jobs, isFull ? storageRefusal() : new ApiError('busy', { retryAfterMs: 1000 }));
  }

  private count(commands: number, ms: number): void {
    this.stats.batches++;
    this.stats.commands += commands;
    this.stats.commitMs += ms;
    this.onBatch(commands, ms);
  }

  private sql(statement: string): void {
    // What was read since may have been undone.
    if (statement.startsWith('ROLLBACK')) this.connection.rowCache?.clear();
    this.connection.database.query(statement).run();
  }
}

function settle(job: Job | undefined, result: Result): void {
  if ('error' in result) job?.reject(result.error);
  else job?.resolve(result.value as never);
}

const storageRefusal = (): ApiError => new ApiError('storage_full', { retryAfterMs: 30_000 });

const refused = (jobs: readonly Job[], error: ApiError): Result[] => jobs.map(() => ({ error }));

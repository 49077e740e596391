import type { SyncLog } from './log-sync.ts';

/** How commits reach the disk without the event loop waiting for it (log-sync.ts). */
export type Durability = { sync: SyncLog; repair(): boolean };

/** Knows for one writer whether its last commit is on the disk, and repairs the log after a sync that failed. */
export class CommitSync {
  /** Pending until the last commit is on the disk. Its rows can be read already, so a read of them waits for it. */
  pending: Promise<void> | undefined;
  private failed = false;

  constructor(
    private readonly durability: Durability,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Syncs all that has been committed, then calls back. */
  run(done: (error?: unknown) => void): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.pending = promise;
    this.durability.sync((error) => {
      this.pending = undefined;
      this.failed = error !== undefined;
      if (this.failed) this.onFailure(error);
      done(error);
      resolve();
    });
  }

  /** Whether more may be committed: what a failed sync has left behind is made safe first. */
  isSafe(): boolean {
    if (!this.failed) return true;
    try {
      this.failed = !this.durability.repair();
    } catch (error) {
      this.onFailure(error);
    }
    return !this.failed;
  }
}

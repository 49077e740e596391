import type { DbLog } from '../engine/checkpoints.ts';
import type { Pool } from './pool.ts';

/**
 * Tables in which words are deleted or replaced. By itself PostgreSQL clears a table when a fifth of its rows are dead,
 * which for a few deletions among many messages is never. Tables that another node clears already are left to it.
 */
const CLEAR = 'vacuum (skip_locked) messages, message_search, members, users';
const PATIENCE_MS = 900_000;

/** Lets PostgreSQL clear what deletions have left in its tables, some time after the first of them. */
export class Scrubber {
  private timer: Timer | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly afterMs: number,
    private readonly log?: DbLog,
  ) {}

  ask(): void {
    this.timer ??= setTimeout(() => void this.clear(), this.afterMs).unref();
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private async clear(): Promise<void> {
    this.timer = undefined;
    try {
      await this.pool.use(PATIENCE_MS, (client) => client.unsafe(CLEAR));
    } catch (error) {
      this.log?.warn('tables not cleared', { error });
    }
  }
}

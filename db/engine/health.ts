import type { DbLog } from './checkpoints.ts';
import type { DataFiles } from './data-files.ts';
import { sqliteCode } from './error-codes.ts';

/**
 * `damaged`: a page could not be read; whatever needs it fails. `gone`: nothing is written any more. `away`: the database's
 * own server does not answer, and is asked until it does. `outdated`: a newer program has taken away what this one needs, and
 * nothing is written any more.
 */
export type Health = 'ok' | 'damaged' | 'gone' | 'away' | 'outdated';

/** How often at most the log reports that the database is damaged. */
const AGAIN_MS = 60_000;

/** Keeps what is known of the state of the file, and writes each change of it to the log. */
export class HealthMonitor {
  private damagedAt: number | undefined;
  private lost: string | undefined;

  constructor(
    private readonly files: DataFiles,
    private readonly log: DbLog | undefined,
  ) {}

  /** Whether the files that are written to are still the ones that lie there. */
  readonly stands = (): boolean => {
    const lost = this.files.lost();
    if (lost !== this.lost) {
      if (lost)
        this.log?.error('data gone', { path: lost, what: 'nothing is acknowledged any more' });
      else this.log?.info('data back');
      this.lost = lost;
    }
    return lost === undefined;
  };

  readonly damage = (error: unknown): void => {
    const now = performance.now();
    if (this.damagedAt !== undefined && now - this.damagedAt < AGAIN_MS) return;
    this.damagedAt = now;
    this.log?.error('database damaged', { code: sqliteCode(error), more: 'payambar verify' });
  };

  health(): Health {
    if (!this.stands()) return 'gone';
    return this.damagedAt === undefined ? 'ok' : 'damaged';
  }
}

import type { Database } from 'bun:sqlite';
import { closeSync, fdatasync, openSync } from 'node:fs';

/** Calls back when everything that was written before the call is on the disk, or with why it is not. */
export type SyncLog = (done: (error?: unknown) => void) => void;

/**
 * The `fsync` of a commit, outside the event loop. On a cheap disk, or beside a backup, it takes from 1 to some
 * hundreds of milliseconds, in which all other requests would wait as well. The connection commits with `synchronous =
 * NORMAL`, which writes the transaction into the write-ahead log and syncs nothing (SQLite,
 * pragma.html#pragma_synchronous); the log itself is synced here. Closing it releases no lock of SQLite's: those lie on
 * the other two files.
 */
export class LogSync {
  private file: number | undefined;

  /** `path`: of the database. */
  constructor(
    private readonly path: string,
    private readonly database: Database,
  ) {}

  /** Without a write-ahead log (a file system that cannot share memory) SQLite goes on syncing by itself. */
  get isUsable(): boolean {
    const row = this.database.query<{ journal_mode: string }, []>('PRAGMA journal_mode').get();
    return row?.journal_mode === 'wal';
  }

  readonly sync: SyncLog = (done) => {
    try {
      this.file ??= openSync(`${this.path}-wal`, 'r');
    } catch (error) {
      done(error);
      return;
    }
    fdatasync(this.file, (error) => done(error ?? undefined));
  };

  /**
   * Runs after a sync that failed. The kernel may have forgotten which pages of the log are not on the disk, so another
   * sync would succeed although they are lost. Everything is moved into the file instead, and the log is begun again.
   */
  readonly repair = (): boolean => {
    this.database.run('PRAGMA synchronous = FULL');
    const moved = this.database
      .query<{ busy: number }, []>('PRAGMA wal_checkpoint(TRUNCATE)')
      .get();
    if (moved?.busy !== 0) return false;
    this.database.run('PRAGMA synchronous = NORMAL');
    return true;
  };

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}

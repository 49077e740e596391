import { errorCode } from '../../db/engine/error-codes.ts';

/**
 * Why a backup, a restore or a check cannot go on. The sentences are in server/cli/backup/texts.ts; each names what is
 * wrong and the way out.
 */
export type Reason =
  | 'busy'
  | 'noData'
  | 'notOurs'
  | 'newerData'
  | 'databaseBroken'
  | 'diskFull'
  | 'exists'
  | 'othersFolder'
  | 'unreadable'
  | 'unwritable'
  | 'notABackup'
  | 'damaged'
  | 'listLong'
  | 'newerFormat'
  | 'newerSchema'
  | 'needPassphrase'
  | 'needIdentity'
  | 'wrongKey'
  | 'badRecipient'
  | 'badIdentity'
  | 'notEmpty'
  | 'running'
  | 'interrupted';

export class BackupError extends Error {
  constructor(
    readonly reason: Reason,
    readonly facts: Record<string, string | number> = {},
  ) {
    super(`${reason} ${JSON.stringify(facts)}`);
  }
}

/** An error of the operating system carries the call that failed; those of decoders do not. */
type SystemError = Error & { code: string; syscall: string; path?: string };

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

const FULL = /^(ENOSPC|EDQUOT|EFBIG)$/;
const SQLITE_FULL = /^SQLITE_(FULL|IOERR_WRITE|IOERR_FSYNC)$/;

/** What happened while something was written below `path`, as a reason that a person understands. */
export function toWriteError(error: unknown, path: string): unknown {
  if (error instanceof BackupError) return error;
  const code = errorCode(error);
  if (FULL.test(code) || SQLITE_FULL.test(code)) return new BackupError('diskFull', { path });
  if (isSystemError(error))
    return new BackupError('unwritable', { path: error.path ?? path, code });
  return error;
}

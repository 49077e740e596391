import type { OverviewReply } from '../../protocol/overview.ts';
import type { Config } from '../config.ts';
import { backupsIn, type StoredBackup, toBackupFolder } from './backup-folder.ts';
import { isSystemError } from './errors.ts';

type Where = Pick<Config, 'dataDir' | 'backupDir' | 'backupEvery'>;

/** What the administrator's page says of backups: those of the folder, newest first, and how often one is made (ms). */
export function backupsOf(where: Where): Pick<OverviewReply, 'backups' | 'backupEvery'> {
  const found = readable(toBackupFolder(where));
  const backups = found.map(({ name, at, bytes }) => ({ name, at, bytes }));
  return { backups, backupEvery: where.backupEvery || null };
}

/** A folder that cannot be read has none to show; the log says why the next one fails. */
function readable(folder: string): StoredBackup[] {
  try {
    return backupsIn(folder);
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

import type { OverviewReply } from '../../protocol/house.ts';
import type { Config } from '../config.ts';
import { isSystemError } from './errors.ts';
import { backupsIn, folderOf, type Shelved } from './shelf.ts';

type Where = Pick<Config, 'dataDir' | 'backupDir' | 'backupEvery'>;

/** What the administrator's page says of backups: those of the folder, newest first, and how often one is made (ms). */
export function backupsOf(where: Where): Pick<OverviewReply, 'backups' | 'backupEvery'> {
  const found = readable(folderOf(where));
  const backups = found.map(({ name, at, bytes }) => ({ name, at, bytes }));
  return { backups, backupEvery: where.backupEvery || null };
}

/** A folder that cannot be read has none to show; the log says why the next one fails. */
function readable(folder: string): Shelved[] {
  try {
    return backupsIn(folder);
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

import type { OverviewReply } from '../../protocol/house.ts';
import type { Config } from '../config.ts';
import { backupsIn, folderOf } from './shelf.ts';

type Where = Pick<Config, 'dataDir' | 'backupDir' | 'backupEvery'>;

/** What the administrator's page says of backups: those of the folder, newest first, and how often one is made (ms). */
export function backupsOf(where: Where): Pick<OverviewReply, 'backups' | 'backupEvery'> {
  const found = backupsIn(folderOf(where));
  const backups = found.map(({ name, at, bytes }) => ({ name, at, bytes }));
  return { backups, backupEvery: where.backupEvery || null };
}

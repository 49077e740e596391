import { join } from 'node:path';
import { BACKUPS } from '../../backup/shelf.ts';
import type { Config } from '../../config.ts';

export const folderOf = (config: Pick<Config, 'dataDir' | 'backupDir'>): string =>
  config.backupDir || join(config.dataDir, BACKUPS);

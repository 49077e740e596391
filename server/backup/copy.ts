import { copyFileSync, existsSync, linkSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSnapshot, type StoredFile, storedIn } from '../../db/engine/backup.ts';
import { isSystemError } from './errors.ts';
import { pathOfFile } from './format.ts';

/**
 * Holds contents still while a backup reads them: a second name for the same bytes costs nothing, and stays when the
 * server deletes the first. On file systems without hard links they are copied.
 */
export function holdFiles(dataDir: string, database: string, folder: string): StoredFile[] {
  const stored = readSnapshot(database, storedIn);
  for (const { sha256 } of stored) {
    const held = join(folder, pathOfFile(sha256));
    if (!existsSync(held)) hold(join(dataDir, pathOfFile(sha256)), held);
  }
  return stored;
}

function hold(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  try {
    linkSync(source, target);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    // Not there: the backup says so in its manifest, and goes on with what is.
    if (error.code === 'ENOENT') return;
    copyFileSync(source, target);
  }
}

import { readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from '../../db/engine/file-name.ts';

export const bytesOf = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Bytes of the data folder, looked up when somebody asks. */
export function sizesOf(dataDir: string) {
  return {
    database: () => bytesOf(join(dataDir, DATABASE)),
    wal: () => bytesOf(join(dataDir, `${DATABASE}-wal`)),
    /** Left to a user who is not root, on the disk of the data folder. */
    free(): number {
      const disk = statfsSync(dataDir);
      return disk.bavail * disk.bsize;
    },
  };
}

/** Open file descriptors of this process; 0 where /proc is not to be had. */
export function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}

import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from '../../db/engine/file-name.ts';

export const bytesOf = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Bytes of the data, read at each scrape. `elsewhere`: of a database that is no file of ours; it is asked by `look`, and
 * `database` says what it has answered last.
 */
export function sizesOf(dataDir: string, elsewhere?: () => Promise<number>) {
  let known = 0;
  return {
    isFile: elsewhere === undefined,
    async look(): Promise<void> {
      if (elsewhere) known = await elsewhere();
    },
    database: () => (elsewhere ? known : bytesOf(join(dataDir, DATABASE))),
    wal: () => bytesOf(join(dataDir, `${DATABASE}-wal`)),
    /** Left to a user who is not root, on the disk of the data folder. */
    free(): number {
      const disk = statfsSync(dataDir);
      return disk.bavail * disk.bsize;
    },
  };
}

let resident = 0;

/** Memory of the process. It is read from a file of /proc: where none can be opened, it is as it was last known. */
export function residentBytes(): number {
  try {
    resident = process.memoryUsage.rss();
  } catch {}
  return resident;
}

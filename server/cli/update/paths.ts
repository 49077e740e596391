import { accessSync, constants, linkSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { flush } from '../lib/atomic-write.ts';

/** Where an update happens. `made`: the new file before it is let in. */
export type InstallPaths = ReturnType<typeof toInstallPaths>;

export function toInstallPaths(dataDir: string, databaseName: string) {
  const executable = realpathSync(process.execPath);
  return {
    executable,
    folder: dirname(executable),
    made: `${executable}.new`,
    previous: `${executable}.previous`,
    dataDir,
    database: join(dataDir, databaseName),
  };
}

export function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The new file in the place of the old one, which stays as `previous`: at every moment a whole one is there. */
export function swap({ executable, made, previous, folder }: InstallPaths): void {
  const kept = `${previous}.new`;
  rmSync(kept, { force: true });
  linkSync(executable, kept);
  renameSync(kept, previous);
  renameSync(made, executable);
  flush(folder);
}

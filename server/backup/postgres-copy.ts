import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { DATABASE } from '../../db/engine/file-name.ts';
import { InUseError, lockData } from '../../db/engine/lock.ts';
import type { PostgresPlace } from '../../db/move/connect.ts';
import { BackupError, isSystemError, toWriteError } from './errors.ts';
import { FILES, SECRET } from './format.ts';
import type { WatchProgress } from './job.ts';

type Order = { dataDir: string; where: PostgresPlace; watch: WatchProgress };

/**
 * Runs `work` on a data folder as one machine has it: the database of one moment in an SQLite file, the secret, and the
 * files. So a backup of PostgreSQL is one as any other, and can be restored on either engine.
 */
export async function withPostgresCopy<T>(
  { dataDir, where, watch }: Order,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const release = lockCopies(dataDir);
  // A fixed name: what a killed run has left is found, and taken away, by the next.
  const folder = join(resolve(dataDir), 'backup.postgres.tmp');
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    // Before the database: a file that goes while it is copied is held.
    holdAll(join(resolve(dataDir), FILES), join(folder, FILES));
    const { copyPostgres } = await import('../../db/move/copy-postgres.ts');
    const { secret } = await copyPostgres(where, join(folder, DATABASE), (total, copy) =>
      watch('copy', total, copy),
    );
    if (secret !== undefined) writeFileSync(join(folder, SECRET), `${secret}\n`, { mode: 0o600 });
    return await work(folder);
  } catch (error) {
    throw toWriteError(error, dataDir);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    release();
  }
}

function lockCopies(dataDir: string): () => void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return lockData(join(dataDir, 'backup')).release;
  } catch (error) {
    throw error instanceof InUseError ? new BackupError('busy') : toWriteError(error, dataDir);
  }
}

/** A second name for every file; where the file system has none, they are read where they lie. */
function holdAll(source: string, target: string): void {
  if (!existsSync(source)) return;
  try {
    for (const folder of readdirSync(source)) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue;
      mkdirSync(join(target, folder), { recursive: true, mode: 0o700 });
      for (const name of readdirSync(join(source, folder)))
        linkUnlessGone(join(source, folder, name), join(target, folder, name));
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    rmSync(target, { recursive: true, force: true });
    symlinkSync(source, target);
  }
}

function linkUnlessGone(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw error;
  }
}

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DATABASE } from '../../db/engine/file-name.ts';
import { InUseError, lockData } from '../../db/engine/lock.ts';
import { freeName } from './backup-folder.ts';
import { flushFolder } from './bytes.ts';
import { collect } from './collect.ts';
import { schemaToRead } from './data.ts';
import { BackupError, toWriteError } from './errors.ts';
import type { Manifest } from './format.ts';
import type { BackupJob } from './job.ts';
import { lockWith } from './keys.ts';
import { writeArchive } from './pack.ts';
import { needSpace } from './space.ts';
import { readArchive } from './unpack.ts';

export type MadeBackup = { file: string; bytes: number; manifest: Manifest };

/** Makes one backup of data that a server may be using: consistent, read back, and only then under its name. */
export async function createBackup(order: BackupJob): Promise<MadeBackup> {
  const { dataDir } = order;
  const database = join(dataDir, DATABASE);
  const schema = schemaToRead(database);
  const folder = resolve(
    'folder' in order.target ? order.target.folder : dirname(order.target.file),
  );
  const release = lockBackups(dataDir);
  const work = workFolders(dataDir, folder);
  try {
    clear(work);
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const path of work.all) mkdirSync(path, { mode: 0o700 });
    return await make(order, schema, folder, work);
  } catch (error) {
    throw toWriteError(error, folder);
  } finally {
    clear(work);
    release();
  }
}

type Work = ReturnType<typeof workFolders>;

/** Below what is no folder, `rmSync` fails even where there is nothing to take away. */
function clear({ all }: Work): void {
  for (const path of all) if (existsSync(path)) rmSync(path, { recursive: true });
}

/** Fixed names: what a killed run has left is found, and taken away, by the next. */
function workFolders(dataDir: string, folder: string) {
  const own = Bun.hash(resolve(dataDir)).toString(16);
  const held = join(dataDir, 'backup.tmp');
  const made = join(folder, `.payambar-backup-${own}.tmp`);
  return { held, made, all: [held, made] };
}

function lockBackups(dataDir: string): () => void {
  try {
    return lockData(join(dataDir, 'backup')).release;
  } catch (error) {
    throw error instanceof InUseError ? new BackupError('busy') : toWriteError(error, dataDir);
  }
}

async function make(
  order: BackupJob,
  schema: number,
  folder: string,
  work: Work,
): Promise<MadeBackup> {
  const { watch, lock, now } = order;
  const target =
    'file' in order.target
      ? resolve(order.target.file)
      : join(folder, freeName(folder, now, lock !== undefined));
  if (existsSync(target)) throw new BackupError('exists', { path: target });
  // First: a key that is none is said at once, not after the copy.
  const locked = lock && (await lockWith(lock));
  const { parts, manifest } = await collect(order, schema, work);
  const bytes = parts.reduce((sum, { size }) => sum + size, 0);
  needSpace(folder, bytes);
  const made = join(work.made, basename(target));
  const written = await watch('write', bytes, (tick) =>
    writeArchive(made, manifest, parts, { encrypter: locked?.encrypter, tick }),
  );
  await watch('readBack', written, (tick) =>
    readArchive({ path: made }, locked?.keys ?? {}, { tick }),
  );
  renameSync(made, target);
  await flushFolder(folder);
  return { file: target, bytes: written, manifest };
}

import {
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  rmSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { freeName } from '../../backup/backup-folder.ts';
import { flushFolder, writeWhole } from '../../backup/bytes.ts';
import { createBackup, type MadeBackup } from '../../backup/create.ts';
import { BackupError, toWriteError } from '../../backup/errors.ts';
import type { BackupJob } from '../../backup/job.ts';
import type { Archive } from '../../backup/unpack.ts';
import {
  isShut,
  nearestExisting,
  ownerAt,
  type ProcessOwner,
  readProcessOwner,
} from '../lib/owner.ts';

/** In the data folder; a fixed name, so that what a killed run has left is found. */
const FINISHED = 'backup.finished.tmp';

/**
 * A backup that root makes of another user's data is made as that user, all of it. Where that user may not write
 * (root's own folder, a disk that was just mounted) it is finished beside the data, and root carries it over.
 */
export async function backupOutside(order: BackupJob, selves: ProcessOwner): Promise<MadeBackup> {
  if (!selves.apart) return await createBackup(order);
  if ('folder' in order.target) giveFolder(resolve(order.target.folder), order.dataDir, selves);
  try {
    return await selves.asOwner(() => createBackup(order));
  } catch (error) {
    if (!(error instanceof BackupError) || error.reason !== 'unwritable') throw error;
    if (!/^(EACCES|EPERM)$/.test(`${error.facts.code}`)) throw error;
    return await carriedOver(order, selves);
  }
}

/** A folder that root alone can make, in a place of root's, belongs to whom its backups will. */
function giveFolder(folder: string, dataDir: string, { asRoot }: ProcessOwner): void {
  const owner = ownerAt(dataDir);
  if (!owner || existsSync(folder) || ownerAt(nearestExisting(folder))) return;
  asRoot(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chownSync(folder, owner.uid, owner.gid);
  });
}

async function carriedOver(
  order: BackupJob,
  { asOwner, asRoot }: ProcessOwner,
): Promise<MadeBackup> {
  const { dataDir, now, lock } = order;
  const target =
    'file' in order.target
      ? resolve(order.target.file)
      : join(resolve(order.target.folder), freeName(order.target.folder, now, lock !== undefined));
  if (asRoot(() => existsSync(target))) throw new BackupError('exists', { path: target });
  const folder = join(dataDir, FINISHED);
  const forget = () => asOwner(() => rmSync(folder, { recursive: true, force: true }));
  forget();
  try {
    const file = join(folder, basename(target));
    const made = await asOwner(() => createBackup({ ...order, target: { file } }));
    const from = asOwner(() => openSync(file, 'r'));
    try {
      await asRoot(() => copyTo(target, from));
    } finally {
      closeSync(from);
    }
    return { ...made, file: target };
  } catch (error) {
    throw toWriteError(error, dirname(target));
  } finally {
    forget();
  }
}

/**
 * Creates the file under its name at once, which must be free: a link that another user has put there is not followed.
 */
async function copyTo(target: string, from: number): Promise<void> {
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const to = await open(target, 'wx', 0o600);
  try {
    for await (const chunk of Bun.file(from).stream()) await writeWhole(to, chunk);
    fsyncSync(to.fd);
    await flushFolder(dirname(target));
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
  } finally {
    await to.close();
  }
}

/**
 * Opens the backup as the owner of the folder that it lies in, so that a link there leads no further than its owner may
 * go; a file that root has put there is root's to open, when it is no link. It is read on as the owner of the data.
 */
export function openArchive(path: string): Archive {
  // A file that is missing is refused in its own words by the code that reads it.
  if (!existsSync(path)) return { path };
  const { apart, asOwner } = readProcessOwner(dirname(path));
  try {
    return { path, descriptor: asOwner(() => openSync(path, 'r')) };
  } catch (error) {
    if (!apart || !isShut(error)) return { path };
    return { path, descriptor: openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW) };
  }
}

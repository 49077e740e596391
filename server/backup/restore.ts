import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { beginEpoch, forgetSettings, readSnapshot } from '../../db/engine/backup.ts';
import { findDamage, strangeIn } from '../../db/engine/check.ts';
import { DATABASE } from '../../db/engine/file-name.ts';
import { InUseError, lockData } from '../../db/engine/lock.ts';
import { MOVED_FROM, MOVED_TO } from '../../db/engine/move-marks.ts';
import { nextEpoch } from '../../protocol/epoch.ts';
import { toStamp } from './backup-folder.ts';
import { flushFolder, writeWhole } from './bytes.ts';
import { schemaToRead } from './data.ts';
import { BackupError, toWriteError } from './errors.ts';
import type { Manifest, ManifestEntry } from './format.ts';
import { changePlaces, isEmptyPlace, READY } from './in-place.ts';
import type { WatchProgress } from './job.ts';
import type { Keys } from './keys.ts';
import { needSpace } from './space.ts';
import { type Archive, entryBytes, lockOf, readArchive, type Sink } from './unpack.ts';

type Order = {
  file: Archive;
  dataDir: string;
  keys: Keys;
  /** Whether data that is there may be put aside. */
  replace: boolean;
  /** Milliseconds, UTC. */
  now: number;
  watch: WatchProgress;
};
/** `aside`: where the data lies now that was there before. */
export type Restored = { manifest: Manifest; dataDir: string; aside: string | undefined };

/** Unpacks and checks a backup within the data folder, and only then puts it in its place. */
export async function restoreBackup(order: Order): Promise<Restored> {
  const dataDir = resolve(order.dataDir);
  lockOf(order.file);
  const made = !existsSync(dataDir);
  makeFolder(dataDir);
  let restored = false;
  const release = lockServer(dataDir);
  const ready = join(dataDir, READY);
  try {
    if (!order.replace && !isEmptyPlace(dataDir))
      throw new BackupError('notEmpty', { path: dataDir });
    rmSync(ready, { recursive: true, force: true });
    mkdirSync(ready, { mode: 0o700 });
    const manifest = await unpack(order, ready);
    checkDatabase(join(ready, DATABASE), manifest);
    // A backup of data that was moved away is no data that was moved away.
    forgetSettings(join(ready, DATABASE), [MOVED_TO, MOVED_FROM]);
    beginEpoch(join(ready, DATABASE), (rev) => nextEpoch(rev, order.now));
    const aside = changePlaces(ready, dataDir, toStamp(order.now));
    await flushFolder(dataDir);
    restored = true;
    return { manifest, dataDir, aside };
  } catch (error) {
    throw toWriteError(error, dataDir);
  } finally {
    rmSync(ready, { recursive: true, force: true });
    release();
    // Nothing changed: not even a folder that was not there.
    if (made && !restored) rmSync(dataDir, { recursive: true, force: true });
  }
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw toWriteError(error, dataDir);
  }
}

function lockServer(dataDir: string): () => void {
  try {
    return lockData(join(dataDir, DATABASE)).release;
  } catch (error) {
    if (error instanceof InUseError) throw new BackupError('running', { path: dataDir });
    throw toWriteError(error, dataDir);
  }
}

async function unpack({ file, keys, watch }: Order, ready: string): Promise<Manifest> {
  let checked = false;
  const take = async (entry: ManifestEntry, manifest: Manifest): Promise<Sink> => {
    if (!checked)
      needSpace(
        ready,
        manifest.entries.reduce((sum, { size }) => sum + size, 0),
      );
    checked = true;
    return await sinkAt(join(ready, entry.path));
  };
  return await watch('unpack', entryBytes(file), (tick) => readArchive(file, keys, { take, tick }));
}

/** A new file on the disk; never over one that is there. */
export async function sinkAt(path: string): Promise<Sink> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  return {
    write: (chunk) => writeWhole(file, chunk),
    async close() {
      await file.sync();
      await file.close();
    },
  };
}

/** The hashes say that it is what was saved; this says that what was saved is a database of ours. */
function checkDatabase(path: string, manifest: Manifest): void {
  if (schemaIn(path) !== manifest.schema) throw new BackupError('damaged', { what: DATABASE });
  const [what] = readSnapshot(path, (database) => [
    ...strangeIn(database),
    ...findDamage(database),
  ]);
  if (what !== undefined) throw new BackupError('damaged', { what: `${DATABASE}: ${what}` });
}

function schemaIn(path: string): number | undefined {
  try {
    return schemaToRead(path);
  } catch {
    return undefined;
  }
}

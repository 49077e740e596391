import { copyFileSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  copyDatabase,
  countsIn,
  forgetSettings,
  readSnapshot,
  type StoredFile,
} from '../../db/engine/backup.ts';
import { findDamage } from '../../db/engine/check.ts';
import { errorCode, isDamage } from '../../db/engine/error-codes.ts';
import { DATABASE } from '../../db/engine/file-name.ts';
import { VERSION } from '../version.ts';
import { hashOf } from './bytes.ts';
import { holdFiles } from './copy.ts';
import { BackupError } from './errors.ts';
import {
  FORMAT,
  type Manifest,
  type ManifestEntry,
  pathOfFile,
  SECRET,
  SETTINGS_FILE,
} from './format.ts';
import type { BackupJob } from './job.ts';
import type { Part } from './pack.ts';
import { needSpace } from './space.ts';

/** `held`: second names of the files, in the data folder. `made`: what is written, beside the backup. */
type WorkFolders = { held: string; made: string };
type Collected = { parts: Part[]; manifest: Manifest };

/** Keys that the database itself holds. */
const SECRET_SETTINGS = ['push.vapid.public', 'push.vapid.private'];

/** Holds one moment of the data still: the database as a copy, the files under second names, and the hash of each. */
export async function collect(
  order: BackupJob,
  schema: number,
  work: WorkFolders,
): Promise<Collected> {
  const { dataDir, secrets, settings, watch, now } = order;
  const live = join(dataDir, DATABASE);
  const copy = join(work.made, DATABASE);
  // Before the database and once more after it: a file that goes while the copy is made is held, and one that comes is
  // found by the copy.
  holdFiles(dataDir, live, work.held);
  const before = await order.bucket?.();
  const stored = await watch('copy', statSync(live).size, async (tick) => {
    copyWhole(live, copy, work.made);
    if (!secrets) forgetSettings(copy, SECRET_SETTINGS);
    tick(statSync(copy).size);
    return holdFiles(dataDir, copy, work.held);
  });
  const parts = [partOf(DATABASE, copy)];
  if (secrets) parts.push(...secretParts(dataDir, settings, work.made));
  const after = await order.bucket?.();
  const isRemote = ({ sha256, size }: StoredFile): boolean =>
    before?.get(sha256) === size || after?.get(sha256) === size;
  const { there, remote, missing } = filesOf(stored, work.held, isRemote);
  parts.push(...there);
  const entries = await hashAll(parts, order);
  const manifest: Manifest = {
    format: FORMAT,
    app: VERSION,
    schema,
    created: now,
    counts: readSnapshot(copy, countsIn),
    entries,
    missing,
    ...(order.bucket && { remote }),
    changed: stored.map(({ sha256 }) => sha256).filter(isChanged(entries)),
  };
  return { parts, manifest };
}

/** A broken database is not saved: the rotation would push the last good backup out with it. */
function copyWhole(live: string, copy: string, folder: string): void {
  const log = statSync(`${live}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  needSpace(folder, statSync(live).size + log);
  try {
    copyDatabase(live, copy);
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new BackupError('databaseBroken', { path: live, what: errorCode(error) });
  }
  const [what] = readSnapshot(copy, findDamage);
  if (what !== undefined) throw new BackupError('databaseBroken', { path: live, what });
}

const partOf = (path: string, source: string): Part => ({
  path,
  source,
  size: statSync(source).size,
});

/** A copy of the secret: what is archived must not change meanwhile. */
function secretParts(dataDir: string, settings: string | undefined, folder: string): Part[] {
  const parts: Part[] = [];
  const secret = join(dataDir, SECRET);
  if (existsSync(secret)) {
    copyFileSync(secret, join(folder, SECRET));
    parts.push(partOf(SECRET, join(folder, SECRET)));
  }
  if (settings !== undefined) {
    writeFileSync(join(folder, SETTINGS_FILE), settings, { mode: 0o600 });
    parts.push(partOf(SETTINGS_FILE, join(folder, SETTINGS_FILE)));
  }
  return parts;
}

function filesOf(
  stored: readonly StoredFile[],
  folder: string,
  isRemote: (file: StoredFile) => boolean,
) {
  const there: Part[] = [];
  const remote: string[] = [];
  const missing: string[] = [];
  for (const file of stored) {
    const { sha256 } = file;
    const source = join(folder, pathOfFile(sha256));
    if (existsSync(source)) there.push(partOf(pathOfFile(sha256), source));
    else (isRemote(file) ? remote : missing).push(sha256);
  }
  return { there, remote, missing };
}

async function hashAll(parts: readonly Part[], { watch }: BackupJob): Promise<ManifestEntry[]> {
  const bytes = parts.reduce((sum, { size }) => sum + size, 0);
  return await watch('hash', bytes, async (tick) => {
    const entries: ManifestEntry[] = [];
    for (const { path, size, source } of parts) {
      entries.push({ path, size, sha256: await hashOf(source, tick) });
    }
    return entries;
  });
}

/** A content's name is its hash: one that does not fit was changed where it lay. */
function isChanged(entries: readonly ManifestEntry[]): (sha256: string) => boolean {
  const changed = new Set(
    entries
      .filter(({ path, sha256 }) => path.startsWith('files/') && !path.endsWith(sha256))
      .map(({ path }) => path),
  );
  return (sha256) => changed.has(pathOfFile(sha256));
}

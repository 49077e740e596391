import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSnapshot, serverIdIn } from '../../db/engine/backup.ts';
import { DATABASE } from '../../db/engine/file-name.ts';
import { BackupError } from './errors.ts';

/** Says whose backups lie in a folder: two servers with one would each count, and delete, those of the other. */
const CLAIM = '.payambar-owner';

type Claim = { id: string; dataDir: string };

/** Refuses a folder in which another server keeps its backups. */
export function mustBeOwn(folder: string, dataDir: string): void {
  const claim = claimOn(folder);
  if (claim === undefined) return;
  const id = idOf(dataDir);
  if (id === undefined || claim.id === id) return;
  throw new BackupError('othersFolder', { path: folder, owner: claim.dataDir, claim: CLAIM });
}

/**
 * A server that was restored elsewhere has the same id, and goes on with its folder. `copy`: where the data lies for the
 * moment, when it is in PostgreSQL otherwise.
 */
export function claimFolder(folder: string, dataDir: string, copy = dataDir): void {
  mustBeOwn(folder, copy);
  const id = idOf(copy);
  const path = join(folder, CLAIM);
  if (id === undefined || existsSync(path)) return;
  const claim: Claim = { id, dataDir: resolve(dataDir) };
  try {
    writeFileSync(path, `${JSON.stringify(claim)}\n`, { mode: 0o600 });
  } catch {
    // The folder is root's own, or the disk is full: the backup is made without the claim that warns other servers.
  }
}

function claimOn(folder: string): Claim | undefined {
  try {
    const { id, dataDir } = JSON.parse(readFileSync(join(folder, CLAIM), 'utf8'));
    return typeof id === 'string' ? { id, dataDir: String(dataDir) } : undefined;
  } catch {
    // There is no claim, or one that was cut off or cannot be read: the same as none.
    return undefined;
  }
}

/** None before the server has started once with this version, and where the data is in PostgreSQL. */
function idOf(dataDir: string): string | undefined {
  const path = join(dataDir, DATABASE);
  return existsSync(path) ? readSnapshot(path, serverIdIn) : undefined;
}

import { constants, Database } from 'bun:sqlite';
import {
  closeSync,
  copyFileSync,
  constants as fsConstants,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBeside } from '../beside.ts';

/** Why a file cannot be taken for the original's database. */
export type Unfit = 'missing' | 'not_sqlite' | 'ours' | 'not_original' | 'changing' | 'damaged';
export class UnfitError extends Error {
  constructor(
    readonly why: Unfit,
    readonly path: string,
  ) {
    super(why);
  }
}

/** Whether our own data would be laid over the original's: both call their file the same. */
export function isOriginal(path: string): boolean {
  if (!sizeOf(path) || headOf(path) !== MAGIC) return false;
  const database = openBeside(path);
  try {
    const tables = database.query(
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'conversation_participants'",
    );
    return tables.get() !== null;
  } finally {
    database.close();
  }
}

const CHUNK = 1 << 20;
const MAGIC = 'SQLite format 3\0';

/** The file for reading alone. Whatever SQLite would write beside it, it writes beside a copy. */
export function openForReading(path: string) {
  const log = `${path}-wal`;
  if (sizeOf(path) === undefined) throw new UnfitError('missing', path);
  if (headOf(path) !== MAGIC) throw new UnfitError('not_sqlite', path);
  // `immutable`: SQLite makes no -wal and no -shm, and takes no lock. Right only when there is no log to be read.
  if (!sizeOf(log)) return opened(path, () => {});
  const folder = mkdtempSync(join(tmpdir(), 'payambar-import-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    return opened(copyOf(path, log, folder), remove);
  } catch (error) {
    remove();
    throw error;
  }
}

function opened(path: string, remove: () => void) {
  const uri = `${pathToFileURL(path).href}?immutable=1`;
  const flags = constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI;
  const database = new Database(uri, flags);
  return {
    database,
    /** Of every byte that is read: another one, when anything is another. */
    digest: (): string => digestOf(path),
    close(): void {
      database.close();
      remove();
    },
  };
}

/** What was committed but lies in the log still belongs to it, and reading a log means writing. */
function copyOf(path: string, log: string, folder: string): string {
  const before = stamp(path) + stamp(log);
  const copy = join(folder, 'original.db');
  copyFileSync(path, copy, fsConstants.COPYFILE_FICLONE);
  copyFileSync(log, `${copy}-wal`, fsConstants.COPYFILE_FICLONE);
  if (stamp(path) + stamp(log) !== before) throw new UnfitError('changing', path);
  const merging = new Database(copy, { readwrite: true });
  merging.run('PRAGMA wal_checkpoint(TRUNCATE)');
  merging.run('PRAGMA journal_mode = DELETE');
  merging.close();
  return copy;
}

function stamp(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${size}/${mtimeMs};`;
}

/** Bytes; undefined: there is no such file. */
function sizeOf(path: string): number | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found.size : undefined;
}

function headOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(MAGIC.length);
    readSync(file, bytes, 0, bytes.length, 0);
    return bytes.toString('latin1');
  } finally {
    closeSync(file);
  }
}

function digestOf(path: string): string {
  const hash = new Bun.CryptoHasher('sha256');
  const chunk = Buffer.alloc(CHUNK);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk))
      hash.update(chunk.subarray(0, read));
    return hash.digest('base64url');
  } finally {
    closeSync(file);
  }
}

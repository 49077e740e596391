import { constants, Database } from 'bun:sqlite';
import {
  closeSync,
  copyFileSync,
  existsSync,
  constants as fsConstants,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorCode, isDamage } from '../engine/error-codes.ts';
import { openBeside } from '../engine/read-only.ts';

/** Why a file cannot be used as the database of the legacy program. */
type Unfit =
  | 'missing'
  | 'not_sqlite'
  | 'ours'
  | 'not_original'
  | 'changing'
  | 'damaged'
  | 'log_lost';
export class UnfitError extends Error {
  constructor(
    readonly why: Unfit,
    readonly path: string,
  ) {
    super(why);
  }
}

/** Whether our own data would be written over the legacy data: both programs give their file the same name. */
export function isLegacy(path: string): boolean {
  if (!sizeOf(path) || headOf(path) !== MAGIC) return false;
  const database = openBeside(path);
  try {
    // Its first eleven releases (v1.0 to v1.3) had no conversations at all; our people are in chats.
    const tables = database.query<{ name: string }, []>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ('users', 'messages', 'chats')",
    );
    const found = tables.all().map(({ name }) => name);
    return found.includes('users') && found.includes('messages') && !found.includes('chats');
  } finally {
    database.close();
  }
}

const CHUNK = 1 << 20;
const MAGIC = 'SQLite format 3\0';
const HEAD_BYTES = 100;
/** SQLite file format, 1.3: where it says how it is written, and what it says of one with a log. */
const WRITE_VERSION = 18;
const WAL = 2;
/** Followed by the number of the process that it belongs to. */
const COPY = 'payambar-import-';

/** The file for reading alone. Whatever SQLite would write beside it, it writes beside a copy. */
export function openForReading(path: string) {
  const log = `${path}-wal`;
  if (sizeOf(path) === undefined) throw new UnfitError('missing', path);
  if (headOf(path) !== MAGIC) throw new UnfitError('not_sqlite', path);
  // `immutable`: SQLite makes no -wal and no -shm, and takes no lock. Right only when there is no log to be read.
  if (!sizeOf(log)) return opened(path, () => {});
  removeLeft();
  const folder = mkdtempSync(join(tmpdir(), `${COPY}${process.pid}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    return opened(copyOf(path, log, folder), remove);
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * Whether what was said last may be missing: in this mode it lies in a log beside the file, and there is none. A program
 * that has stopped in order takes its log away and leaves the same, so the file alone cannot tell.
 */
export function isMissingLog(path: string): boolean {
  return bytesOf(path, HEAD_BYTES).readUInt8(WRITE_VERSION) === WAL && !existsSync(`${path}-wal`);
}

/** A whole copy of what people have said: of a run that was killed, it goes with the next. */
function removeLeft(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(COPY) ? Number.parseInt(name.slice(COPY.length), 10) : Number.NaN;
    const path = join(tmpdir(), name);
    if (Number.isNaN(pid) || isAlive(pid) || lstatSync(path).uid !== process.getuid?.()) continue;
    rmSync(path, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

function opened(path: string, remove: () => void) {
  const uri = `${pathToFileURL(path).href}?immutable=1`;
  const flags = constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI;
  mustBeWhole(path);
  const database = new Database(uri, flags);
  mustBeSound(database, path);
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

/** SQLite finds nothing wrong with a file whose end is cut off within its last page, and reads what is missing as nothing. */
function mustBeWhole(path: string): void {
  const head = bytesOf(path, HEAD_BYTES);
  // SQLite file format, 1.3: page size, size in pages, and whether that size is to be believed.
  const page = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
  const pages = head.readUInt32BE(28);
  const believed = pages > 0 && head.readUInt32BE(24) === head.readUInt32BE(92);
  const size = sizeOf(path) ?? 0;
  if (page === 0 || size % page !== 0 || (believed && size < pages * page))
    throw new UnfitError('damaged', path);
}

/** Before anything is brought: a damaged page that is met half-way would leave people without what they have said. */
function mustBeSound(database: Database, path: string): void {
  try {
    const row = database.query<{ quick_check: string }, []>('PRAGMA quick_check(1)').get();
    if (row?.quick_check === 'ok') return;
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  database.close();
  throw new UnfitError('damaged', path);
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

const headOf = (path: string): string => bytesOf(path, MAGIC.length).toString('latin1');

/** The first of them; zeros where it has fewer. */
function bytesOf(path: string, count: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(count);
    readSync(file, bytes, 0, bytes.length, 0);
    return bytes;
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

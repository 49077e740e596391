import { constants, Database } from 'bun:sqlite';
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './error-codes.ts';
import { UserFacingError } from './user-error.ts';

/** Why the data cannot be used. */
export class OpenError extends UserFacingError {}
/** Another process has it. */
export class InUseError extends OpenError {}

const MADE_IF_WANTING = constants.SQLITE_OPEN_READWRITE | constants.SQLITE_OPEN_CREATE;
/** SQLite would otherwise follow a link to whatever file of the machine it names, and lock or make that one. */
const NO_LINK = 0x01000000;

/**
 * Lets one server at a time use a data file: two servers would each believe that the other does not write. An SQLite
 * lock on a small file beside it ends with its process, however that ends; a file with a process id in it would outlive
 * a power cut.
 */
export function lockData(path: string): { release(): void } {
  // The folder itself may stand behind a link (systemd makes one); the file in it may be none.
  const file = join(realpathSync(dirname(path)), `${basename(path)}.lock`);
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new OpenError(linked(file));
  const lock = new Database(file, MADE_IF_WANTING | NO_LINK);
  try {
    lock.run('PRAGMA locking_mode = EXCLUSIVE');
    lock.run('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (errorCode(error) !== 'SQLITE_BUSY') throw error;
    throw new InUseError({
      en: `The data in ${path} is in use by another Payambar. Stop that one first, or choose another data directory.`,
      fa: `داده‌های ${path} در دست پیام‌بر دیگری است. ابتدا آن را متوقف کنید، یا پوشه‌ی داده‌ی دیگری انتخاب کنید.`,
    });
  }
  return { release: () => lock.close() };
}

const linked = (file: string) => ({
  en: `${file} is a symbolic link, which Payambar never makes. See where it leads and who made it, then remove it.`,
  fa: `${file} یک پیوند نمادین است، که پیام‌بر هرگز نمی‌سازد. ببینید به کجا می‌رود و چه کسی آن را ساخته، سپس پاکش کنید.`,
});

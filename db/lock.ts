import { Database } from 'bun:sqlite';
import { chownSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SaidError } from './sentence.ts';

/** Why the data cannot be used. */
export class OpenError extends SaidError {}
/** Another process has it. */
export class InUseError extends OpenError {}

/**
 * One server a data file: two would each believe that nobody else writes. An SQLite lock on a small file beside it dies
 * with its process, however it ends; a file with a process id in it would outlive a power cut.
 */
export function lockData(path: string): { release(): void } {
  const file = `${path}.lock`;
  const lock = new Database(file, { create: true, readwrite: true });
  try {
    shareLock(file);
    lock.run('PRAGMA locking_mode = EXCLUSIVE');
    lock.run('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new InUseError({
      en: `The data in ${path} is in use by another Payambar. Stop that one first, or choose another data directory.`,
      fa: `داده‌های ${path} در دست پیام‌بر دیگری است. ابتدا آن را متوقف کنید، یا پوشه‌ی داده‌ی دیگری انتخاب کنید.`,
    });
  }
  return { release: () => lock.close() };
}

/** One that root has made (restore, update) must not keep the server out, which is somebody else. */
function shareLock(file: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(file));
  chownSync(file, uid, gid);
}

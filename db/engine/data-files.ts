import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode } from './error-codes.ts';
import { OpenError } from './lock.ts';
import type { LocalizedText } from './user-error.ts';

/** What an open data file has beside it. */
const BESIDE = ['', '-wal', '-shm', '.lock'];

/**
 * Refuses data of which a part is missing, or that cannot be written. SQLite would begin an empty server in the place
 * of the first, throw away a log that has lost its file, and read the second until the first write fails.
 */
export function mustBeWhole(path: string): void {
  const size = sizeOf(path);
  if (size === undefined && (sizeOf(`${path}-wal`) ?? 0) > 0) throw new OpenError(logAlone(path));
  if (size === undefined && hasFiles(dirname(path))) throw new OpenError(gone(path));
  if (size === 0) throw new OpenError(empty(path));
  for (const file of BESIDE.map((end) => path + end)) {
    try {
      if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
    } catch (error) {
      const code = errorCode(error) || String(error);
      throw new OpenError(code === 'EROFS' ? readOnly(path, code) : shut(file, code));
    }
  }
}

const sizeOf = (path: string): number | undefined =>
  statSync(path, { throwIfNoEntry: false })?.size;

/** Uploads have lain here, so there was a database. */
function hasFiles(dir: string): boolean {
  const files = join(dir, 'files');
  return existsSync(files) && readdirSync(files).some((name) => /^[0-9a-f]{2}$/.test(name));
}

/**
 * Whether the files that this process has open are still those in the folder. Deleting or replacing them leaves the
 * process with files without a name: whatever it then acknowledged would be lost at its end.
 */
export class DataFiles {
  private readonly file: string | undefined;
  private log: string | undefined;

  constructor(private readonly path: string) {
    this.file = identityOf(path);
  }

  /** The file that is not there any more, or is another; undefined when all is well. Asked before each commit: two stat(2). */
  lost(): string | undefined {
    if (identityOf(this.path) !== this.file) return this.path;
    const log = identityOf(`${this.path}-wal`);
    // It is made at the first use, and stays until the end.
    this.log ??= log;
    return log === this.log ? undefined : `${this.path}-wal`;
  }
}

function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path);
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

const BACK = {
  en: 'a backup is brought back with: payambar restore FILE --replace',
  fa: 'نسخه‌ی پشتیبان با این فرمان برمی‌گردد: payambar restore FILE --replace',
};
const logAlone = (path: string): LocalizedText => ({
  en: `${path} is not there, but its log ${path}-wal is. Put the file back beside its log; or ${BACK.en}`,
  fa: `${path} نیست، ولی گزارشِ تراکنش آن، ${path}-wal، هست. فایل را کنار آن برگردانید؛ یا ${BACK.fa}`,
});
const gone = (path: string): LocalizedText => ({
  en: `${path} is not there, but files that people have sent are. Put it back; or ${BACK.en}`,
  fa: `${path} نیست، ولی فایل‌هایی که کاربران فرستاده‌اند هست. آن را برگردانید؛ یا ${BACK.fa}`,
});
const empty = (path: string): LocalizedText => ({
  en: `${path} is empty (0 bytes). If there were messages, ${BACK.en}. To begin anew, delete the file.`,
  fa: `${path} خالی است (۰ بایت). اگر پیامی بوده است، ${BACK.fa}. برای شروع از نو، فایل را پاک کنید.`,
});
const readOnly = (path: string, code: string): LocalizedText => ({
  en: `${path} lies on a disk that is read-only (${code}). Make it writable, or move the data folder to another.`,
  fa: `${path} روی دیسکی فقط‌خواندنی است (${code}). آن را قابل نوشتن کنید، یا پوشه‌ی داده را به دیسک دیگری ببرید.`,
});
const shut = (path: string, code: string): LocalizedText => ({
  en: `${path} cannot be written by this user (${code}). Give it to the owner of the data folder: chown, chmod 600`,
  fa: `این کاربر نمی‌تواند در ${path} بنویسد (${code}). آن را به مالک پوشه‌ی داده بدهید: chown، chmod 600`,
});

import { DAMAGE, errorCode } from '../../db/engine/error-codes.ts';
import { type LocalizedText, UserFacingError } from '../../db/engine/user-error.ts';
import { systemWords } from './lib/system-words.ts';

type FailureText = (place: string, code: string) => LocalizedText;

const full: FailureText = (place, code) => ({
  en: `There is no room left on the disk of ${place} (${code}). Free some, then try again. Nothing that is there is lost.`,
  fa: `روی دیسک ${place} فضایی نمانده است (${code}). کمی فضا باز کنید و دوباره تلاش کنید. آنچه آنجاست سر جایش است.`,
});
const readOnly: FailureText = (place, code) => ({
  en: `${place} cannot be written: its disk is read-only, or the file belongs to somebody else (${code}).`,
  fa: `در ${place} نمی‌توان نوشت: دیسک آن فقط‌خواندنی است، یا فایل از آنِ کاربر دیگری است (${code}).`,
});
const shut: FailureText = (place, code) => ({
  en: `${place} is not open to this user (${code}). Run it as the owner of the data folder, or give the owner its files: chown -R`,
  fa: `این کاربر به ${place} دسترسی ندارد (${code}). با کاربر مالک پوشه‌ی داده اجرا کنید، یا فایل‌ها را به او بدهید: chown -R`,
});
const failing: FailureText = (place, code) => ({
  en: `The disk of ${place} fails, or has no room left (${code}). “payambar doctor” looks at both.`,
  fa: `دیسک ${place} خراب است، یا فضایی ندارد (${code}). «payambar doctor» هر دو را نگاه می‌کند.`,
});
const damaged: FailureText = (place, code) => ({
  en:
    `The database of ${place} is damaged (${code}). “payambar verify” says more; ` +
    'a backup is brought back with: payambar restore FILE --replace',
  fa:
    `پایگاه داده‌ی ${place} آسیب دیده است (${code}). «payambar verify» بیشتر می‌گوید؛ ` +
    'نسخه‌ی پشتیبان با این فرمان برمی‌گردد: payambar restore FILE --replace',
});
const crowded: FailureText = (_, code) => ({
  en: `This program may open no more files (${code}). Raise the limit: ulimit -n, or LimitNOFILE in the unit.`,
  fa: `این برنامه نمی‌تواند فایل دیگری باز کند (${code}). حد را بالا ببرید: ulimit -n، یا LimitNOFILE در unit.`,
});
const locked: FailureText = (place, code) => ({
  en: `Another program is writing to the database of ${place} (${code}). Try again when it has ended.`,
  fa: `برنامه‌ی دیگری در پایگاه داده‌ی ${place} می‌نویسد (${code}). وقتی تمام شد دوباره تلاش کنید.`,
});
const other: FailureText = (place, code) => ({
  en: `${place}: ${systemWords(code, 'en')}.`,
  fa: `${place}: ${systemWords(code, 'fa')}.`,
});

/** What the machine says no with, by its code; the first that fits. */
const KINDS: readonly [RegExp, FailureText][] = [
  [/^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL)$/, full],
  [/^(EROFS|SQLITE_READONLY.*)$/, readOnly],
  [/^(EACCES|EPERM|SQLITE_(CANTOPEN|PERM|AUTH).*)$/, shut],
  [/^(EIO|ESTALE|SQLITE_IOERR.*)$/, failing],
  [DAMAGE, damaged],
  [/^(EMFILE|ENFILE)$/, crowded],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, locked],
];

/**
 * Turns an error of the disk or the system into a sentence: the administrator can act on it, and a stack would not
 * help. Any other error is our own mistake, and stays as it is. `place`: where it was, when the error does not say.
 */
export function toUserFacing(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof UserFacingError || !('code' in error))
    return error;
  const code = errorCode(error);
  const path = 'path' in error && typeof error.path === 'string' ? error.path : place;
  const toText = KINDS.find(([pattern]) => pattern.test(code))?.[1];
  if (toText) return new UserFacingError(toText(path, code));
  return 'syscall' in error ? new UserFacingError(other(path, code)) : error;
}

import type { TerminalLanguage } from '../texts.ts';

type Words = Record<TerminalLanguage, string>;

const DENIED: Words = { en: 'this user may not', fa: 'این کاربر اجازه ندارد' };
const REFUSED: Words = { en: 'the connection is refused', fa: 'اتصال پذیرفته نمی‌شود' };
const UNKNOWN_NAME: Words = { en: 'the name is unknown', fa: 'این نام شناخته نیست' };
const LATE: Words = { en: 'no answer in time', fa: 'به‌موقع پاسخی نرسید' };
const CUT: Words = { en: 'the connection was cut', fa: 'اتصال قطع شد' };

/** What the codes of the operating system and of Bun's network mean to a person. */
const WORDS: Record<string, Words> = {
  ENOENT: { en: 'it does not exist', fa: 'وجود ندارد' },
  EISDIR: { en: 'it is a folder, not a file', fa: 'پوشه است، نه فایل' },
  ENOTDIR: { en: 'a part of its path is not a folder', fa: 'بخشی از مسیرش پوشه نیست' },
  EACCES: DENIED,
  EPERM: DENIED,
  EROFS: { en: 'the disk is read-only', fa: 'دیسک فقط‌خواندنی است' },
  EIO: { en: 'the disk has errors', fa: 'دیسک خطا دارد' },
  ENAMETOOLONG: { en: 'the name is too long', fa: 'نامش بیش از حد بلند است' },
  EMFILE: { en: 'too many files are open', fa: 'فایل‌های باز بیش از حد است' },
  ECONNREFUSED: REFUSED,
  ConnectionRefused: REFUSED,
  FailedToOpenSocket: REFUSED,
  ENOTFOUND: UNKNOWN_NAME,
  DNS_ENOTFOUND: UNKNOWN_NAME,
  ETIMEDOUT: LATE,
  TimeoutError: LATE,
  ECONNRESET: CUT,
  ConnectionClosed: CUT,
};

/** A code without a sentence stays as it is, so that an administrator can search for it. */
export const systemWords = (code: string | number, language: TerminalLanguage): string =>
  WORDS[code]?.[language] ?? String(code);

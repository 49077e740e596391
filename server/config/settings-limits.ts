import { setting, whole } from './setting.ts';
import { byteSize, byteSizeOrNone, choice } from './values.ts';

const SIZE = {
  en: 'a size such as 500MB, 2GB or 1TB',
  fa: 'اندازه‌ای مانند 500MB یا 2GB یا 1TB',
};
const SIZE_OR_NONE = { en: `${SIZE.en}, or none`, fa: `${SIZE.fa}، یا none` };

/** What one account, address or group may take; the reasons are in docs/limits.md. */
export const LIMIT_SETTINGS = {
  rateLimit: setting({
    env: 'RATE_LIMIT',
    fallback: '30',
    en: 'Requests a second that one account may make for long; bursts of three times as many are let through',
    fa: 'تعداد درخواست‌های پیوسته‌ی هر حساب در ثانیه؛ جهش کوتاه تا سه برابر پذیرفته می‌شود',
    ...whole(1, 1_000_000),
  }),
  authLimit: setting({
    env: 'AUTH_LIMIT',
    fallback: '30',
    en: 'Sign-ins and registrations a minute from one address',
    fa: 'تعداد ورود و ثبت‌نام در دقیقه از هر نشانی',
    ...whole(1, 1_000_000),
  }),
  socketsPerAddress: setting({
    env: 'SOCKETS_PER_ADDRESS',
    fallback: '1000',
    en: 'Open sockets and waiting requests of one address',
    fa: 'تعداد اتصال‌های باز و درخواست‌های منتظر از هر نشانی',
    ...whole(1, 1_000_000),
  }),
  dailyMb: setting({
    env: 'DAILY_MB',
    fallback: '100',
    en: 'Megabytes that one account may store in a day (UTC): messages, edits, drafts, groups',
    fa: 'مگابایتی که هر حساب در یک روز (UTC) می‌تواند ذخیره کند: پیام، ویرایش، پیش‌نویس، گروه',
    ...whole(1, 1_000_000),
  }),
  fileMaxBytes: setting({
    env: 'FILE_MAX',
    fallback: '2GB',
    allowed: SIZE,
    en: 'Largest file that people may send',
    fa: 'بزرگ‌ترین فایلی که می‌توان فرستاد',
    parse: byteSize,
  }),
  userQuotaBytes: setting({
    env: 'USER_QUOTA',
    fallback: 'none',
    allowed: SIZE_OR_NONE,
    en: 'How much each person may keep in files',
    fa: 'هر کاربر چقدر فایل می‌تواند نگه دارد',
    parse: byteSizeOrNone,
  }),
  serverQuotaBytes: setting({
    env: 'SERVER_QUOTA',
    fallback: 'none',
    allowed: SIZE_OR_NONE,
    en: 'How much all files of the server may be together',
    fa: 'همه‌ی فایل‌های سرور روی هم چقدر می‌تواند باشد',
    parse: byteSizeOrNone,
  }),
  minFreeBytes: setting({
    env: 'MIN_FREE',
    fallback: '1GB',
    allowed: SIZE,
    en: 'Free space below which no files are taken; on a small disk 5 % of it',
    fa: 'فضای آزادی که پایین‌تر از آن فایلی پذیرفته نمی‌شود؛ در دیسک کوچک ۵٪ آن',
    parse: byteSize,
  }),
  requests: setting({
    env: 'REQUESTS',
    fallback: 'on',
    allowed: {
      en: 'on or off',
      fa: 'on یا off',
    },
    en: 'Whether a stranger’s first message waits to be accepted',
    fa: 'آیا اولین پیام یک ناشناس منتظر پذیرش بماند',
    parse: choice('on', 'off'),
  }),
  groupMembers: setting({
    env: 'GROUP_MEMBERS',
    fallback: '1000',
    en: 'People that a group may have',
    fa: 'بیشترین تعداد اعضای یک گروه',
    ...whole(2, 100_000),
  }),
};

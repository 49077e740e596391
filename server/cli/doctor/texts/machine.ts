import type { FindingText } from './entry.ts';

/** Data folder, disk, and the machine itself. */
export const MACHINE = {
  'data.ok': {
    level: 'ok',
    en: ['Data folder {dir}: only its owner may look inside'],
    fa: ['پوشه‌ی داده {dir}: فقط مالکش درون آن را می‌بیند'],
  },
  'data.missing': {
    level: 'fault',
    en: [
      'There is no data in {dir}',
      'Name the folder with --data-dir, or start the server once: it makes one.',
    ],
    fa: [
      'در {dir} داده‌ای نیست',
      'پوشه را با ‎--data-dir نام ببرید، یا سرور را یک بار اجرا کنید تا آن را بسازد.',
    ],
  },
  'data.broken': {
    level: 'fault',
    en: [
      'The database {path} cannot be read ({code})',
      'payambar verify says more; a backup is brought back with payambar restore FILE --replace.',
    ],
    fa: [
      'پایگاه داده‌ی {path} خوانده نمی‌شود ({code})',
      'payambar verify بیشتر می‌گوید؛ پشتیبان با payambar restore FILE --replace برمی‌گردد.',
    ],
  },
  'data.open': {
    level: 'fault',
    en: [
      'Others on this machine can look into {path} (mode {mode}): all messages lie there',
      'chmod {right} {path}',
    ],
    fa: [
      'دیگران روی این دستگاه می‌توانند {path} را ببینند (mode {mode})؛ همه‌ی پیام‌ها آنجاست',
      'chmod {right} {path}',
    ],
  },
  'data.owner': {
    level: 'fault',
    en: [
      '{path} belongs to user {uid}, the data folder to user {owner}: the server cannot write it',
      'chown -R {owner} {dir}',
    ],
    fa: [
      '{path} از آنِ کاربر {uid} است و پوشه‌ی داده از آنِ کاربر {owner}؛ سرور نمی‌تواند در آن بنویسد',
      'chown -R {owner} {dir}',
    ],
  },
  'data.memory': {
    level: 'fault',
    en: [
      '{dir} lies in memory ({kind}): a restart of the machine deletes everything',
      'Move it to a disk: stop the server, copy the folder, set DATA_DIR.',
    ],
    fa: [
      '{dir} در حافظه است ({kind})؛ با راه‌اندازی دوباره‌ی دستگاه همه‌چیز پاک می‌شود',
      'آن را به دیسک ببرید: سرور را متوقف کنید، پوشه را کپی کنید و DATA_DIR را تنظیم کنید.',
    ],
  },
  'data.network': {
    level: 'fault',
    en: [
      '{dir} lies on another machine ({kind}): SQLite’s locks do not hold there, and the database can break',
      'Move it to a disk of this machine, and set DATA_DIR.',
    ],
    fa: [
      '{dir} روی دستگاه دیگری است ({kind})؛ قفل‌های SQLite آنجا کار نمی‌کند و پایگاه داده ممکن است خراب شود',
      'آن را به دیسک همین دستگاه ببرید و DATA_DIR را تنظیم کنید.',
    ],
  },
  'data.layer': {
    level: 'warning',
    en: [
      '{dir} lies in a layer ({kind}) that may go with its container',
      'Give the container a volume for it (deploy/compose.yaml).',
    ],
    fa: [
      '{dir} در لایه‌ای ({kind}) است که شاید با کانتینرش از بین برود',
      'برای آن volume بگذارید (deploy/compose.yaml).',
    ],
  },
  'space.ok': {
    level: 'ok',
    en: ['Free space: {freeMb} MB'],
    fa: ['فضای خالی: {freeMb} مگابایت'],
  },
  'space.low': {
    level: 'fault',
    en: [
      'Only {freeMb} MB are free where {dir} lies: a full disk stops people from writing',
      'Make room (old backups, logs: journalctl --vacuum-size=200M), or move the data to a larger disk.',
    ],
    fa: [
      'دیسک {dir} فقط {freeMb} مگابایت فضای خالی دارد؛ با پر شدن دیسک کسی نمی‌تواند بنویسد',
      'فضا باز کنید (پشتیبان‌های قدیمی، گزارش‌ها: ‎journalctl --vacuum-size=200M)، یا داده را به دیسک بزرگ‌تری ببرید.',
    ],
  },
  'space.files': {
    level: 'warning',
    en: [
      '{freeMb} MB are free: below {leastMb} MB no files are taken, only messages',
      'Make room, or leave less free (MIN_FREE=…).',
    ],
    fa: [
      '{freeMb} مگابایت خالی است؛ زیر {leastMb} مگابایت فایلی پذیرفته نمی‌شود، فقط پیام',
      'فضا باز کنید، یا فضای آزاد کمتری نگه دارید (MIN_FREE=…).',
    ],
  },
  'space.tight': {
    level: 'warning',
    en: [
      '{freeMb} MB are free: a backup or an update may need {needMb} MB',
      'Make room before the next one.',
    ],
    fa: [
      '{freeMb} مگابایت خالی است؛ پشتیبان یا به‌روزرسانی شاید {needMb} مگابایت بخواهد',
      'پیش از بعدی فضا باز کنید.',
    ],
  },
  'space.inodes': {
    level: 'fault',
    en: [
      'The disk of {dir} can take only {left} more files',
      'Delete small files (df -i shows where), or move the data.',
    ],
    fa: [
      'دیسک {dir} فقط {left} فایل دیگر می‌پذیرد',
      'فایل‌های کوچک را پاک کنید (df -i نشان می‌دهد کجا)، یا داده را جابه‌جا کنید.',
    ],
  },
  'clock.ok': { level: 'ok', en: ['Clock: kept right'], fa: ['ساعت: تنظیم نگه داشته می‌شود'] },
  'clock.unsynced': {
    level: 'warning',
    en: [
      'Nothing keeps the clock right: times of messages drift',
      'timedatectl set-ntp true (or chrony, with a time server that you reach).',
    ],
    fa: [
      'چیزی ساعت را تنظیم نگه نمی‌دارد؛ زمان پیام‌ها کم‌کم نادرست می‌شود',
      'timedatectl set-ntp true (یا chrony با سرور زمانی که در دسترس است).',
    ],
  },
  'clock.behind': {
    level: 'fault',
    en: [
      'The clock is behind: {path} was written {minutes} minutes in the future',
      'Set the clock (timedatectl), then restart the server.',
    ],
    fa: [
      'ساعت عقب است: {path} ‏{minutes} دقیقه در آینده نوشته شده',
      'ساعت را تنظیم کنید (timedatectl) و سرور را دوباره اجرا کنید.',
    ],
  },
  'clock.apart': {
    level: 'warning',
    en: [
      'The clock of what stands before the server is {seconds} seconds off',
      'Set both clocks by the same time server.',
    ],
    fa: [
      'ساعت آنچه جلوی سرور است {seconds} ثانیه اختلاف دارد',
      'هر دو ساعت را با یک سرور زمان تنظیم کنید.',
    ],
  },
  'entropy.ok': { level: 'ok', en: ['Entropy: enough'], fa: ['آنتروپی: کافی'] },
  'entropy.little': {
    level: 'warning',
    en: [
      'Little entropy ({bits} bits): the first start after a boot may wait',
      'Install haveged or rng-tools, or give the virtual machine a virtio-rng device.',
    ],
    fa: [
      'آنتروپی کم است ({bits} بیت)؛ اولین اجرا پس از روشن شدن دستگاه شاید معطل بماند',
      'haveged یا rng-tools نصب کنید، یا به ماشین مجازی virtio-rng بدهید.',
    ],
  },
  'cpu.ok': {
    level: 'ok',
    en: ['Machine: {cores} cores, {memoryMb} MB of memory, {features}'],
    fa: ['دستگاه: {cores} هسته، {memoryMb} مگابایت حافظه، {features}'],
  },
  'cpu.old': {
    level: 'fault',
    en: [
      'The processor has no SSE4.2, which Payambar needs',
      'Move to another machine; virtual ones: let the host’s processor through (cpu host).',
    ],
    fa: [
      'پردازنده SSE4.2 ندارد که پیام‌بر به آن نیاز دارد',
      'به دستگاه دیگری بروید؛ در ماشین مجازی پردازنده‌ی میزبان را انتخاب کنید (cpu host).',
    ],
  },
  'cpu.memory': {
    level: 'warning',
    en: ['Only {memoryMb} MB of memory', 'Payambar needs 256 MB; add memory, or swap.'],
    fa: [
      'تنها {memoryMb} مگابایت حافظه هست',
      'پیام‌بر ۲۵۶ مگابایت می‌خواهد؛ حافظه یا swap بیفزایید.',
    ],
  },
  'libc.ok': {
    level: 'ok',
    en: ['C library: glibc {version}'],
    fa: ['کتابخانه‌ی C: ‏glibc {version}'],
  },
  'libc.old': {
    level: 'fault',
    en: ['The C library is glibc {version}', 'Payambar needs 2.17 or later: upgrade the system.'],
    fa: ['نسخه‌ی کتابخانه‌ی C ‏{version} است', 'پیام‌بر ۲٫۱۷ یا تازه‌تر می‌خواهد: سیستم را به‌روز کنید.'],
  },
} as const satisfies Record<string, FindingText>;

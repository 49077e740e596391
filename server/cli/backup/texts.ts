import type { Phase } from '../../backup/job.ts';
import type { TerminalLanguage } from '../texts.ts';

type Texts = {
  backup: string;
  restore: string;
  verify: string;
  output: string;
  passphrase: string;
  passphraseFile: string;
  recipient: string;
  identityFile: string;
  withoutSecrets: string;
  replace: string;
  file: string;
  fileOrData: string;
  askPassphrase: string;
  askAgain: string;
  notTheSame: string;
  cannotAsk: string;
  empty: string;
  twoLocks: string;
  phases: Record<Phase, string>;
  /** `counts`: what the backup holds, as `holds` says it. */
  holds(counts: { users: string; chats: string; messages: string; files: string }): string;
  made(file: string, size: string): string;
  readBack: string;
  /** Contents that stay in the bucket. */
  remote(count: string): string;
  deleted(names: string): string;
  restored(dataDir: string, date: string): string;
  aside(path: string): string;
  settings(path: string): string;
  next: string;
  sound(what: string): string;
  wrong(count: string): string;
};

export const BACKUP_TEXTS: Record<TerminalLanguage, Texts> = {
  en: {
    backup: 'Save everything to one file, even while the server is running',
    restore: 'Restore a backup; the server must be stopped',
    verify: 'Check a backup, or the data folder, even while the server is running',
    output: 'Output file or folder (default: BACKUP_DIR)',
    passphrase: 'Encrypt with a passphrase (you are asked for it)',
    passphraseFile: 'File whose first line is the passphrase',
    recipient: 'Encrypt for the holder of this public key (age1…); can be repeated',
    identityFile: 'File with the private key, as age-keygen writes it',
    withoutSecrets: 'Leave out the secret, the settings and the notification keys',
    replace: 'Move existing data aside (it is kept)',
    file: 'the backup',
    fileOrData: 'a backup; without it, the data in --data-dir is checked',
    askPassphrase: 'Passphrase:',
    askAgain: 'Repeat it:',
    cannotAsk: 'There is no terminal to ask on: use --passphrase-file.',
    notTheSame: 'The passphrases do not match. Nothing was written.',
    empty: 'An empty passphrase protects nothing. Nothing was written.',
    twoLocks: 'Choose one: a passphrase or a public key.',
    phases: {
      copy: 'Copying the database',
      hash: 'Reading',
      write: 'Writing',
      readBack: 'Checking what was written',
      unpack: 'Unpacking and checking',
      rules: 'Checking the database',
      files: 'Checking the files',
    },
    holds: ({ users, chats, messages, files }) =>
      `Users: ${users}, chats: ${chats}, messages: ${messages}, files: ${files}`,
    made: (file, size) => `Backup: ${file} (${size})`,
    readBack: 'Read back after writing: every hash matches.',
    remote: (count) =>
      `${count} files lie in the bucket (S3_BUCKET) and are not in this backup: they stay there.`,
    deleted: (names) => `Older ones deleted (BACKUP_KEEP): ${names}`,
    restored: (dataDir, date) => `Restored into ${dataDir}, as it was on ${date}.`,
    aside: (path) => `The previous data is kept in ${path}. Delete it when all is well.`,
    settings: (path) => `The settings from that time are in ${path}; copy what you need.`,
    next: 'You can start the server now.',
    sound: (what) => `${what}: no problems found.`,
    wrong: (count) => `Problems found: ${count}`,
  },
  fa: {
    backup: 'همه‌چیز را در یک فایل ذخیره می‌کند، هنگام اجرای سرور هم',
    restore: 'پشتیبان را برمی‌گرداند؛ سرور باید متوقف باشد',
    verify: 'یک پشتیبان یا خود داده‌ها را بررسی می‌کند، هنگام اجرای سرور هم',
    output: 'فایل خروجی یا پوشه (وگرنه BACKUP_DIR)',
    passphrase: 'رمزگذاری با گذرواژه‌ای که پرسیده می‌شود',
    passphraseFile: 'فایلی که سطر اولش گذرواژه است',
    recipient: 'رمزگذاری برای دارنده‌ی این کلید عمومی (age1…)؛ چند بار هم می‌توان نوشت',
    identityFile: 'فایل کلید خصوصی، به شکلی که age-keygen می‌نویسد',
    withoutSecrets: 'کلید محرمانه، تنظیمات و کلیدهای اعلان را کنار می‌گذارد',
    replace: 'داده‌ی موجود کنار گذاشته می‌شود (نگه داشته می‌شود)',
    file: 'فایل پشتیبان',
    fileOrData: 'فایل پشتیبان؛ بدون آن داده‌ی ‎--data-dir بررسی می‌شود',
    askPassphrase: 'گذرواژه:',
    askAgain: 'دوباره:',
    cannotAsk: 'اینجا نمی‌توان گذرواژه را پرسید: ‎--passphrase-file را به کار ببرید.',
    notTheSame: 'این دو یکی نبودند. چیزی نوشته نشد.',
    empty: 'گذرواژه‌ی خالی از چیزی محافظت نمی‌کند. چیزی نوشته نشد.',
    twoLocks: 'یکی را انتخاب کنید: گذرواژه یا کلید عمومی.',
    phases: {
      copy: 'کپی پایگاه داده',
      hash: 'خواندن',
      write: 'نوشتن',
      readBack: 'بررسی آنچه نوشته شد',
      unpack: 'باز کردن و بررسی',
      rules: 'بررسی پایگاه داده',
      files: 'بررسی فایل‌ها',
    },
    holds: ({ users, chats, messages, files }) =>
      `${users} کاربر، ${chats} گفتگو، ${messages} پیام، ${files} فایل`,
    made: (file, size) => `پشتیبان: ${file} (${size})`,
    readBack: 'پس از نوشتن دوباره خوانده شد: هش همه‌ی فایل‌ها درست است.',
    remote: (count) =>
      `${count} فایل در باکت (S3_BUCKET) است و در این پشتیبان نیست؛ همان‌جا می‌ماند.`,
    deleted: (names) => `قدیمی‌ترها پاک شدند (BACKUP_KEEP): ${names}`,
    restored: (dataDir, date) => `در ${dataDir} بازگردانده شد، همان‌طور که در ${date} بود.`,
    aside: (path) => `آنچه پیش‌تر بود در ${path} نگه داشته شد. اگر همه‌چیز خوب بود پاکش کنید.`,
    settings: (path) => `تنظیمات آن زمان در ${path} است؛ هر چه می‌خواهید از آن بردارید.`,
    next: 'اکنون سرور را روشن کنید.',
    sound: (what) => `${what}: سالم است.`,
    wrong: (count) => `تعداد ایرادها: ${count}`,
  },
};

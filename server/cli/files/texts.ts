import type { TerminalLanguage } from '../texts.ts';

type Texts = {
  files: string;
  move: string;
  to: string;
  dryRun: string;
  progress: string;
  badPlace(given: string): string;
  noBucket: string;
  otherServer: string;
  failed(reason: string): string;
  /** Of a command that only looks into the bucket. */
  unread(reason: string): string;
  stopped: string;
  would(files: string, size: string): string;
  moved(files: string, size: string): string;
  damaged(sha256: string): string;
  /** Behind a move to the disk: a server that still has the bucket goes on using it. */
  backRunning: string;
  backStopped: string;
};

export const FILES_TEXTS: Record<TerminalLanguage, Texts> = {
  en: {
    files: 'Where people’s files lie: on the disk, or in a bucket (S3_BUCKET)',
    move: 'Move all files to the other place, even while the server is running',
    to: 's3 or disk',
    dryRun: 'Only say how much would be moved',
    progress: 'Moving files',
    badPlace: (given) => `--to ${given} is neither s3 nor disk.`,
    noBucket: 'No bucket is set: S3_ENDPOINT, S3_BUCKET and the key (docs/s3.md).',
    otherServer:
      'The running server has another bucket, or none, and would not find what is moved. Restart it with these S3_ settings, then move: it reads from both places meanwhile.',
    failed: (reason) =>
      `The S3 service fails: ${reason}. What is moved is moved; run the command again to go on.`,
    unread: (reason) => `The bucket of the files cannot be read: ${reason}. Nothing was written.`,
    stopped: 'Stopped. What is moved is moved; run the command again to go on.',
    would: (files, size) => `Would move ${files} files (${size}).`,
    moved: (files, size) => `Moved and verified: ${files} files (${size}).`,
    damaged: (sha256) => `Damaged, left where it is: ${sha256}`,
    backRunning:
      'The running server still puts new files into the bucket. Stop it, run this once more, then take the S3_ settings away.',
    backStopped: 'The S3_ settings may be taken away now.',
  },
  fa: {
    files: 'جای فایل‌های کاربران: روی دیسک یا در باکت (S3_BUCKET)',
    move: 'همه‌ی فایل‌ها را به‌جای دیگر می‌برد، هنگام اجرای سرور هم',
    to: 's3 یا disk',
    dryRun: 'فقط می‌گوید چقدر جابه‌جا می‌شود',
    progress: 'جابه‌جایی فایل‌ها',
    badPlace: (given) => `‎--to ${given}‎ نه s3 است و نه disk.`,
    noBucket: 'باکتی تنظیم نشده است: S3_ENDPOINT و S3_BUCKET و کلید (docs/s3.md).',
    otherServer:
      'سرور در حال اجرا باکت دیگری دارد، یا هیچ، و آنچه جابه‌جا شود را پیدا نمی‌کند. آن را با همین تنظیمات S3_ دوباره اجرا کنید و بعد جابه‌جا کنید؛ در این میان از هر دو جا می‌خواند.',
    failed: (reason) =>
      `سرویس S3 کار نمی‌کند: ${reason}. آنچه جابه‌جا شده سر جایش است؛ برای ادامه فرمان را دوباره اجرا کنید.`,
    unread: (reason) => `باکت فایل‌ها خوانده نمی‌شود: ${reason}. چیزی نوشته نشد.`,
    stopped: 'متوقف شد. آنچه جابه‌جا شده سر جایش است؛ برای ادامه فرمان را دوباره اجرا کنید.',
    would: (files, size) => `${files} فایل (${size}) جابه‌جا می‌شود.`,
    moved: (files, size) => `جابه‌جا و بررسی شد: ${files} فایل (${size}).`,
    damaged: (sha256) => `آسیب دیده و سر جایش مانده است: ${sha256}`,
    backRunning:
      'سرور در حال اجرا هنوز فایل‌های تازه را در باکت می‌گذارد. آن را متوقف کنید، این فرمان را یک بار دیگر اجرا کنید و بعد تنظیمات S3_ را بردارید.',
    backStopped: 'اکنون می‌توانید تنظیمات S3_ را بردارید.',
  },
};

import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** The administrator's page. Loaded with it. */
export interface AdminTexts {
  title: string;
  sections: Record<'overview' | 'users' | 'invites' | 'server' | 'log', string>;

  version: string;
  runningSince: string;
  people: string;
  chats: string;
  messages: string;
  connections: string;
  database: string;
  wal: string;
  files: string;
  free: string;
  series: Record<'connections' | 'messages' | 'commitMs' | 'memoryMb' | 'lagMs', string>;
  lastMinutes(count: string): string;
  chartOf(name: string, newest: string, least: string, most: string): string;
  range(least: string, most: string): string;
  noSeries: string;
  backups: string;
  backupNewest(when: string, size: string): string;
  backupEvery(period: string): string;
  backupNever: string;
  backupNone: string;
  backupOld: string;
  backupHow: string;
  pushUnreachable: string;
  pushUnreachableHint: string;
  deadJobs: string;
  deadJobsCount(count: string): string;
  deadJobsHint: string;
  jobKinds: Record<string, string>;
  retryJob: string;
  dropJob: string;
  dropJobAsk: string;
  dropJobText: string;
  backupFine: string;
  freeLow: string;
  refresh: string;

  by(name: string): string;
  byConsole: string;
  noInvites: string;

  serverSaved: string;
  inviteQuota: string;
  inviteQuotaHint: string;
  numberRange(least: string, most: string): string;
  inMegabytes(what: string): string;
  fileMax: string;
  fileMaxHint(size: string): string;
  userQuota: string;
  userQuotaHint(size: string): string;
  serverQuota: string;
  serverQuotaHint(size: string): string;
  noQuotaHint: string;
  noQuota: string;
  storage: string;
  storageUsed: string;
  uploadsOpen: string;
  storageMost: string;
  noLog: string;
  console: string;
  acts: Record<string, string>;
  /** This follows the name of the person who did it. */
  did(act: string): string;
  older: string;
}

const fa: AdminTexts = {
  title: 'مدیریت سرور',
  sections: {
    overview: 'نمای کلی',
    users: 'کاربران',
    invites: 'دعوت‌ها',
    server: 'سرور',
    log: 'رویدادها',
  },

  version: 'نسخه',
  runningSince: 'روشن از',
  people: 'کاربر',
  chats: 'گفتگو',
  messages: 'پیام',
  connections: 'اتصال',
  database: 'پایگاه داده',
  wal: 'فایل WAL',
  files: 'فایل‌ها',
  free: 'فضای خالی',
  series: {
    connections: 'اتصال‌ها',
    messages: 'پیام در دقیقه',
    commitMs: 'زمان ثبت (میلی‌ثانیه)',
    memoryMb: 'حافظه (مگابایت)',
    lagMs: 'تأخیر (میلی‌ثانیه)',
  },
  lastMinutes: (count) => `${count} دقیقه‌ی گذشته`,
  chartOf: (name, newest, least, most) =>
    `${name}: اکنون ${newest}، کمترین ${least}، بیشترین ${most}`,
  range: (least, most) => `از ${least} تا ${most}`,
  noSeries: 'هنوز عددی جمع نشده است؛ هر دقیقه یکی اضافه می‌شود.',
  backups: 'پشتیبان‌ها',
  backupNewest: (when, size) => `تازه‌ترین: ${when}، ${size}`,
  backupEvery: (period) => `خودکار، هر ${period}`,
  backupNever: 'پشتیبان‌گیری خودکار خاموش است.',
  backupNone: 'هیچ پشتیبانی نیست. اگر دیسک خراب شود، همه‌چیز از دست می‌رود.',
  backupOld: 'تازه‌ترین پشتیبان قدیمی است: تا کنون باید دست‌کم دو نسخه‌ی دیگر گرفته می‌شد.',
  backupHow: 'با BACKUP_EVERY روشنش کنید یا این فرمان را اجرا کنید:',
  deadJobs: 'کارهای رهاشده',
  deadJobsCount: (count) => `پس از چندین تلاش رها شده: ${count}`,
  deadJobsHint: 'پس از رفع علت، تلاش دوباره را بزنید.',
  jobKinds: {
    'erase-account': 'پاک کردن یک حساب',
    'erase-group': 'پاک کردن یک گروه',
    push: 'اعلان‌های یک گفتگو',
    'push-retry': 'اعلان یک دستگاه',
  },
  retryJob: 'تلاش دوباره',
  dropJob: 'کنار گذاشتن',
  dropJobAsk: 'این کار کنار گذاشته شود؟',
  dropJobText: 'آنچه باید انجام می‌شد انجام‌نشده می‌ماند.',
  pushUnreachable: 'این سرویس‌های اعلان پاسخ نمی‌دهند:',
  pushUnreachableHint:
    'اعلان‌ها نگه داشته می‌شوند و دوباره فرستاده می‌شوند. تا آن وقت فقط صفحه‌ی باز یا در پس‌زمینه خبر می‌دهد.',
  backupFine: 'پشتیبان تازه است.',
  freeLow: 'فضای خالی دیسک کم است.',
  refresh: 'تازه کردن',

  by: (name) => `از ${name}`,
  byConsole: 'از خط فرمان',
  noInvites: 'هیچ پیوندی ساخته نشده است.',

  serverSaved: 'ذخیره شد.',
  inviteQuota: 'هر کس چند نفر را دعوت کند',
  inviteQuotaHint: 'با صفر، فقط مدیران سرور دعوت می‌کنند.',
  numberRange: (least, most) => `عددی از ${least} تا ${most} بنویسید.`,
  inMegabytes: (what) => `${what} (مگابایت)`,
  fileMax: 'بزرگ‌ترین فایل',
  fileMaxHint: (size) => `فایل تا ${size} را می‌توان فرستاد.`,
  userQuota: 'سهم هر کس از فضای فایل‌ها',
  userQuotaHint: (size) =>
    `هر کس تا ${size} فایل نگه می‌دارد. خالی: بی‌سقف، تا جایی که دیسک جا دارد.`,
  serverQuota: 'سقف فضای همه‌ی فایل‌های سرور',
  serverQuotaHint: (size) =>
    `همه روی هم تا ${size} فایل نگه می‌دارند. خالی: بی‌سقف، تا جایی که دیسک جا دارد.`,
  noQuotaHint: 'خالی: بی‌سقف، تا جایی که دیسک جا دارد.',
  noQuota: 'بی‌سقف',
  storage: 'فضای فایل‌ها',
  storageUsed: 'فایل‌های همه‌ی کاربران',
  uploadsOpen: 'فایل‌های در حال ارسال',
  storageMost: 'بیشترین فضا را این کاربران گرفته‌اند',
  noLog: 'هنوز رویدادی نیست.',
  console: 'خط فرمان',
  acts: {
    setup: 'سرور را راه انداخت',
    'server.update': 'تنظیمات سرور را تغییر داد',
    'user.create': 'حساب ساخت',
    'user.role': 'نقش را تغییر داد',
    'user.disable': 'حساب را غیرفعال کرد',
    'user.enable': 'حساب را فعال کرد',
    'user.quota': 'سهمیه‌ی دعوت را تغییر داد',
    'user.logout': 'از همه‌ی دستگاه‌ها خارجش کرد',
    'user.reset': 'پیوند گذرواژه ساخت',
    'user.password': 'گذرواژه را تغییر داد',
    'user.delete': 'حساب را حذف کرد',
    'invite.create': 'پیوند دعوت ساخت',
    'invite.revoke': 'پیوند دعوت را باطل کرد',
    'job.retry': 'کار رهاشده را دوباره به راه انداخت',
    'job.drop': 'کار رهاشده را کنار گذاشت',
  },
  did: (act) => `: ${act}`,
  older: 'قدیمی‌تر',
};

const en: AdminTexts = {
  title: 'Server administration',
  sections: {
    overview: 'Overview',
    users: 'People',
    invites: 'Invites',
    server: 'Server',
    log: 'Log',
  },

  version: 'Version',
  runningSince: 'Running since',
  people: 'people',
  chats: 'chats',
  messages: 'messages',
  connections: 'connections',
  database: 'Database',
  wal: 'WAL file',
  files: 'Files',
  free: 'Free disk space',
  series: {
    connections: 'Connections',
    messages: 'Messages per minute',
    commitMs: 'Commit (ms)',
    memoryMb: 'Memory (MB)',
    lagMs: 'Lag (ms)',
  },
  lastMinutes: (count) => `Last ${count} minutes`,
  chartOf: (name, newest, least, most) =>
    `${name}: now ${newest}, lowest ${least}, highest ${most}`,
  range: (least, most) => `${least} to ${most}`,
  noSeries: 'No data yet. A new point is added every minute.',
  backups: 'Backups',
  backupNewest: (when, size) => `Newest: ${when}, ${size}`,
  backupEvery: (period) => `Automatic, every ${period}`,
  backupNever: 'Automatic backups are off.',
  backupNone: 'There are no backups. If the disk fails, everything is lost.',
  backupOld: 'The newest backup is old: at least two more should have been made by now.',
  backupHow: 'Turn them on with BACKUP_EVERY, or run this command:',
  deadJobs: 'Work that was given up',
  deadJobsCount: (count) => `Given up after many tries: ${count}`,
  deadJobsHint: 'When the reason is mended, have it tried again.',
  jobKinds: {
    'erase-account': 'Erasing an account',
    'erase-group': 'Erasing a group',
    push: 'Notifications of a chat',
    'push-retry': 'A notification of a device',
  },
  retryJob: 'Try again',
  dropJob: 'Drop',
  dropJobAsk: 'Drop this work?',
  dropJobText: 'What it was to do stays undone.',
  pushUnreachable: 'These push services do not answer:',
  pushUnreachableHint:
    'Notifications are kept and sent again. Until then only a page that is open or in the background tells.',
  backupFine: 'Backups are up to date.',
  freeLow: 'The disk is almost full.',
  refresh: 'Refresh',

  by: (name) => `by ${name}`,
  byConsole: 'from the command line',
  noInvites: 'No invite links yet.',

  serverSaved: 'Saved.',
  inviteQuota: 'Invitations per person',
  inviteQuotaHint: 'With 0, only administrators can invite.',
  numberRange: (least, most) => `Enter a number from ${least} to ${most}.`,
  inMegabytes: (what) => `${what} (MB)`,
  fileMax: 'Largest file',
  fileMaxHint: (size) => `Files up to ${size} can be sent.`,
  userQuota: 'Space for files per person',
  userQuotaHint: (size) =>
    `Each person can keep up to ${size} of files. Empty: no limit but the disk’s.`,
  serverQuota: 'Space for all files on the server',
  serverQuotaHint: (size) =>
    `All people together can keep up to ${size} of files. Empty: no limit but the disk’s.`,
  noQuotaHint: 'Empty: no limit but the disk’s.',
  noQuota: 'no limit',
  storage: 'Space for files',
  storageUsed: 'Files of all people',
  uploadsOpen: 'Files being sent',
  storageMost: 'Who keeps the most',
  noLog: 'No events yet.',
  console: 'Command line',
  acts: {
    setup: 'set up the server',
    'server.update': 'changed the server settings',
    'user.create': 'created an account',
    'user.role': 'changed the role',
    'user.disable': 'disabled the account',
    'user.enable': 'enabled the account',
    'user.quota': 'changed the invite quota',
    'user.logout': 'signed them out on all devices',
    'user.reset': 'created a password reset link',
    'user.password': 'changed the password',
    'user.delete': 'deleted the account',
    'invite.create': 'created an invite link',
    'invite.revoke': 'revoked an invite link',
    'job.retry': 'had given-up work tried again',
    'job.drop': 'dropped given-up work',
  },
  did: (act) => ` ${act}`,
  older: 'Older',
};

export const ADMIN_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const admin = (): AdminTexts => ADMIN_TEXTS[language()];

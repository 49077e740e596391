import type { FindingText } from './entry.ts';

/** The server that runs, its port, its version, and its backups. */
export const SERVER = {
  'server.ok': {
    level: 'ok',
    en: ['Server: runs at {url} (pid {pid})'],
    fa: ['سرور: در {url} اجرا می‌شود (pid {pid})'],
  },
  'server.stopped': {
    level: 'fault',
    en: ['No server runs on this data', '{start}; if it ends again, {log} says why.'],
    fa: ['روی این داده سروری اجرا نمی‌شود', '{start}؛ اگر باز متوقف شد، {log} می‌گوید چرا.'],
  },
  'server.deaf': {
    level: 'fault',
    en: [
      'The server runs, but cannot be asked ({socket})',
      'Restart it: {restart}. The path of the data folder may have 93 bytes at most.',
    ],
    fa: [
      'سرور اجرا می‌شود ولی نمی‌توان از آن پرسید ({socket})',
      'دوباره اجرایش کنید: {restart}. مسیر پوشه‌ی داده باید حداکثر ۹۳ بایت باشد.',
    ],
  },
  'port.ok': { level: 'ok', en: ['Port {port}: ours'], fa: ['پورت {port}: از آنِ ماست'] },
  'port.free': { level: 'ok', en: ['Port {port}: free'], fa: ['پورت {port}: آزاد'] },
  'port.taken': {
    level: 'fault',
    en: [
      'Port {port} is held by {who}',
      'Stop that program, or set another PORT and name it to the proxy.',
    ],
    fa: [
      'پورت {port} در دست {who} است',
      'آن برنامه را متوقف کنید، یا PORT دیگری بگذارید و به پراکسی هم بگویید.',
    ],
  },
  'port.open': {
    level: 'warning',
    en: [
      'The server listens on {host}: who knows the port goes past the proxy, without TLS',
      'HOST=127.0.0.1, if the proxy runs on this machine; else close port {port} to others.',
    ],
    fa: [
      'سرور روی {host} گوش می‌دهد؛ هر کس پورت را بداند بدون TLS از کنار پراکسی می‌گذرد',
      'HOST=127.0.0.1 اگر پراکسی روی همین دستگاه است؛ وگرنه پورت {port} را به روی دیگران ببندید.',
    ],
  },
  'descriptors.ok': {
    level: 'ok',
    en: ['File descriptors: {used} of {limit} in use'],
    fa: ['توصیف‌گر فایل: {used} از {limit} در کار'],
  },
  'descriptors.few': {
    level: 'fault',
    en: [
      'The server may open {limit} files only: each device that is connected takes one',
      '{limits}; then restart.',
    ],
    fa: [
      'سرور فقط {limit} فایل می‌تواند باز کند و هر دستگاه متصل یکی می‌گیرد',
      '{limits}؛ سپس اجرای دوباره.',
    ],
  },
  'descriptors.tight': {
    level: 'warning',
    en: ['The server may open {limit} files: enough for a few hundred devices', '{limits}'],
    fa: ['سرور {limit} فایل می‌تواند باز کند: برای چند صد دستگاه کافی است', '{limits}'],
  },
  'descriptors.used': {
    level: 'fault',
    en: [
      '{used} of {limit} file descriptors are in use: soon nobody else can connect',
      'Raise it: {limits}; then restart.',
    ],
    fa: [
      '{used} از {limit} توصیف‌گر در کار است؛ به‌زودی دستگاه دیگری نمی‌تواند وصل شود',
      'آن را بالا ببرید: {limits}؛ سپس اجرای دوباره.',
    ],
  },
  'version.ok': {
    level: 'ok',
    en: ['Version {version}, schema {schema}'],
    fa: ['نسخه‌ی {version}، ساختار داده {schema}'],
  },
  'version.restart': {
    level: 'warning',
    en: ['Another executable runs ({running}) than lies here ({version})', '{restart}'],
    fa: ['نسخه‌ی در حال اجرا ({running}) همان نسخه‌ی این فایل ({version}) نیست', '{restart}'],
  },
  'version.older': {
    level: 'warning',
    en: [
      'The data has schema {found}, this version {known}: the next start brings it up to date',
      'Back up first: payambar backup',
    ],
    fa: [
      'ساختار داده {found} است و ساختار این نسخه {known}؛ اجرای بعدی آن را به‌روز می‌کند',
      'ابتدا پشتیبان بگیرید: payambar backup',
    ],
  },
  'version.newer': {
    level: 'fault',
    en: [
      'The data was written by a newer version (schema {found}, this one knows {known})',
      'Use the newer executable, or restore a backup of this version: payambar restore FILE',
    ],
    fa: [
      'داده را نسخه‌ی تازه‌تری نوشته است (ساختار {found}؛ این یکی تا {known} را می‌شناسد)',
      'فایل اجرایی تازه‌تر را به کار ببرید، یا پشتیبان همین نسخه را بازگردانید: payambar restore FILE',
    ],
  },
  'backup.ok': {
    level: 'ok',
    en: ['Newest backup: {hours} hours old'],
    fa: ['تازه‌ترین پشتیبان: {hours} ساعت پیش'],
  },
  'backup.fresh': {
    level: 'ok',
    en: ['Newest backup: less than an hour old'],
    fa: ['تازه‌ترین پشتیبان: کمتر از یک ساعت پیش'],
  },
  'backup.unreadable': {
    level: 'fault',
    en: [
      'The folder of backups {folder} cannot be read ({code})',
      'Give it to the owner of the data folder, or mount it; BACKUP_DIR names another.',
    ],
    fa: [
      'پوشه‌ی نسخه‌های پشتیبان {folder} خوانده نمی‌شود ({code})',
      'آن را به مالک پوشه‌ی داده بدهید، یا سوارش کنید؛ BACKUP_DIR پوشه‌ی دیگری را نام می‌برد.',
    ],
  },
  'backup.ahead': {
    level: 'warning',
    en: [
      'The backup {name} has a name from the future: the clock was wrong when it was made',
      'It counts as the oldest. Delete it when newer ones are there.',
    ],
    fa: [
      'نام نسخه‌ی پشتیبان {name} از آینده است: هنگام ساختنش ساعت درست نبود',
      'قدیمی‌ترین به حساب می‌آید. وقتی نسخه‌های تازه‌تر هست پاکش کنید.',
    ],
  },
  'backup.none': {
    level: 'warning',
    en: [
      'There is no backup in {folder}, and none is scheduled',
      'BACKUP_EVERY=24h, and keep copies on another machine.',
    ],
    fa: [
      'در {folder} پشتیبانی نیست و زمان‌بندی هم نشده',
      'BACKUP_EVERY=24h، و نسخه‌هایی را روی دستگاه دیگری نگه دارید.',
    ],
  },
  'backup.old': {
    level: 'fault',
    en: [
      'The newest backup is {days} days old, and none is scheduled',
      'BACKUP_EVERY=24h in {settings}; now: payambar backup',
    ],
    fa: [
      'تازه‌ترین پشتیبان {days} روز پیش گرفته شده و زمان‌بندی نشده',
      'BACKUP_EVERY=24h در {settings}؛ همین حالا: payambar backup',
    ],
  },
  'backup.late': {
    level: 'fault',
    en: [
      'Backups fail: one is due every {everyHours} hours, the newest is {hours} hours old',
      '{log} says why (look for “backup”); payambar backup tries at once.',
    ],
    fa: [
      'پشتیبان‌گیری ناموفق است: هر {everyHours} ساعت یکی باید باشد، تازه‌ترین {hours} ساعت پیش است',
      '{log} می‌گوید چرا (در آن backup را جستجو کنید)؛ payambar backup همین حالا تلاش می‌کند.',
    ],
  },
  'jobs.dead': {
    level: 'fault',
    en: [
      'Work was given up after many tries: {count} ({kind}: {error})',
      'payambar jobs list shows it. When its reason is mended: payambar jobs retry',
    ],
    fa: [
      'کارهایی پس از چندین تلاش رها شده‌اند: {count} ‏({kind}: {error})',
      'payambar jobs list آن‌ها را نشان می‌دهد. پس از رفع علت: payambar jobs retry',
    ],
  },
  'push.ok': { level: 'ok', en: ['VAPID subject: {subject}'], fa: ['نشانی VAPID: ‏{subject}'] },
  'push.subject': {
    level: 'fault',
    en: [
      'VAPID_SUBJECT is {subject}: push services refuse it',
      'VAPID_SUBJECT=mailto:you@example.com, or an https:// address (RFC 8292).',
    ],
    fa: [
      'VAPID_SUBJECT برابر {subject} است و سرویس‌های اعلان آن را نمی‌پذیرند',
      'VAPID_SUBJECT=mailto:you@example.com یا نشانی https:// ‏(RFC 8292).',
    ],
  },
} as const satisfies Record<string, FindingText>;

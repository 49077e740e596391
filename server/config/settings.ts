import { setting, whole } from './setting.ts';
import { CLUSTER_SETTINGS } from './settings-cluster.ts';
import { FILE_SETTINGS } from './settings-files.ts';
import { LIMIT_SETTINGS } from './settings-limits.ts';
import { TURN_SETTINGS } from './settings-turn.ts';
import {
  choice,
  hostList,
  interval,
  nonEmpty,
  optionalOrigin,
  optionalSecret,
  originList,
  proxyList,
  recipientList,
} from './values.ts';

export const SETTINGS = {
  port: setting({
    env: 'PORT',
    fallback: '8080',
    en: 'Port to listen on',
    fa: 'پورتی که سرور روی آن گوش می‌دهد',
    ...whole(0, 65_535, { en: ' (0: any free port)', fa: ' (۰: هر پورت آزاد)' }),
  }),
  host: setting({
    env: 'HOST',
    fallback: '0.0.0.0',
    allowed: {
      en: 'an address of this machine, such as 0.0.0.0, 127.0.0.1 or ::',
      fa: 'نشانی‌ای از همین دستگاه، مانند 0.0.0.0 یا 127.0.0.1 یا ::',
    },
    en: 'Address to listen on',
    fa: 'نشانی‌ای که سرور روی آن گوش می‌دهد',
    parse: nonEmpty,
  }),
  dataDir: setting({
    env: 'DATA_DIR',
    fallback: './data',
    allowed: {
      en: 'a path of a folder',
      fa: 'مسیر یک پوشه',
    },
    en: 'Folder of the database, the files and the secret',
    fa: 'پوشه‌ی پایگاه داده، فایل‌ها و کلید محرمانه',
    parse: nonEmpty,
  }),
  jwtSecret: setting({
    env: 'JWT_SECRET',
    fallback: '',
    allowed: {
      en: 'at least 32 characters, or nothing (then one is made and kept in DATA_DIR/secret)',
      fa: 'دست‌کم ۳۲ نویسه، یا خالی (آنگاه ساخته و در DATA_DIR/secret نگه داشته می‌شود)',
    },
    en: 'Secret that signs the tokens',
    fa: 'کلید محرمانه‌ای که توکن‌های ورود با آن امضا می‌شوند',
    parse: optionalSecret,
  }),
  corsOrigins: setting({
    env: 'CORS_ORIGINS',
    fallback: '',
    allowed: {
      en: 'origins such as https://app.example.org, separated by commas; never *',
      fa: 'مبدأهایی (origin) مانند https://app.example.org، جداشده با ویرگول لاتین؛ هرگز *',
    },
    en: 'Other origins whose pages may use the API',
    fa: 'مبدأهای (origin) دیگری که صفحه‌هایشان اجازه‌ی استفاده از API دارند',
    parse: originList,
  }),
  trustedProxies: setting({
    env: 'TRUSTED_PROXIES',
    fallback: 'loopback',
    allowed: {
      en: 'addresses, ranges such as 10.0.0.0/8, or the words loopback, linklocal, private, separated by commas; or none',
      fa: 'نشانی‌ها، بازه‌هایی مانند 10.0.0.0/8، یا واژه‌های loopback و linklocal و private، جداشده با ویرگول لاتین؛ یا none',
    },
    en: 'Proxies whose X-Forwarded-* headers are believed',
    fa: 'پراکسی‌هایی که سرآیندهای X-Forwarded-* آن‌ها پذیرفته می‌شود',
    parse: proxyList,
  }),
  registration: setting({
    env: 'REGISTRATION',
    fallback: 'open',
    allowed: {
      en: 'open, invite or closed',
      fa: 'open یا invite یا closed',
    },
    en: 'Who may register',
    fa: 'چه کسی می‌تواند ثبت‌نام کند',
    parse: choice('open', 'invite', 'closed'),
  }),
  serverName: setting({
    env: 'SERVER_NAME',
    fallback: 'پیام‌بر',
    allowed: {
      en: '1 to 64 characters',
      fa: '۱ تا ۶۴ نویسه',
    },
    en: 'Name that the sign-in page shows',
    fa: 'نامی که صفحه‌ی ورود نشان می‌دهد',
    parse: (text) => (text.length <= 64 ? nonEmpty(text) : undefined),
  }),
  serverColour: setting({
    env: 'SERVER_COLOUR',
    fallback: 'turquoise',
    allowed: {
      en: 'turquoise, lapis, pistachio, saffron or pomegranate',
      fa: 'turquoise یا lapis یا pistachio یا saffron یا pomegranate',
    },
    en: 'Colour of the web client',
    fa: 'رنگ برنامه‌ی وب',
    parse: choice('turquoise', 'lapis', 'pistachio', 'saffron', 'pomegranate'),
  }),
  serverLanguage: setting({
    env: 'SERVER_LANGUAGE',
    fallback: 'fa',
    allowed: {
      en: 'fa or en',
      fa: 'fa یا en',
    },
    en: 'Language in which other programs show links to the server',
    fa: 'زبانی که برنامه‌های دیگر پیوندهای این سرور را به آن نشان می‌دهند',
    parse: choice('fa', 'en'),
  }),
  inviteQuota: setting({
    env: 'INVITE_QUOTA',
    fallback: '0',
    en: 'How many people each member may invite',
    fa: 'تعداد کسانی که هر کاربر می‌تواند دعوت کند',
    ...whole(0, 10_000, {
      en: ' (0: only administrators invite)',
      fa: ' (۰: فقط مدیران سرور دعوت می‌کنند)',
    }),
  }),
  publicUrl: setting({
    env: 'PUBLIC_URL',
    fallback: '',
    allowed: {
      en: 'an address such as https://chat.example.org, without a path, or nothing',
      fa: 'نشانی‌ای مانند https://chat.example.org، بدون مسیر، یا خالی',
    },
    en: 'Address at which people open the server; links that are printed begin with it',
    fa: 'نشانی‌ای که مردم سرور را با آن باز می‌کنند؛ پیوندهای چاپ‌شده با آن شروع می‌شوند',
    parse: optionalOrigin,
  }),
  vapidSubject: setting({
    env: 'VAPID_SUBJECT',
    fallback: '',
    allowed: {
      en: 'mailto:you@example.org, or an https:// address, or nothing (then it is PUBLIC_URL)',
      fa: 'mailto:you@example.org، یا نشانی https://، یا خالی (آنگاه PUBLIC_URL است)',
    },
    en: 'Where push services find the administrator',
    fa: 'جایی که سرویس‌های اعلان مدیر سرور را پیدا می‌کنند',
    // One that is wrong costs pushes and not the start: the older program took any. `doctor` says so.
    parse: (text) => text.trim(),
  }),
  pushHosts: setting({
    env: 'PUSH_HOSTS',
    fallback: '',
    allowed: {
      en: 'hosts such as push.example.org or *.example.org, separated by commas, or nothing',
      fa: 'میزبان‌هایی مانند push.example.org یا ‎*.example.org، جداشده با ویرگول لاتین، یا خالی',
    },
    en: 'Push services beside those of Chrome, Edge, Firefox and Safari; public addresses only',
    fa: 'سرویس‌های اعلان دیگر، جز آن‌های Chrome و Edge و Firefox و Safari؛ فقط نشانی‌های عمومی',
    parse: hostList,
  }),
  ...LIMIT_SETTINGS,
  ...CLUSTER_SETTINGS,
  ...FILE_SETTINGS,
  ...TURN_SETTINGS,
  tlsCert: setting({
    env: 'TLS_CERT',
    fallback: '',
    allowed: {
      en: 'a file in PEM format, or nothing (then a proxy does TLS)',
      fa: 'فایلی به قالب PEM، یا خالی (آنگاه TLS با پراکسی است)',
    },
    en: 'Certificate with its chain, for TLS without a proxy; read again when it changes',
    fa: 'گواهی با زنجیره‌اش، برای TLS بدون پراکسی؛ با تغییر فایل دوباره خوانده می‌شود',
    parse: (text) => text.trim(),
  }),
  tlsKey: setting({
    env: 'TLS_KEY',
    fallback: '',
    allowed: {
      en: 'a file in PEM format, or nothing',
      fa: 'فایلی به قالب PEM، یا خالی',
    },
    en: 'Key of the certificate',
    fa: 'کلید گواهی',
    parse: (text) => text.trim(),
  }),
  metricsToken: setting({
    env: 'METRICS_TOKEN',
    fallback: '',
    allowed: {
      en: 'at least 32 characters, or nothing (then only this machine may read /metrics)',
      fa: 'دست‌کم ۳۲ نویسه، یا خالی (آنگاه فقط همین دستگاه /metrics را می‌خواند)',
    },
    en: 'Token that opens /metrics to other machines',
    fa: 'توکنی که /metrics را برای دستگاه‌های دیگر باز می‌کند',
    parse: optionalSecret,
  }),
  backupEvery: setting({
    env: 'BACKUP_EVERY',
    fallback: 'off',
    allowed: {
      en: 'off, or hours or days such as 6h, 24h or 7d',
      fa: 'off، یا ساعت و روز مانند 6h یا 24h یا 7d',
    },
    en: 'How often the running server backs itself up',
    fa: 'فاصله‌ی پشتیبان‌گیری خودکار سرور در حال اجرا',
    parse: interval,
  }),
  backupKeep: setting({
    env: 'BACKUP_KEEP',
    fallback: '7',
    en: 'Backups that are kept; older ones are deleted',
    fa: 'تعداد پشتیبان‌هایی که نگه داشته می‌شوند؛ قدیمی‌ترها پاک می‌شوند',
    ...whole(1, 1000),
  }),
  backupDir: setting({
    env: 'BACKUP_DIR',
    fallback: '',
    allowed: {
      en: 'a path of a folder, or nothing (then it is DATA_DIR/backups)',
      fa: 'مسیر یک پوشه، یا خالی (آنگاه DATA_DIR/backups است)',
    },
    en: 'Folder of the backups',
    fa: 'پوشه‌ی پشتیبان‌ها',
    parse: (text) => text.trim(),
  }),
  backupRecipient: setting({
    env: 'BACKUP_RECIPIENT',
    fallback: '',
    allowed: {
      en: 'public keys as age-keygen prints them (age1…), separated by commas, or nothing',
      fa: 'کلیدهای عمومی همان‌گونه که age-keygen چاپ می‌کند (age1…)، جداشده با ویرگول لاتین، یا خالی',
    },
    en: 'Public keys that backups are encrypted for',
    fa: 'کلیدهای عمومی‌ای که پشتیبان‌ها برایشان رمز می‌شوند',
    parse: recipientList,
  }),
  drainSeconds: setting({
    env: 'DRAIN_SECONDS',
    fallback: '0',
    en: 'Seconds for which a server that is told to stop serves on, while /ready sends the balancer elsewhere',
    fa: 'ثانیه‌هایی که سرور پس از فرمان توقف همچنان پاسخ می‌دهد، تا /ready توزیع‌کننده‌ی بار را به‌جای دیگر بفرستد',
    ...whole(0, 600),
  }),
  logLevel: setting({
    env: 'LOG_LEVEL',
    fallback: 'info',
    allowed: {
      en: 'debug, info, warn, error or silent',
      fa: 'debug یا info یا warn یا error یا silent',
    },
    en: 'Least serious event that is logged',
    fa: 'کم‌اهمیت‌ترین رویدادی که ثبت می‌شود',
    parse: choice('debug', 'info', 'warn', 'error', 'silent'),
  }),
  logFormat: setting({
    env: 'LOG_FORMAT',
    fallback: 'readable',
    allowed: {
      en: 'json or readable',
      fa: 'json یا readable',
    },
    en: 'Shape of the log lines',
    fa: 'شکل سطرهای گزارش',
    parse: choice('json', 'readable'),
  }),
};

export type SettingName = keyof typeof SETTINGS;

/** `DATA_DIR` → `--data-dir`. */
export function flagOf(setting: { env: string }): string {
  return `--${setting.env.toLowerCase().replaceAll('_', '-')}`;
}

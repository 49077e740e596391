import { quoted } from '../../terminal.ts';
import type { TerminalLanguage } from '../texts.ts';

const en = {
  install: 'Install this file as a service of this machine',
  uninstall: 'Remove the service and the program; the data stays',
  domain:
    'Name of this server, such as chat.example.com: a proxy with HTTPS is expected in front of it',
  yes: 'Ask no questions',
  root: 'Prepare another root folder instead of this machine; nothing is started',
  notBuilt: 'Only the built file can install itself: run it, not the sources.',
  notLinux: 'Only Linux can be installed to.',
  notRoot: 'Only the administrator may do this: put sudo before the command.',
  noRoot: (path: string) => `${path} is no folder.`,
  noSystem: (path: string) => `${path} holds no system: it has no etc/passwd.`,
  noAnswer: 'There is no terminal to ask on; add --yes.',
  declined: 'Nothing was changed.',
  badDomain: (name: string) =>
    `${quoted(name, 'en')} is not a server name such as chat.example.com.`,
  askDomain: 'Name of this server (such as chat.example.com; empty: none yet):',
  askInstall: (executable: string, dataDir: string) =>
    `Install to ${executable}, with the data in ${dataDir}? [y/N]`,
  askUninstall: 'Stop Payambar and remove it? The data stays. [y/N]',
  original: (path: string) =>
    `${path} belongs to another Payambar, the older program in Go. Nothing was changed. Bring its accounts and messages over with "payambar import" (docs/upgrade.md), move what is there aside, then install.`,
  otherVersion: (executable: string, file: string) =>
    `Another version is installed as ${executable}. Replace it with "payambar update ${file}", which keeps a way back.`,
  noUser: (why: string) => `The user "payambar" could not be made: ${why}`,
  done: {
    program: 'Program',
    user: 'User',
    data: 'Data',
    settings: 'Settings',
    unit: 'Service',
    enabled: 'Start at boot',
  },
  made: 'made',
  kept: 'kept as it is',
  nothing: 'Everything is already in place; nothing was changed.',
  prepared: (root: string) => `${root} is ready. The service starts when that machine boots.`,
  noSystemd: (command: string) =>
    `systemd does not run here, so nothing was started. Start it by hand, or from what starts programs here:\n  ${command}`,
  notStarted: (log: string) => `Payambar is installed, but it did not start. Its log says:\n${log}`,
  running: (url: string) => `Payambar is running. Open ${url}`,
  setup: 'Become its administrator with this one-time link:',
  proxy: (address: string) =>
    `Put a proxy with HTTPS in front of ${address}: docs/self-hosting.md has one for Caddy (three lines) and one for nginx.`,
  plain:
    'Without HTTPS browsers give no notifications, calls or offline start: a name and a proxy come next (docs/self-hosting.md).',
  gone: 'Payambar is removed.',
  notInstalled: 'Payambar is not installed here; nothing was changed.',
  dataStays: (dataDir: string, settings: string) =>
    `All accounts, messages and files are still in ${dataDir}, and the settings in ${settings}. Installing again goes on with them; to be rid of them, delete both folders yourself.`,
  settingsHead:
    'Settings of Payambar, one NAME=value a line; "payambar --help" lists them.\n# After a change: systemctl restart payambar',
};

export type InstallTexts = typeof en;

const fa: InstallTexts = {
  install: 'نصب همین فایل به‌عنوان سرویس این دستگاه',
  uninstall: 'برداشتن سرویس و برنامه؛ داده‌ها می‌مانند',
  domain: 'نام این سرور، مانند chat.example.com: یک پراکسی با HTTPS جلوی آن انتظار می‌رود',
  yes: 'بدون پرسش',
  root: 'به‌جای این دستگاه، پوشه‌ی ریشه‌ی دیگری آماده شود؛ چیزی اجرا نمی‌شود',
  notBuilt: 'فقط فایل ساخته‌شده می‌تواند خود را نصب کند: آن را اجرا کنید، نه کد منبع را.',
  notLinux: 'نصب فقط روی لینوکس ممکن است.',
  notRoot: 'این کار فقط از مدیر دستگاه برمی‌آید: پیش از فرمان sudo بگذارید.',
  noRoot: (path) => `${path} پوشه نیست.`,
  noSystem: (path) => `${path} سیستمی در خود ندارد: etc/passwd در آن نیست.`,
  noAnswer: 'اینجا کسی نیست که پاسخ دهد؛ ‎--yes‎ را بیفزایید.',
  declined: 'چیزی تغییر نکرد.',
  badDomain: (name) => `${quoted(name, 'fa')} نام سرور نیست؛ نمونه: chat.example.com`,
  askDomain: 'نام این سرور (مانند chat.example.com؛ خالی: هنوز ندارد):',
  askInstall: (executable, dataDir) => `در ${executable} نصب شود، با داده‌ها در ${dataDir}؟ [ب/ن]`,
  askUninstall: 'پیام‌بر متوقف و برداشته شود؟ داده‌ها می‌مانند. [ب/ن]',
  original: (path) =>
    `${path} از آنِ پیام‌بر دیگری است: برنامه‌ی قدیمی‌تر به زبان Go. چیزی تغییر نکرد. حساب‌ها و پیام‌هایش را با «payambar import» بیاورید (docs/upgrade.md)، آنچه آنجاست را کنار بگذارید و سپس نصب کنید.`,
  otherVersion: (executable, file) =>
    `نسخه‌ی دیگری در ${executable} نصب است. آن را با «payambar update ${file}» جایگزین کنید که راه برگشت را نگه می‌دارد.`,
  noUser: (why) => `کاربر «payambar» ساخته نشد: ${why}`,
  done: {
    program: 'برنامه',
    user: 'کاربر',
    data: 'داده‌ها',
    settings: 'تنظیمات',
    unit: 'سرویس',
    enabled: 'اجرا با روشن شدن دستگاه',
  },
  made: 'ساخته شد',
  kept: 'همان‌گونه ماند',
  nothing: 'همه‌چیز از قبل سر جایش است؛ چیزی تغییر نکرد.',
  prepared: (root) => `${root} آماده است. سرویس با روشن شدن آن دستگاه اجرا می‌شود.`,
  noSystemd: (command) =>
    `systemd اینجا در حال اجرا نیست، پس چیزی اجرا نشد. خودتان اجرا کنید، یا از هر چه اینجا برنامه‌ها را اجرا می‌کند:\n  ${command}`,
  notStarted: (log) => `نصب شد، ولی اجرا نشد. گزارشش می‌گوید:\n${log}`,
  running: (url) => `پیام‌بر در حال اجراست. باز کنید: ${url}`,
  setup: 'با این پیوند یک‌بارمصرف مدیر سرور شوید:',
  proxy: (address) =>
    `یک پراکسی با HTTPS جلوی ${address} بگذارید: در docs/self-hosting.md نمونه‌ای برای Caddy (سه سطر) و یکی برای nginx هست.`,
  plain:
    'بدون HTTPS مرورگرها اعلان، تماس و باز شدن بدون اینترنت نمی‌دهند: مرحله‌ی بعد، نام و پراکسی است (docs/self-hosting.md).',
  gone: 'پیام‌بر برداشته شد.',
  notInstalled: 'پیام‌بر اینجا نصب نیست؛ چیزی تغییر نکرد.',
  dataStays: (dataDir, settings) =>
    `همه‌ی حساب‌ها، پیام‌ها و فایل‌ها هنوز در ${dataDir} هستند و تنظیمات در ${settings}. نصب دوباره با همان‌ها ادامه می‌دهد؛ اگر نمی‌خواهیدشان، هر دو پوشه را خودتان پاک کنید.`,
  settingsHead:
    'تنظیمات پیام‌بر، هر سطر یک NAME=value؛ «payambar --help» فهرستشان را می‌دهد.\n# پس از تغییر: systemctl restart payambar',
};

export const INSTALL_TEXTS: Record<TerminalLanguage, InstallTexts> = { en, fa };

export type TerminalLanguage = 'fa' | 'en';

export function terminalLanguage(env: NodeJS.ProcessEnv): TerminalLanguage {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return locale.startsWith('fa') ? 'fa' : 'en';
}

type Texts = {
  description: string;
  serve: string;
  status: string;
  json: string;
  qr: string;
  noQr: string;
  help: string;
  version: string;
  envFile: string;
  settings: string;
  /** Headings that commander writes itself. */
  title(heading: string): string;
  /** What commander writes of a command's parts. */
  usage(line: string): string;
};

const FA_TITLES: Record<string, string> = {
  'Usage:': 'کاربرد:',
  'Options:': 'گزینه‌ها:',
  'Arguments:': 'ورودی‌ها:',
  'Commands:': 'فرمان‌ها:',
};

export const TEXTS: Record<TerminalLanguage, Texts> = {
  en: {
    description: 'Private messenger in one file: server, database and web client.',
    serve: 'Run the server (the default without a command)',
    status: 'Show whether a server is running on the data folder, and what is in it',
    json: 'As JSON',
    qr: 'Print the link as a QR code too (default on a terminal)',
    noQr: 'Print no QR code',
    help: 'Show this help',
    version: 'Show the version',
    envFile: 'Settings file (default: PAYAMBAR_ENV_FILE, /etc/payambar/payambar.env or ./.env)',
    settings: 'Settings: a flag overrides the environment, which overrides the settings file.',
    title: (heading) => heading,
    usage: (line) => line,
  },
  fa: {
    description: 'پیام‌رسان خصوصی در یک فایل: سرور، پایگاه داده و برنامه‌ی وب.',
    serve: 'اجرای سرور (بدون فرمان هم همین می‌شود)',
    status: 'می‌گوید سروری روی پوشه‌ی داده در حال اجراست یا نه، و چه در آن است',
    json: 'به شکل JSON',
    qr: 'چاپ کد QR پیوند (در ترمینال خودش چاپ می‌شود)',
    noQr: 'بدون کد QR',
    help: 'نمایش این راهنما',
    version: 'نمایش نسخه',
    envFile: 'فایل تنظیمات (وگرنه PAYAMBAR_ENV_FILE، ‏/etc/payambar/payambar.env، ‏./.env)',
    settings: 'تنظیمات: گزینه‌ی خط فرمان بر متغیر محیطی مقدم است، و آن بر فایل تنظیمات.',
    title: (heading) => FA_TITLES[heading] ?? heading,
    usage: (line) => line.replace('[options]', '[گزینه‌ها]').replace('[command]', '[فرمان]'),
  },
};

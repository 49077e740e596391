import type { Noun, Oddity } from '../../import/report.ts';
import type { TerminalLanguage } from '../texts.ts';

type Why = 'missing' | 'not_sqlite' | 'ours' | 'not_original' | 'changing' | 'damaged' | 'log_lost';

export type ImportTexts = {
  import: string;
  path: string;
  uploads: string;
  env: string;
  dryRun: string;
  withoutLog: string;
  json: string;
  progress: string;
  nowhere(path: string | undefined): string;
  several(paths: string): string;
  unfit: Record<Why, (path: string) => string>;
  alone(path: string): string;
  shut(path: string): string;
  samePlace(path: string): string;
  intoSqlite: string;
  noUploads(path: string): string;
  inUse(path: string, stop: string): string;
  old(path: string): string;
  disk: string;
  database: string;
  uploadsAt: string;
  envAt: string;
  none: string;
  nouns: Record<Noun, string>;
  counts(brought: string, known: string, left: string): string;
  countsDry(brought: string, known: string, left: string): string;
  kinds: Record<'text' | 'file' | 'call' | 'sealed', string>;
  vapid(brought: boolean): string;
  odd: string;
  oddities: Record<Oddity, string>;
  example(words: string): string;
  renamed: string;
  dry: string;
  done: string;
  nothing: string;
};

export const IMPORT_TEXTS: Record<TerminalLanguage, ImportTexts> = {
  en: {
    import: 'Import people, chats, messages and files from the older Payambar (the Go program)',
    path: 'Its data folder or database file (default: where its installers put them)',
    uploads: 'Its folder of uploads, when it does not lie beside the database',
    env: 'Its settings file, for the keys of notifications',
    withoutLog:
      'Also take a copy of the database alone, without the -wal beside it that may hold what was said last',
    dryRun: 'Only show what would be imported; change nothing',
    json: 'The report as JSON',
    progress: 'Importing',
    nowhere: (path) =>
      path === undefined
        ? 'No database of the older Payambar was found in /var/lib/payambar, /opt/payambar, /data or ./data. Name its folder: payambar import /path/to/data'
        : `There is no payambar.db in ${path}. Name the folder or the file that holds the older Payambar’s database.`,
    several: (paths) => `More than one database was found. Name the one you mean:\n${paths}`,
    unfit: {
      missing: (path) => `${path} does not exist.`,
      not_sqlite: (path) => `${path} is no SQLite database, so it cannot be the older Payambar’s.`,
      ours: (path) =>
        `${path} already is this Payambar’s own data. "import" brings data of the older program in Go; for a backup use "payambar restore".`,
      not_original: (path) =>
        `${path} is a database, but not the older Payambar’s: its tables "users" and "messages" are not there as they should be.`,
      changing: (path) =>
        `${path} is being written to. Stop the older Payambar first, then try again.`,
      damaged: (path) =>
        `${path} is damaged and cannot be read to its end. Make a sound copy first: sqlite3 ${path} ".dump" | sqlite3 sound.db`,
      log_lost: (path) =>
        `${path} is empty without its log: what was said lies in ${path}-wal, which is not there. Copy the whole folder, with the older program stopped.`,
    },
    alone: (path) =>
      `${path} is a copy without its log (${path}-wal) and its uploads: what was said last may be missing, and accounts deleted last may be back. Copy the whole folder, with the older program stopped. If this is all there is: --without-log`,
    shut: (path) =>
      `${path} cannot be read by whoever owns the folder that it lies in. Give it to them (chown), or copy the whole folder to a place of yours and name that one (docker cp does so for a container).`,
    intoSqlite:
      'The data is in PostgreSQL (DATABASE_URL), and an import goes into SQLite. Import into an empty --data-dir without DATABASE_URL, then: payambar move --to postgres://… (into an empty database)',
    samePlace: (path) =>
      `${path} is the older Payambar’s database and also the place of the new one. Move its folder aside, or choose another place for the new data with --data-dir.`,
    noUploads: (path) =>
      `${path} is not a folder. --uploads names the older Payambar’s folder of files.`,
    inUse: (path, stop) =>
      `The data in ${path} is in use. Stop Payambar first (${stop}), then import. "--dry-run" works beside a running server.`,
    old: (path) =>
      `The data in ${path} is of an earlier version. Start this version once, so that it is brought up to date, or import without --dry-run.`,
    disk: 'The disk is full or cannot be written to. What was brought so far is kept: make room, then start the same command again.',
    database: 'Database',
    uploadsAt: 'Uploads',
    envAt: 'Settings',
    none: 'not found',
    nouns: {
      users: 'People',
      chats: 'Chats',
      messages: 'Messages',
      files: 'Files',
      avatars: 'Pictures of people',
      subscriptions: 'Notification subscriptions',
    },
    counts: (brought, known, left) =>
      `${brought} imported, ${known} already here, ${left} left out`,
    countsDry: (brought, known, left) =>
      `${brought} would be imported, ${known} already here, ${left} would be left out`,
    kinds: { text: 'text', file: 'with files', call: 'calls', sealed: 'encrypted' },
    vapid: (brought) =>
      brought ? 'Notification keys: the same as before' : 'Notification keys: not brought',
    odd: 'Worth knowing:',
    oddities: {
      log_absent:
        'log (-wal) is not there: right when the older program was stopped, as it is when it ends; of a copy made while it ran, what was said last is missing',
      column_missing: 'tables or columns that this older database lacks; taken as empty',
      username_case:
        'names that differ only by case: the older account keeps it, the others were given a number',
      username_taken:
        'names that somebody here has already; the ones from there were given a number',
      username_unfit: 'names with letters that are not allowed; changed',
      name_cleaned: 'shown names with characters that hide or reorder text, or too long; cleaned',
      name_differs: 'shown names that are different there and here; those here stay',
      password_unusable:
        'passwords that are no bcrypt hash; these people need a link for a new one (payambar user password)',
      chat_people: 'conversations without two people; left out',
      chat_twice: 'conversations of a pair that has one already; made one',
      chat_empty:
        'chats without a message; brought, but “verify” and “status” count only those with one',
      message_orphan: 'messages of accounts that are gone; left out',
      message_no_chat: 'messages of pairs without a conversation; brought, they are seen again',
      message_empty: 'messages with nothing to see in them; left out',
      message_long: 'messages longer than allowed; brought in several parts',
      message_late: 'messages older than what is in their chat here; they stand at its end',
      time_unknown: 'rows without a believable time; they took that of the row before',
      status_unknown: 'states of messages that are none; judged by their times',
      status_passed:
        'messages not read there, before one that was; here all up to the last one read is read',
      sealed_empty: 'messages marked as encrypted without anything encrypted; brought as text',
      file_missing:
        'files that are not in the uploads folder; their messages say what they were called',
      file_outside:
        'files outside the uploads folder; never read, their messages say what they were called',
      file_orphan: 'files of messages that are gone; left out',
      file_shared: 'files that belong to more than one message; kept once',
      file_mended: 'files that were missing or damaged here; copied again',
      file_broken:
        'files that are missing or damaged here, and are not there any more as they were; see payambar verify',
      avatar_foreign: 'pictures of people on other servers; left out',
      avatar_missing: 'pictures of people that are not in the uploads folder; left out',
      avatar_unfit:
        'pictures of people that are no pictures, or of a format that is not shown (BMP, TIFF …); left out',
      avatar_own: 'people who have chosen another picture here since; it stays',
      vapid_missing:
        'no notification keys in its settings file: devices will ask again whether they may notify',
      vapid_unfit: 'notification keys that are no pair; left out',
      vapid_other: 'this server has other notification keys already; they stay',
      push_revoked: 'notification subscriptions that were ended; left out',
      push_unfit:
        'notification subscriptions that cannot work (no keys, no account, no public address); left out',
      device_keys:
        'encryption keys of devices; left where they are: only the older program could use them',
    },
    example: (words) => `for example ${words}`,
    renamed: 'These people sign in with another name from now on:',
    dry: 'This was a dry run: nothing was changed.',
    done: 'Done. The older Payambar’s data was only read. Running this again imports only what is new.',
    nothing: 'There was nothing new.',
  },
  fa: {
    import: 'آوردن کاربران، گفتگوها، پیام‌ها و فایل‌ها از برنامه‌ی قدیمی هم‌نام (Go)',
    path: 'پوشه‌ی داده یا پایگاه داده‌ی آن (وگرنه جاهایی که نصب‌کننده‌هایش می‌گذارند)',
    uploads: 'پوشه‌ی فایل‌های آن، اگر کنار پایگاه داده نیست',
    env: 'فایل تنظیمات آن، برای کلیدهای اعلان',
    withoutLog:
      'کپی تنهای پایگاه داده را هم بپذیر، بدون ‎-wal کنارش که شاید آخرین گفته‌ها در آن باشد',
    dryRun: 'فقط می‌گوید چه چیزهایی آورده می‌شود؛ هیچ‌چیز تغییر نمی‌کند',
    json: 'گزارش به شکل JSON',
    progress: 'در حال آوردن',
    nowhere: (path) =>
      path === undefined
        ? 'پایگاه داده‌ی پیام‌بر قدیمی در ‎/var/lib/payambar، ‏‎/opt/payambar، ‏‎/data و ‎./data پیدا نشد. پوشه‌اش را بنویسید: payambar import /path/to/data'
        : `در ${path} فایلی به نام payambar.db نیست. پوشه یا فایل پایگاه داده‌ی پیام‌بر قدیمی را بنویسید.`,
    several: (paths) => `بیش از یک پایگاه داده پیدا شد. یکی را بنویسید:\n${paths}`,
    unfit: {
      missing: (path) => `${path} وجود ندارد.`,
      not_sqlite: (path) => `${path} پایگاه داده‌ی SQLite نیست، پس مال پیام‌بر قدیمی هم نیست.`,
      ours: (path) =>
        `${path} داده‌ی خود همین پیام‌بر است. «import» داده‌های برنامه‌ی قدیمی (Go) را می‌آورد؛ برای نسخه‌ی پشتیبان «payambar restore» را به کار ببرید.`,
      not_original: (path) =>
        `${path} پایگاه داده است ولی مال پیام‌بر قدیمی نیست: جدول‌های «users» و «messages» آن‌گونه که باید نیستند.`,
      changing: (path) => `در ${path} همین حالا نوشته می‌شود. ابتدا پیام‌بر قدیمی را متوقف کنید.`,
      damaged: (path) =>
        `${path} آسیب دیده است و تا پایان خوانده نمی‌شود. ابتدا کپی سالمی بسازید: sqlite3 ${path} ".dump" | sqlite3 sound.db`,
      log_lost: (path) =>
        `${path} بدون دفتر خود خالی است: گفته‌ها در ${path}-wal است که اینجا نیست. برنامه‌ی قدیمی را متوقف و کل پوشه را کپی کنید.`,
    },
    alone: (path) =>
      `${path} کپی‌ای بدون دفتر (${path}-wal) و بدون پوشه‌ی فایل‌هاست: شاید آخرین گفته‌ها در آن نباشد و حساب‌هایی که تازه حذف شده‌اند برگردند. برنامه‌ی قدیمی را متوقف و کل پوشه را کپی کنید. اگر چیزی جز این نمانده است: ‎--without-log`,
    shut: (path) =>
      `مالک پوشه‌ای که ${path} در آن است نمی‌تواند آن را بخواند. آن را به او بدهید (chown)، یا همه‌ی پوشه را در جایی از آنِ خودتان کپی کنید و آن را نام ببرید (برای کانتینر: docker cp).`,
    intoSqlite:
      'داده‌ها در PostgreSQL است (DATABASE_URL) و این فرمان به SQLite می‌آورد. بدون DATABASE_URL در ‎--data-dir خالی بیاورید، سپس: payambar move --to postgres://… (به پایگاه داده‌ای خالی)',
    samePlace: (path) =>
      `${path} هم پایگاه داده‌ی پیام‌بر قدیمی است و هم جای پایگاه داده‌ی تازه. پوشه‌اش را جابه‌جا کنید، یا با ‎--data-dir جای دیگری برای داده‌های تازه انتخاب کنید.`,
    noUploads: (path) => `${path} پوشه نیست. ‎--uploads پوشه‌ی فایل‌های پیام‌بر قدیمی است.`,
    inUse: (path, stop) =>
      `داده‌های ${path} در حال استفاده است. ابتدا پیام‌بر را متوقف کنید (${stop})، سپس بیاورید. «‎--dry-run» کنار سرور در حال اجرا هم کار می‌کند.`,
    old: (path) =>
      `داده‌های ${path} مال نسخه‌ی قدیمی‌تر است. این نسخه را یک بار اجرا کنید تا به‌روز شود، یا بدون ‎--dry-run بیاورید.`,
    disk: 'دیسک پر است یا قابل نوشتن نیست. آنچه تا اینجا آورده شده می‌ماند: فضا باز کنید و همین فرمان را دوباره بدهید.',
    database: 'پایگاه داده',
    uploadsAt: 'فایل‌ها',
    envAt: 'تنظیمات',
    none: 'پیدا نشد',
    nouns: {
      users: 'کاربران',
      chats: 'گفتگوها',
      messages: 'پیام‌ها',
      files: 'فایل‌ها',
      avatars: 'عکس‌های کاربران',
      subscriptions: 'اشتراک‌های اعلان',
    },
    counts: (brought, known, left) => `${brought} آورده شد، ${known} از قبل بود، ${left} کنار ماند`,
    countsDry: (brought, known, left) =>
      `${brought} آورده می‌شود، ${known} از قبل هست، ${left} کنار می‌ماند`,
    kinds: { text: 'متن', file: 'با فایل', call: 'تماس', sealed: 'رمزشده' },
    vapid: (brought) => (brought ? 'کلیدهای اعلان: همان کلیدهای قبلی' : 'کلیدهای اعلان: آورده نشد'),
    odd: 'نکته‌ها:',
    oddities: {
      log_absent:
        'دفتر (‎-wal) کنار پایگاه داده نیست: اگر برنامه‌ی قدیمی متوقف شده باشد همین درست است؛ در کپی‌ای که هنگام کار آن گرفته شود، آخرین گفته‌ها نیست',
      column_missing: 'جدول یا ستونی که این پایگاه داده‌ی قدیمی ندارد؛ خالی فرض شد',
      username_case:
        'نام‌هایی که فقط در بزرگی و کوچکی حروف فرق دارند: حساب قدیمی‌تر نامش را نگه داشت و دیگران شماره گرفتند',
      username_taken: 'نام‌هایی که اینجا از آنِ کسی است؛ به نام آن‌ها شماره افزوده شد',
      username_unfit: 'نام‌هایی با حروف غیرمجاز؛ تغییر داده شد',
      name_cleaned: 'نام‌های نمایشی با نویسه‌های پنهان یا جابه‌جاکننده، یا بسیار بلند؛ اصلاح شد',
      name_differs: 'نام‌های نمایشی که آنجا و اینجا یکی نیستند؛ نام اینجا می‌ماند',
      password_unusable:
        'گذرواژه‌هایی که bcrypt نیستند؛ این افراد پیوندی برای گذرواژه‌ی تازه لازم دارند (payambar user password)',
      chat_people: 'گفتگوهایی که دو نفر ندارند؛ کنار ماند',
      chat_twice: 'گفتگوهای تکراری یک جفت؛ یکی شد',
      chat_empty:
        'گفتگوهای بدون پیام؛ آورده شد، ولی verify و status فقط گفتگوهای دارای پیام را می‌شمارند',
      message_orphan: 'پیام‌های حساب‌هایی که دیگر نیستند؛ کنار ماند',
      message_no_chat: 'پیام‌های جفت‌هایی که گفتگو ندارند؛ آورده شد و دوباره دیده می‌شود',
      message_empty: 'پیام‌هایی که چیزی برای دیدن ندارند؛ کنار ماند',
      message_long: 'پیام‌های بلندتر از اندازه‌ی مجاز؛ در چند تکه آورده شد',
      message_late: 'پیام‌های قدیمی‌تر از آنچه در گفتگو هست؛ در پایان آن گذاشته شد',
      time_unknown: 'سطرهایی بدون زمان معتبر؛ زمان سطر پیش از خود را گرفتند',
      status_unknown: 'وضعیت‌های ناشناخته‌ی پیام؛ از روی زمان‌ها تعیین شد',
      status_passed:
        'پیام‌هایی که آنجا خوانده نشده بودند و پیامی پس از آن‌ها خوانده شده بود؛ اینجا تا آخرین پیام خوانده‌شده همه خوانده‌اند',
      sealed_empty: 'پیام‌هایی که نشان رمز دارند و رمزی در آن‌ها نیست؛ به شکل متن آورده شد',
      file_missing: 'فایل‌هایی که در پوشه نیستند؛ پیامشان نام فایل را می‌گوید',
      file_outside: 'فایل‌هایی بیرون از پوشه‌ی فایل‌ها؛ هرگز خوانده نشد، پیامشان نام فایل را می‌گوید',
      file_orphan: 'فایل‌های پیام‌هایی که دیگر نیستند؛ کنار ماند',
      file_shared: 'فایل‌هایی که مال بیش از یک پیام‌اند؛ یک بار نگه داشته شد',
      file_mended: 'فایل‌هایی که اینجا گم یا آسیب‌دیده بودند؛ دوباره کپی شد',
      file_broken:
        'فایل‌هایی که اینجا گم یا آسیب‌دیده‌اند و آنجا هم دیگر چنان که بودند نیستند؛ payambar verify را ببینید',
      avatar_foreign: 'عکس‌های کاربران روی سرورهای دیگر؛ کنار ماند',
      avatar_missing: 'عکس‌های کاربران که در پوشه نیستند؛ کنار ماند',
      avatar_unfit:
        'عکس‌های کاربران که عکس نیستند، یا قالبشان نمایش داده نمی‌شود (مانند BMP و TIFF)؛ کنار ماند',
      avatar_own: 'کاربرانی که از آن پس اینجا عکس دیگری گذاشته‌اند؛ همان می‌ماند',
      vapid_missing: 'در تنظیمات آن کلید اعلان نیست: دستگاه‌ها دوباره اجازه‌ی اعلان می‌خواهند',
      vapid_unfit: 'کلیدهای اعلان که جفت هم نیستند؛ کنار ماند',
      vapid_other: 'این سرور کلیدهای اعلان دیگری دارد؛ همان‌ها می‌مانند',
      push_revoked: 'اشتراک‌های اعلان پایان‌یافته؛ کنار ماند',
      push_unfit:
        'اشتراک‌های اعلان که کار نمی‌کنند (بدون کلید، بدون حساب یا بدون نشانی عمومی)؛ کنار ماند',
      device_keys: 'کلیدهای رمز دستگاه‌ها؛ همان‌جا ماند: فقط برنامه‌ی قدیمی از آن‌ها استفاده می‌کند',
    },
    example: (words) => `نمونه: ${words}`,
    renamed: 'این افراد از این پس با نام دیگری وارد می‌شوند:',
    dry: 'این اجرا آزمایشی بود: هیچ‌چیز تغییر نکرد.',
    done: 'انجام شد. داده‌های پیام‌بر قدیمی فقط خوانده شد. اجرای دوباره فقط تازه‌ها را می‌آورد.',
    nothing: 'چیز تازه‌ای نبود.',
  },
};

import { type LocalizedText, persianDigits } from '../engine/user-error.ts';

/** What people are told of a PostgreSQL that cannot be used. `place`: host, port and database, never the password. */
type Sentence = (place: string) => LocalizedText;

export const tooOld = (place: string, version: string): LocalizedText => ({
  en: `${place} is PostgreSQL ${version}; Payambar needs 15 or newer.`,
  fa: `${place} نسخه‌ی ${version} از PostgreSQL است؛ پیام‌بر نسخه‌ی ۱۵ یا تازه‌تر می‌خواهد.`,
});

export const notUtf8 = (place: string, encoding: string): LocalizedText => ({
  en:
    `The database ${place} has the encoding ${encoding}, which cannot hold every text. Make one that has UTF8: ` +
    "CREATE DATABASE payambar ENCODING 'UTF8' TEMPLATE template0",
  fa:
    `پایگاه داده‌ی ${place} کدگذاری ${encoding} دارد، که هر متنی در آن جا نمی‌گیرد. یکی با UTF8 بسازید: ` +
    "CREATE DATABASE payambar ENCODING 'UTF8' TEMPLATE template0",
});

export const readOnly: Sentence = (place) => ({
  en: `${place} can only be read: it is a standby, or was set so. DATABASE_URL has to name the primary.`,
  fa: `${place} فقط خواندنی است: سرور پشتیبان است، یا چنین تنظیم شده. DATABASE_URL باید سرور اصلی را نشان دهد.`,
});

export const noSchema: Sentence = (place) => ({
  en: `In ${place} none of the schemas of the search path exists, so there is no place for tables. CREATE SCHEMA makes one.`,
  fa: `در ${place} هیچ یک از schemaهای search_path وجود ندارد، پس جایی برای جدول‌ها نیست. CREATE SCHEMA یکی می‌سازد.`,
});

export const noRights: Sentence = (place) => ({
  en:
    `The role of DATABASE_URL may not make tables in ${place}. Let it own the database: ` +
    'ALTER DATABASE NAME OWNER TO ROLE, or GRANT CREATE ON SCHEMA public TO ROLE',
  fa:
    `نقشِ DATABASE_URL اجازه‌ی ساختن جدول در ${place} را ندارد. پایگاه داده را به نامش کنید: ` +
    'ALTER DATABASE NAME OWNER TO ROLE یا GRANT CREATE ON SCHEMA public TO ROLE',
});

export const notOurRole: Sentence = (place) => ({
  en: `The role of DATABASE_URL may not use the tables in ${place}. It has to be the role that made them.`,
  fa: `نقشِ DATABASE_URL اجازه‌ی کار با جدول‌های ${place} را ندارد. باید همان نقشی باشد که آنها را ساخته است.`,
});

export const others = (place: string, names: readonly string[]): LocalizedText => {
  const some = names.slice(0, 3).join(', ');
  return {
    en:
      `${place} holds tables of another program (${some}). Payambar needs a database of its own: ` +
      'CREATE DATABASE payambar, and name it in DATABASE_URL.',
    fa:
      `در ${place} جدول‌های برنامه‌ی دیگری هست (${some}). پیام‌بر پایگاه داده‌ی خودش را می‌خواهد: ` +
      'CREATE DATABASE payambar، و نامش را در DATABASE_URL بگذارید.',
  };
};

export const newer = (place: string, found: number, known: number): LocalizedText => ({
  en:
    `The data in ${place} belongs to a newer Payambar (schema ${found}; this one knows up to ${known}, which is too old to ` +
    'work beside it). Start the newer version.',
  fa:
    `داده‌های ${place} از پیام‌بر تازه‌تری است (ساختار ${persianDigits(found)}؛ این یکی تا ${persianDigits(known)} را می‌شناسد و ` +
    'برای کار در کنار آن قدیمی است). نسخه‌ی تازه‌تر را اجرا کنید.',
});

export const olderNodes = (place: string, nodes: readonly string[]): LocalizedText => ({
  en:
    `${nodes.join(', ')} still serve ${place} with an older Payambar, which cannot work on the schema that this version makes. ` +
    'Stop them, or upgrade them to a version in between, then start this one again.',
  fa:
    `${nodes.join('، ')} هنوز با پیام‌بر قدیمی‌تری روی ${place} کار می‌کنند که با ساختار این نسخه کار نمی‌کند. ` +
    'آن‌ها را متوقف کنید یا به نسخه‌ای میانی ارتقا دهید، سپس این نسخه را دوباره اجرا کنید.',
});

export const noAnswer: Sentence = (place) => ({
  en: `No PostgreSQL answers at ${place}. See whether it runs, and whether DATABASE_URL has its host and port.`,
  fa: `هیچ PostgreSQLای در ${place} پاسخ نمی‌دهد. ببینید اجراست یا نه، و میزبان و پورت در DATABASE_URL درست است یا نه.`,
});

export const starting: Sentence = (place) => ({
  en: `PostgreSQL at ${place} is starting or stopping. Try again in a moment.`,
  fa: `PostgreSQL در ${place} در حال آغاز یا پایان کار است. چند لحظه‌ی دیگر دوباره تلاش کنید.`,
});

export const wrongPassword: Sentence = (place) => ({
  en: `PostgreSQL at ${place} does not take the password of DATABASE_URL. A sign such as @ or / in it is written as %40 or %2F.`,
  fa: `PostgreSQL در ${place} گذرواژه‌ی DATABASE_URL را نمی‌پذیرد. نشانه‌هایی مانند @ یا / در آن به شکل %40 یا %2F نوشته می‌شوند.`,
});

export const notAllowed: Sentence = (place) => ({
  en: `PostgreSQL at ${place} does not let the role of DATABASE_URL in: there is no such role, or pg_hba.conf does not allow it.`,
  fa: `PostgreSQL در ${place} نقشِ DATABASE_URL را راه نمی‌دهد: چنین نقشی نیست، یا pg_hba.conf اجازه نمی‌دهد.`,
});

export const noDatabase: Sentence = (place) => ({
  en: `PostgreSQL has no database ${place}. An administrator makes it: CREATE DATABASE NAME OWNER ROLE`,
  fa: `PostgreSQL پایگاه داده‌ی ${place} را ندارد. مدیرش آن را می‌سازد: CREATE DATABASE NAME OWNER ROLE`,
});

export const tooMany: Sentence = (place) => ({
  en: `PostgreSQL at ${place} takes no more connections. Raise max_connections, or put pgbouncer before it.`,
  fa: `PostgreSQL در ${place} اتصال دیگری نمی‌پذیرد. max_connections را بیشتر کنید، یا pgbouncer را جلوی آن بگذارید.`,
});

export const noTls: Sentence = (place) => ({
  en: `DATABASE_URL asks for TLS, and PostgreSQL at ${place} has none. Turn it on there (ssl = on), or take sslmode out.`,
  fa: `DATABASE_URL رمزنگاری TLS می‌خواهد، و PostgreSQL در ${place} آن را ندارد. آنجا روشنش کنید (ssl = on)، یا sslmode را بردارید.`,
});

export const badCertificate = (place: string, why: string): LocalizedText => ({
  en: `The certificate of PostgreSQL at ${place} cannot be trusted (${why}). sslrootcert=FILE in DATABASE_URL names the one to trust.`,
  fa: `به گواهی PostgreSQL در ${place} نمی‌توان اعتماد کرد (${why}). گواهی مورد اعتماد با sslrootcert=FILE در DATABASE_URL نام برده می‌شود.`,
});

export const tableInUse: Sentence = (place) => ({
  en: `The tables in ${place} could not be changed, because another program holds them. Try again when it has ended.`,
  fa: `جدول‌های ${place} را نشد تغییر داد، چون در دست برنامه‌ی دیگری است. پس از پایان کار آن دوباره تلاش کنید.`,
});

export const diskFull: Sentence = (place) => ({
  en: `The disk of PostgreSQL at ${place} is full. Make room there.`,
  fa: `دیسک PostgreSQL در ${place} پر است. آنجا فضا باز کنید.`,
});

export const notPostgres = (place: string, code: string): LocalizedText => ({
  en: `What answers at ${place} does not speak as PostgreSQL does (${code}). See whether DATABASE_URL has its host and port.`,
  fa: `آنچه در ${place} پاسخ می‌دهد مانند PostgreSQL سخن نمی‌گوید (${code}). ببینید میزبان و پورت در DATABASE_URL درست است یا نه.`,
});

export const unfinished: Sentence = (place) => ({
  en: `A move into ${place} was interrupted. Give the same command again (payambar move or restore): it goes on where it stopped.`,
  fa: `انتقال به ${place} نیمه‌کاره مانده است. همان فرمان (payambar move یا restore) را دوباره بدهید: از همان‌جا ادامه می‌دهد.`,
});

export const underWay: Sentence = (place) => ({
  en: `The data in ${place} is being moved at this moment. Try again in a minute.`,
  fa: `داده‌های ${place} همین حالا در حال انتقال است. یک دقیقه‌ی دیگر دوباره تلاش کنید.`,
});

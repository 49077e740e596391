import type { FindingText } from './entry.ts';

/** The PostgreSQL server that holds the data. */
export const DATABASE_SERVER = {
  'postgres.ok': {
    level: 'ok',
    en: ['PostgreSQL: {place}, version {version}, schema {found}, answers in {latencyMs} ms'],
    fa: ['PostgreSQL: ‏{place}، نسخه‌ی {version}، ساختار {found}، پاسخ در {latencyMs} میلی‌ثانیه'],
  },
  'postgres.away': {
    level: 'fault',
    en: ['PostgreSQL cannot be used: {said}', 'The address stands in DATABASE_URL.'],
    fa: ['از PostgreSQL نمی‌توان استفاده کرد: {said}', 'نشانی در DATABASE_URL است.'],
  },
  'postgres.empty': {
    level: 'warning',
    en: ['{place} has no tables of Payambar yet', 'The first start makes them: {start}'],
    fa: ['در {place} هنوز جدول‌های پیام‌بر نیست', 'نخستین اجرا آن‌ها را می‌سازد: {start}'],
  },
  'postgres.older': {
    level: 'warning',
    en: [
      'The data in {place} is of an earlier version (schema {found}, known {known})',
      '{restart}',
    ],
    fa: ['داده‌های {place} از نسخه‌ی قدیمی‌تری است (ساختار {found}، نسخه‌ی تازه {known})', '{restart}'],
  },
  'postgres.lossy': {
    level: 'warning',
    en: [
      '{place} acknowledges what is not on its disk: a power cut loses messages that people were told are sent',
      'ALTER SYSTEM RESET fsync; ALTER SYSTEM RESET synchronous_commit; and restart PostgreSQL.',
    ],
    fa: [
      '{place} پیش از نوشتن روی دیسک پاسخ می‌دهد: با قطع برق پیام‌هایی که فرستاده شده‌اند از دست می‌روند',
      'ALTER SYSTEM RESET fsync; ALTER SYSTEM RESET synchronous_commit; و PostgreSQL را دوباره اجرا کنید.',
    ],
  },
  'postgres.clock': {
    level: 'warning',
    en: [
      'The clocks of this machine and of {place} differ by {seconds} s',
      'Let both be set by the network: timedatectl set-ntp true',
    ],
    fa: [
      'ساعت این دستگاه و {place} به اندازه‌ی {seconds} ثانیه فرق دارند',
      'بگذارید هر دو از شبکه تنظیم شوند: timedatectl set-ntp true',
    ],
  },
  'postgres.crowded': {
    level: 'warning',
    en: [
      '{place} has {used} of {most} connections in use',
      'Raise max_connections there, lower DATABASE_CONNECTIONS, or put pgbouncer before it.',
    ],
    fa: [
      '{place} از {most} اتصال {used} تا را به کار گرفته است',
      'آنجا max_connections را بیشتر یا DATABASE_CONNECTIONS را کمتر کنید، یا pgbouncer را جلوی آن بگذارید.',
    ],
  },
  'postgres.slow': {
    level: 'warning',
    en: [
      '{place} takes {latencyMs} ms for a small question; every message waits for several',
      'Nodes and PostgreSQL belong in one data centre.',
    ],
    fa: [
      '{place} برای پرسشی کوچک {latencyMs} میلی‌ثانیه لازم دارد؛ هر پیام چند بار منتظر می‌ماند',
      'گره‌ها و PostgreSQL باید در یک مرکز داده باشند.',
    ],
  },
} as const satisfies Record<string, FindingText>;

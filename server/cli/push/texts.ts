import type { TerminalLanguage } from '../texts.ts';

const EN = {
  push: 'Notifications by Web Push: keys, list, test, prune',
  keys: 'The public key of this server, and where push services find its administrator',
  list: 'Devices that are notified, and push services that do not answer',
  test: 'Send a test notification to every device of a person',
  prune: 'Delete the subscriptions of devices that are signed out',
  publicKey: (key: string) => `Public key: ${key}`,
  subject: (subject: string) => `Subject: ${subject}`,
  noSubject:
    'Subject: none, and Apple refuses pushes without one. Set VAPID_SUBJECT=mailto:you@example.org, or PUBLIC_URL.',
  head: ['USER', 'DEVICE', 'PUSH SERVICE', 'LANGUAGE', 'SAYS', 'SINCE'],
  imported: 'imported, not opened yet',
  contents: { full: 'everything', name: 'names only', nothing: 'nothing' },
  nobody: 'No device is notified.',
  waiting: (count: string) => `Waiting to be sent again: ${count}`,
  unreachable: (origin: string) =>
    `${origin} does not answer: its devices are notified when it does, and while the app is open.`,
  noDevice: 'This person has no device that is notified.',
  results: {
    sent: 'taken',
    gone: 'unknown to its service, deleted',
    refused: 'refused',
    unreachable: 'no answer',
  } as Record<string, string>,
  deleted: (count: string) => `Subscriptions deleted: ${count}`,
};

type Texts = typeof EN;

const FA: Texts = {
  push: 'اعلان‌های Web Push: ‏keys، ‏list، ‏test، ‏prune',
  keys: 'کلید عمومی این سرور، و جایی که سرویس‌های اعلان مدیر آن را پیدا می‌کنند',
  list: 'دستگاه‌هایی که اعلان می‌گیرند، و سرویس‌های اعلانی که پاسخ نمی‌دهند',
  test: 'فرستادن یک اعلان آزمایشی به همه‌ی دستگاه‌های یک کاربر',
  prune: 'حذف اشتراک دستگاه‌هایی که از حساب خارج شده‌اند',
  publicKey: (key) => `کلید عمومی: ‏${key}`,
  subject: (subject) => `نشانی مدیر: ‏${subject}`,
  noSubject:
    'نشانی مدیر: هیچ، و Apple بدون آن اعلان نمی‌پذیرد. VAPID_SUBJECT=mailto:you@example.org یا PUBLIC_URL را تعیین کنید.',
  head: ['کاربر', 'دستگاه', 'سرویس اعلان', 'زبان', 'می‌گوید', 'از'],
  imported: 'از نسخه‌ی قبلی، هنوز باز نشده',
  contents: { full: 'همه‌چیز', name: 'فقط نام', nothing: 'هیچ' },
  nobody: 'هیچ دستگاهی اعلان نمی‌گیرد.',
  waiting: (count) => `منتظر ارسال دوباره: ${count}`,
  unreachable: (origin) =>
    `‏${origin} پاسخ نمی‌دهد: دستگاه‌هایش وقتی پاسخ بدهد اعلان می‌گیرند، و تا برنامه باز است.`,
  noDevice: 'این کاربر دستگاهی ندارد که اعلان بگیرد.',
  results: {
    sent: 'پذیرفته شد',
    gone: 'سرویس آن را نمی‌شناسد؛ حذف شد',
    refused: 'پذیرفته نشد',
    unreachable: 'بدون پاسخ',
  },
  deleted: (count) => `اشتراک‌های حذف‌شده: ${count}`,
};

export const PUSH_COMMAND_TEXTS: Record<TerminalLanguage, Texts> = { en: EN, fa: FA };

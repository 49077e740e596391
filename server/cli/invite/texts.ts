import type { Language } from '../texts.ts';

const EN = {
  invite: 'Links by which people register: create, list, revoke',
  create: 'Make a link, and print it',
  uses: 'How many people may register by it: a number, or any (1)',
  expires: 'How long it opens: 12h, 7d, 4w, or never (7d)',
  note: 'Whom it is for, for your own list',
  list: 'Links that still open; --all: the others too',
  all: 'Revoked, expired and used-up ones, too',
  revoke: 'Shut a link: its code, or the whole link',
  badUses: 'Uses are a whole number from 1 to 10000, or any.',
  badTime: 'A time is like 12h, 7d or 4w, or never.',
  head: ['CODE', 'BY', 'USES', 'LEFT', 'UNTIL', 'NOTE'],
  any: 'any',
  never: 'never',
  house: '-',
  shut: 'revoked',
  none: 'There is none.',
  revoked: 'It opens no longer.',
  opens: (uses: string, until: string) => `Lets in: ${uses}. Until: ${until}.`,
};

type Texts = typeof EN;

const FA: Texts = {
  invite: 'پیوندهای ثبت‌نام: create، ‏list، ‏revoke',
  create: 'ساختن و چاپ یک پیوند',
  uses: 'چند نفر با آن ثبت‌نام کنند: یک عدد، یا any (پیش‌فرض: ۱)',
  expires: 'مهلت: 12h، ‏7d، ‏4w یا never (پیش‌فرض: 7d)',
  note: 'برای کیست، برای فهرست خودتان',
  list: 'پیوندهایی که هنوز باز می‌شوند؛ با ‎--all بقیه هم',
  all: 'باطل‌شده‌ها، گذشته‌ها و تمام‌شده‌ها هم',
  revoke: 'باطل کردن یک پیوند: کد آن یا خود پیوند',
  badUses: 'تعداد باید عدد صحیحی از ۱ تا ۱۰٬۰۰۰ باشد، یا any.',
  badTime: 'مهلت باید مانند 12h، ‏7d یا 4w باشد، یا never.',
  head: ['کد', 'دعوت‌کننده', 'تعداد', 'مانده', 'مهلت', 'یادداشت'],
  any: 'هر تعداد',
  never: 'بدون مهلت',
  house: '-',
  shut: 'باطل‌شده',
  none: 'پیوندی نیست.',
  revoked: 'پیوند باطل شد.',
  opens: (uses, until) => `برای ${uses} نفر، مهلت: ${until}.`,
};

export const INVITE_TEXTS: Record<Language, Texts> = { en: EN, fa: FA };

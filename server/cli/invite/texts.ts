import type { TerminalLanguage } from '../texts.ts';

const EN = {
  invite: 'Invite links for registration: create, list, revoke',
  create: 'Create a link and print it',
  uses: 'How many people can register with it: a number, or any (default: 1)',
  expires: 'How long it works: 12h, 7d, 4w, or never (default: 7d)',
  label: 'Who it is for, as a note to yourself',
  list: 'Links that still work; with --all, the others too',
  all: 'Revoked, expired and used-up links too',
  revoke: 'Revoke a link: give its code or the whole link',
  badUses: '--uses must be a whole number from 1 to 10000, or any.',
  badTime: '--expires must be like 12h, 7d or 4w, or never.',
  head: ['CODE', 'INVITED BY', 'USED', 'LEFT', 'UNTIL', 'NOTE'],
  any: 'any',
  never: 'never',
  instance: '-',
  shut: 'revoked',
  none: 'No invite links.',
  unknown: 'There is no invite link with that code.',
  revoked: 'The link is revoked.',
  opens: (uses: string, until: string) =>
    `For ${uses === 'any' ? 'any number of' : uses} ${uses === '1' ? 'person' : 'people'}, ${until === 'never' ? 'no expiry' : `until ${until}`}.`,
};

type Texts = typeof EN;

const FA: Texts = {
  invite: 'پیوندهای ثبت‌نام: create، ‏list، ‏revoke',
  create: 'ساختن و چاپ یک پیوند',
  uses: 'چند نفر با آن ثبت‌نام کنند: یک عدد، یا any (پیش‌فرض: ۱)',
  expires: 'مهلت: 12h، ‏7d، ‏4w یا never (پیش‌فرض: 7d)',
  label: 'برای کیست، برای فهرست خودتان',
  list: 'پیوندهایی که هنوز باز می‌شوند؛ با ‎--all بقیه هم',
  all: 'باطل‌شده‌ها، گذشته‌ها و تمام‌شده‌ها هم',
  revoke: 'باطل کردن یک پیوند: کد آن یا خود پیوند',
  badUses: 'مقدار ‎--uses باید عدد صحیحی از ۱ تا ۱۰٬۰۰۰ باشد، یا any.',
  badTime: 'مقدار ‎--expires باید مانند 12h، ‏7d یا 4w باشد، یا never.',
  head: ['کد', 'دعوت‌کننده', 'عضو شده', 'مانده', 'مهلت', 'یادداشت'],
  any: 'هر تعداد',
  never: 'بدون مهلت',
  instance: '-',
  shut: 'باطل‌شده',
  none: 'پیوندی نیست.',
  unknown: 'پیوند دعوتی با این کد نیست.',
  revoked: 'پیوند باطل شد.',
  opens: (uses, until) => `برای ${uses} نفر، مهلت: ${until}.`,
};

export const INVITE_TEXTS: Record<TerminalLanguage, Texts> = { en: EN, fa: FA };

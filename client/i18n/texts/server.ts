import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** The server itself, invitations to it, and leaving it. Loaded with the screens that say it. */
interface ServerTexts {
  colours: Record<'turquoise' | 'lapis' | 'pistachio' | 'saffron' | 'pomegranate', string>;
  colour: string;
  modes: Record<'open' | 'invite' | 'closed', string>;
  modeHints: Record<'open' | 'invite' | 'closed', string>;
  registration: string;
  fixed: string;
  suggested: string;

  invite: string;
  inviteText: string;
  /** Said to an administrator, who chooses for how many people a link is. */
  inviteTextFree: string;
  inviteQuota(count: string): string;
  inviteNone: string;
  /** Said to a person to whom no invitation was ever given. */
  inviteNever: string;
  inviteClosed: string;
  newInvite: string;
  label: string;
  labelHint: string;
  lasts: string;
  lastsFor: { day: string; week: string; month: string; never: string };
  uses: string;
  usesOf(count: string): string;
  usesAny: string;
  make: string;
  noInvites: string;
  used(count: string): string;
  usesLeft(count: string): string;
  until(when: string): string;
  forEver: string;
  revokedAt(when: string): string;
  expiredAt(when: string): string;
  usedUp: string;
  revoke: string;
  revokeAsk: string;
  revokeText: string;
  linkOf(name: string): string;
  share: string;
  copyLink: string;
  linkCopied: string;
  qr: string;
  showQr: string;
  over: string;
  groupLink: string;

  account: string;
  exportTitle: string;
  exportText: string;
  export: string;
  deleteTitle: string;
  deleteText: string;
  deleteMessages: string;
  keep: string;
  keepHint: string;
  erase: string;
  eraseHint: string;
  deleteAsk: string;
  deleteFinal: string;
  deleteButton: string;
  deleting: string;
  currentPassword: string;
  passwordWrong: string;
}

const fa: ServerTexts = {
  colours: {
    turquoise: 'فیروزه‌ای',
    lapis: 'لاجوردی',
    pistachio: 'پسته‌ای',
    saffron: 'زعفرانی',
    pomegranate: 'اناری',
  },
  colour: 'رنگ',
  modes: { open: 'همه', invite: 'با دعوت', closed: 'هیچ‌کس' },
  modeHints: {
    open: 'هر کس نشانی را بداند می‌تواند حساب بسازد.',
    invite: 'فقط کسی که پیوند دعوت دارد حساب می‌سازد.',
    closed: 'فقط خودتان حساب می‌سازید.',
  },
  registration: 'چه کسی می‌تواند ثبت‌نام کند',
  fixed: 'در تنظیمات اجرای سرور تعیین شده است و اینجا تغییر نمی‌کند.',
  suggested: 'پیشنهاد ما',

  invite: 'دعوت از دیگران',
  inviteText: 'هر پیوند یک نفر را به این سرور می‌آورد. آن را فقط به کسی بدهید که می‌شناسید.',
  inviteTextFree:
    'با هر پیوند به تعدادی که خودتان تعیین می‌کنید به این سرور می‌آیند. آن را فقط به کسی بدهید که می‌شناسید.',
  inviteQuota: (count) => `${count} دعوت دیگر برایتان مانده است.`,
  inviteNone: 'دعوت دیگری برایتان نمانده است. مدیر سرور می‌تواند سهمیه‌تان را بیشتر کند.',
  inviteNever: 'نمی‌توانید کسی را به این سرور دعوت کنید. مدیر سرور می‌تواند این اجازه را بدهد.',
  inviteClosed: 'اکنون کسی نمی‌تواند در این سرور ثبت‌نام کند، پس پیوند دعوت هم کار نمی‌کند.',
  newInvite: 'پیوند تازه',
  label: 'یادداشت',
  labelHint: 'برای خودتان، تا بدانید این پیوند برای کیست',
  lasts: 'مهلت',
  lastsFor: { day: 'یک روز', week: 'یک هفته', month: 'یک ماه', never: 'بدون مهلت' },
  uses: 'برای چند نفر',
  usesOf: (count) => `${count} نفر`,
  usesAny: 'هر تعداد',
  make: 'ساختن پیوند',
  noInvites: 'هنوز پیوندی نساخته‌اید.',
  used: (count) => `${count} نفر عضو شده‌اند`,
  usesLeft: (count) => `${count} نفر دیگر`,
  until: (when) => `تا ${when}`,
  forEver: 'بدون مهلت',
  revokedAt: (when) => `باطل شد: ${when}`,
  expiredAt: (when) => `مهلتش تمام شد: ${when}`,
  usedUp: 'استفاده شد',
  revoke: 'باطل کردن',
  revokeAsk: 'این پیوند باطل شود؟',
  revokeText: 'دیگر کسی با این پیوند ثبت‌نام نمی‌کند؛ کسانی که عضو شده‌اند می‌مانند.',
  linkOf: (name) => `پیوند ${name}`,
  share: 'اشتراک‌گذاری',
  copyLink: 'کپی پیوند',
  linkCopied: 'پیوند کپی شد.',
  qr: 'کد QR',
  showQr: 'نمایش کد QR',
  over: 'پیوندهای قبلی',
  groupLink: 'پیوند گروه',

  account: 'حساب و داده‌ها',
  exportTitle: 'نسخه‌ای از داده‌های شما',
  exportText:
    'هر چه می‌بینید، در یک فایل ZIP: نمایه، گفتگوها و پیام‌ها (صفحه‌هایی برای خواندن، و JSON) و فایل‌ها.',
  export: 'دریافت داده‌ها',
  deleteTitle: 'حذف حساب',
  deleteText:
    'حساب، نمایه، نشست‌ها، پیش‌نویس‌ها و پیام‌های ذخیره‌شده برای همیشه پاک می‌شوند و نام کاربری آزاد می‌شود. گروه‌هایتان به فرد دیگری سپرده می‌شوند. این کار برگشت‌پذیر نیست.',
  deleteMessages: 'پیام‌هایی که برای دیگران فرستاده‌اید',
  keep: 'بمانند',
  keepHint: 'دیگران پیام‌ها را زیر نام «حساب حذف‌شده» می‌بینند.',
  erase: 'پاک شوند',
  eraseHint: 'پیام‌ها و فایل‌هایتان برای همه پاک می‌شوند؛ شاید چند دقیقه طول بکشد.',
  deleteAsk: 'حساب خود را حذف می‌کنید؟',
  deleteFinal: 'این کار برگشت‌پذیر نیست. برای اطمینان گذرواژه‌تان را بنویسید.',
  deleteButton: 'حذف حساب برای همیشه',
  deleting: 'در حال حذف…',
  currentPassword: 'گذرواژه',
  passwordWrong: 'گذرواژه درست نیست.',
};

const en: ServerTexts = {
  colours: {
    turquoise: 'Turquoise',
    lapis: 'Lapis',
    pistachio: 'Pistachio',
    saffron: 'Saffron',
    pomegranate: 'Pomegranate',
  },
  colour: 'Colour',
  modes: { open: 'Everyone', invite: 'By invitation', closed: 'Nobody' },
  modeHints: {
    open: 'Anyone who knows the address can create an account.',
    invite: 'Only people with an invite link can create an account.',
    closed: 'Only you can create accounts.',
  },
  registration: 'Who can register',
  fixed: 'Set in the server’s own settings, so it can’t be changed here.',
  suggested: 'Suggested',

  invite: 'Invite people',
  inviteText: 'Each link lets one person join this server. Share it only with people you know.',
  inviteTextFree:
    'Each link lets as many people join this server as you choose. Share it only with people you know.',
  inviteQuota: (count) =>
    count === '1' ? 'You can invite 1 more person.' : `You can invite ${count} more people.`,
  inviteNone: 'You have no invitations left. The server’s administrator can give you more.',
  inviteNever: 'You can’t invite people to this server. Its administrator can let you.',
  inviteClosed: 'Nobody can register on this server right now, so invite links don’t work either.',
  newInvite: 'New link',
  label: 'Note',
  labelHint: 'Only for you, to remember who this link is for',
  lasts: 'Expires after',
  lastsFor: { day: 'One day', week: 'One week', month: 'One month', never: 'Never' },
  uses: 'For how many',
  usesOf: (count) => (count === '1' ? '1 person' : `${count} people`),
  usesAny: 'Any number',
  make: 'Create link',
  noInvites: 'You haven’t created any links yet.',
  used: (count) => `${count} joined`,
  usesLeft: (count) => `${count} more can join`,
  until: (when) => `until ${when}`,
  forEver: 'no expiry',
  revokedAt: (when) => `revoked ${when}`,
  expiredAt: (when) => `expired ${when}`,
  usedUp: 'used',
  revoke: 'Revoke',
  revokeAsk: 'Revoke this link?',
  revokeText: 'Nobody can register with it any more. Those who joined stay.',
  linkOf: (name) => `Link: ${name}`,
  share: 'Share',
  copyLink: 'Copy link',
  linkCopied: 'Link copied.',
  qr: 'QR code',
  showQr: 'Show QR code',
  over: 'Earlier links',
  groupLink: 'Group link',

  account: 'Account and data',
  exportTitle: 'A copy of your data',
  exportText:
    'Everything you can see, in one ZIP file: profile, chats and messages (as pages to read, and as JSON), and files.',
  export: 'Download your data',
  deleteTitle: 'Delete account',
  deleteText:
    'Your account, profile, sessions, drafts and saved messages are deleted for good, and your username becomes free. Your groups go to another member. This can’t be undone.',
  deleteMessages: 'Messages you sent to others',
  keep: 'Keep them',
  keepHint: 'Others see them under “Deleted account”.',
  erase: 'Delete them too',
  eraseHint: 'Your messages and files are deleted for everyone. This can take a few minutes.',
  deleteAsk: 'Delete your account?',
  deleteFinal: 'This can’t be undone. Enter your password to confirm.',
  deleteButton: 'Delete account permanently',
  deleting: 'Deleting…',
  currentPassword: 'Password',
  passwordWrong: 'The password is wrong.',
};

export const SERVER_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const serverTexts = (): ServerTexts => SERVER_TEXTS[language()];

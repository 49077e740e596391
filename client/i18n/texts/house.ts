import { language } from '../locale.ts';

/** The house itself, invitations to it, and leaving it. Loaded with the screens that say it. */
export interface HouseTexts {
  colours: Record<'turquoise' | 'lapis' | 'pistachio' | 'saffron' | 'pomegranate', string>;
  colour: string;
  modes: Record<'open' | 'invite' | 'closed', string>;
  modeHints: Record<'open' | 'invite' | 'closed', string>;
  registration: string;
  fixed: string;
  suggested: string;

  invite: string;
  inviteText: string;
  inviteQuota(count: string): string;
  inviteNone: string;
  inviteClosed: string;
  newInvite: string;
  note: string;
  noteHint: string;
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

const fa: HouseTexts = {
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
    invite: 'تنها کسی که پیوند دعوت دارد حساب می‌سازد.',
    closed: 'تنها خودتان حساب می‌سازید.',
  },
  registration: 'چه کسی می‌تواند ثبت‌نام کند',
  fixed: 'هنگام راه‌اندازی سرور تعیین شده است و این‌جا تغییر نمی‌کند.',
  suggested: 'پیشنهاد ما',

  invite: 'دعوت دیگران',
  inviteText: 'هر پیوند یک نفر را به این سرور می‌آورد. آن را تنها به کسی بدهید که می‌شناسید.',
  inviteQuota: (count) => `${count} دعوت دیگر برایتان مانده است.`,
  inviteNone: 'دعوت دیگری برایتان نمانده است. گرداننده‌ی سرور می‌تواند بر شمار آن بیفزاید.',
  inviteClosed: 'اکنون کسی نمی‌تواند در این سرور ثبت‌نام کند، پس پیوند دعوت هم کار نمی‌کند.',
  newInvite: 'پیوند تازه',
  note: 'یادداشت',
  noteHint: 'برای خودتان، تا بدانید این پیوند برای کیست',
  lasts: 'تا کی',
  lastsFor: { day: 'یک روز', week: 'یک هفته', month: 'یک ماه', never: 'همیشه' },
  uses: 'برای چند نفر',
  usesOf: (count) => `${count} نفر`,
  usesAny: 'هر شمار',
  make: 'ساختن پیوند',
  noInvites: 'هنوز پیوندی نساخته‌اید.',
  used: (count) => `${count} نفر آمده‌اند`,
  usesLeft: (count) => `${count} نفر دیگر`,
  until: (when) => `تا ${when}`,
  forEver: 'بی‌پایان',
  revokedAt: (when) => `پس گرفته شد: ${when}`,
  expiredAt: (when) => `پایان یافت: ${when}`,
  usedUp: 'به کار رفت',
  revoke: 'پس گرفتن',
  revokeAsk: 'این پیوند پس گرفته شود؟',
  revokeText: 'پس از آن دیگر کسی با این پیوند ثبت‌نام نمی‌کند. کسانی که آمده‌اند می‌مانند.',
  linkOf: (name) => `پیوند ${name}`,
  share: 'هم‌رسانی',
  copyLink: 'رونوشت پیوند',
  linkCopied: 'پیوند رونوشت شد.',
  qr: 'کد QR',
  showQr: 'نمایش کد QR',
  over: 'پیوندهای پیشین',

  account: 'حساب و داده‌ها',
  exportTitle: 'رونوشت داده‌ها',
  exportText: 'هر چه می‌بینید در یک پرونده‌ی ZIP: نمایه، گفت‌وگوها و پیام‌ها (JSON) و پرونده‌ها.',
  export: 'دریافت رونوشت',
  deleteTitle: 'حذف حساب',
  deleteText:
    'حساب، نمایه، نشست‌ها، پیش‌نویس‌ها و پیام‌های ذخیره‌شده برای همیشه پاک می‌شوند و نام کاربری آزاد می‌شود. گروه‌هایتان به کس دیگری سپرده می‌شوند. بازگشتی نیست.',
  deleteMessages: 'پیام‌هایی که برای دیگران فرستاده‌اید',
  keep: 'بمانند',
  keepHint: 'دیگران پیام‌ها را زیر نام «حساب پاک‌شده» می‌بینند.',
  erase: 'پاک شوند',
  eraseHint: 'پیام‌ها و پرونده‌هایتان برای همه پاک می‌شوند؛ شاید چند دقیقه بکشد.',
  deleteAsk: 'حساب خود را حذف می‌کنید؟',
  deleteFinal: 'این کار بازگشت ندارد. برای اطمینان گذرواژه‌تان را بنویسید.',
  deleteButton: 'حذف حساب برای همیشه',
  deleting: 'در حال حذف…',
  currentPassword: 'گذرواژه',
  passwordWrong: 'گذرواژه درست نیست.',
};

const en: HouseTexts = {
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
    open: 'Whoever knows the address can make an account.',
    invite: 'Only who has an invite link can make an account.',
    closed: 'Only you make accounts.',
  },
  registration: 'Who may register',
  fixed: 'Set when the server was started; it cannot be changed here.',
  suggested: 'Suggested',

  invite: 'Invite people',
  inviteText: 'Each link brings one person to this server. Hand it to people you know only.',
  inviteQuota: (count) => `You may invite ${count} more.`,
  inviteNone: 'You have no invitations left. The administrator of the server can give you more.',
  inviteClosed: 'Nobody may register on this server now, so that invite links do not work either.',
  newInvite: 'New link',
  note: 'Note',
  noteHint: 'For yourself, to know whom this link is for',
  lasts: 'Lasts',
  lastsFor: { day: 'a day', week: 'a week', month: 'a month', never: 'for ever' },
  uses: 'For how many',
  usesOf: (count) => (count === '1' ? '1 person' : `${count} people`),
  usesAny: 'any number',
  make: 'Make the link',
  noInvites: 'You have not made a link yet.',
  used: (count) => `${count} came`,
  usesLeft: (count) => `${count} more may come`,
  until: (when) => `until ${when}`,
  forEver: 'without end',
  revokedAt: (when) => `taken back ${when}`,
  expiredAt: (when) => `ended ${when}`,
  usedUp: 'used',
  revoke: 'Take back',
  revokeAsk: 'Take this link back?',
  revokeText: 'Nobody registers by it any more. Those who came stay.',
  linkOf: (name) => `Link: ${name}`,
  share: 'Share',
  copyLink: 'Copy link',
  linkCopied: 'The link was copied.',
  qr: 'QR code',
  showQr: 'Show the QR code',
  over: 'Earlier links',

  account: 'Account and data',
  exportTitle: 'A copy of your data',
  exportText:
    'All that you can see in one ZIP file: profile, chats and messages (JSON), and files.',
  export: 'Download the copy',
  deleteTitle: 'Delete the account',
  deleteText:
    'Account, profile, sessions, drafts and saved messages are deleted for good, and the username becomes free. Your groups are handed to somebody else. There is no way back.',
  deleteMessages: 'The messages that you sent to others',
  keep: 'Stay',
  keepHint: 'Others see them under “Deleted account”.',
  erase: 'Are deleted too',
  eraseHint: 'Your messages and files are deleted for everyone; it may take some minutes.',
  deleteAsk: 'Delete your account?',
  deleteFinal: 'This cannot be undone. Write your password to make sure.',
  deleteButton: 'Delete for good',
  deleting: 'Deleting…',
  currentPassword: 'Password',
  passwordWrong: 'The password is wrong.',
};

export const HOUSE_TEXTS = { fa, en };
/** As `t()`, for what is not in the first load. */
export const house = (): HouseTexts => HOUSE_TEXTS[language()];

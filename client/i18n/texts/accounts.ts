import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** Accounts, as administrators see and change them. Loaded with their page. */
interface AccountTexts {
  search: string;
  total(count: string): string;
  noOne: string;
  admin: string;
  user: string;
  disabled: string;
  neverSeen: string;
  you: string;
  manage(name: string): string;
  joined: string;
  lastSeen: string;
  devices: string;
  invitedBy: string;
  invitedByNobody: string;
  invited: string;
  showInvited: string;
  invitedOf(name: string): string;
  showAll: string;
  quota: string;
  quotaHint: string;
  quotaUsual: string;
  makeAdmin: string;
  makeAdminAsk(name: string): string;
  makeAdminText: string;
  makeUser: string;
  makeUserAsk(name: string): string;
  disable: string;
  disableAsk(name: string): string;
  disableText: string;
  enable: string;
  logOutAll: string;
  logOutAsk(name: string): string;
  loggedOut(count: string): string;
  reset: string;
  resetTitle: string;
  resetText(when: string): string;
  deleteUser: string;
  deleteAsk(name: string): string;
  deleted: string;
  done: string;
  addUser: string;
  addUserText: string;
  add: string;
  role: string;
  deleteText: string;
  theirMessages: string;
  eraseHint: string;
  more: string;
  gone: string;
}

const fa: AccountTexts = {
  search: 'جستجوی نام',
  total: (count) => `${count} حساب`,
  noOne: 'کسی پیدا نشد.',
  admin: 'مدیر سرور',
  user: 'کاربر',
  disabled: 'غیرفعال',
  neverSeen: 'هنوز وارد نشده',
  you: 'شما',
  manage: (name) => `مدیریت حساب ${name}`,
  joined: 'تاریخ عضویت',
  lastSeen: 'آخرین بازدید',
  devices: 'دستگاه‌ها',
  invitedBy: 'دعوت‌کننده',
  invitedByNobody: 'کسی او را دعوت نکرده',
  invited: 'دعوت‌شدگان',
  showInvited: 'نمایش',
  invitedOf: (name) => `کسانی که ${name} دعوت کرده است`,
  showAll: 'نمایش همه',
  quota: 'سهمیه‌ی دعوت',
  quotaHint: 'چند نفر را می‌تواند دعوت کند؛ خالی یعنی به اندازه‌ی بقیه',
  quotaUsual: 'مانند بقیه',
  makeAdmin: 'مدیر سرور کردن',
  makeAdminAsk: (name) => `${name} مدیر سرور شود؟`,
  makeAdminText: 'مدیر سرور همه‌ی حساب‌ها و تنظیمات سرور را در اختیار دارد، حساب شما را هم.',
  makeUser: 'برکناری از مدیریت سرور',
  makeUserAsk: (name) => `${name} از مدیریت سرور برکنار شود؟`,
  disable: 'غیرفعال کردن حساب',
  disableAsk: (name) => `حساب ${name} غیرفعال شود؟`,
  disableText:
    'از همه‌ی دستگاه‌هایش خارج می‌شود و دیگر نمی‌تواند وارد شود. پیام‌ها می‌مانند و حساب را می‌توان دوباره فعال کرد.',
  enable: 'فعال کردن حساب',
  logOutAll: 'خروج از همه‌ی دستگاه‌ها',
  logOutAsk: (name) => `${name} از همه‌ی دستگاه‌هایش خارج شود؟`,
  loggedOut: (count) => `از ${count} دستگاه خارج شد.`,
  reset: 'پیوند گذرواژه‌ی تازه',
  resetTitle: 'گذرواژه‌ی تازه',
  resetText: (when) =>
    `این پیوند را به خودش برسانید. تا ${when} و فقط یک بار کار می‌کند؛ پیوند قبلی دیگر کار نمی‌کند.`,
  deleteUser: 'حذف حساب',
  deleteAsk: (name) => `حساب ${name} برای همیشه حذف شود؟`,
  deleted: 'حساب حذف شد.',
  done: 'انجام شد.',
  addUser: 'حساب تازه',
  addUserText: 'گذرواژه را خودش با پیوندی یک‌بارمصرف انتخاب می‌کند و کس دیگری آن را نمی‌داند.',
  add: 'ساختن حساب',
  role: 'نقش',
  deleteText:
    'حساب، نشست‌ها و پیام‌های ذخیره‌شده‌اش پاک می‌شوند و گروه‌هایش به فرد دیگری سپرده می‌شوند. این کار برگشت‌پذیر نیست.',
  theirMessages: 'پیام‌هایی که برای دیگران فرستاده است',
  eraseHint: 'پیام‌ها و فایل‌هایش برای همه پاک می‌شوند؛ شاید چند دقیقه طول بکشد.',
  more: 'بیشتر',
  gone: 'حساب حذف‌شده',
};

const en: AccountTexts = {
  search: 'Search accounts',
  total: (count) => (count === '1' ? '1 account' : `${count} accounts`),
  noOne: 'No accounts found.',
  admin: 'Administrator',
  user: 'User',
  disabled: 'Disabled',
  neverSeen: 'Never signed in',
  you: 'you',
  manage: (name) => `Manage ${name}’s account`,
  joined: 'Joined',
  lastSeen: 'Last seen',
  devices: 'Devices',
  invitedBy: 'Invited by',
  invitedByNobody: 'nobody',
  invited: 'Invited',
  showInvited: 'Show',
  invitedOf: (name) => `Invited by ${name}`,
  showAll: 'Show everyone',
  quota: 'Invitations',
  quotaHint: 'How many people they can invite. Leave empty to use the default.',
  quotaUsual: 'Default',
  makeAdmin: 'Make administrator',
  makeAdminAsk: (name) => `Make ${name} an administrator?`,
  makeAdminText:
    'Administrators can manage every account and every server setting, including your own account.',
  makeUser: 'Remove as administrator',
  makeUserAsk: (name) => `Remove ${name} as an administrator?`,
  disable: 'Disable',
  disableAsk: (name) => `Disable ${name}’s account?`,
  disableText:
    'They are signed out on all devices and can’t sign in again. Their messages stay, and you can enable the account later.',
  enable: 'Enable',
  logOutAll: 'Sign out on all devices',
  logOutAsk: (name) => `Sign ${name} out on all devices?`,
  loggedOut: (count) =>
    count === '1' ? 'Signed out on 1 device.' : `Signed out on ${count} devices.`,
  reset: 'Password reset link',
  resetTitle: 'New password',
  resetText: (when) =>
    `Send this link to the account’s owner. It works once, until ${when}, and replaces any earlier link.`,
  deleteUser: 'Delete account',
  deleteAsk: (name) => `Permanently delete ${name}’s account?`,
  deleted: 'Account deleted.',
  done: 'Done.',
  addUser: 'New account',
  addUserText: 'They choose their own password with a one-time link, so nobody else ever knows it.',
  add: 'Create account',
  role: 'Role',
  deleteText:
    'The account, its sessions and its saved messages are deleted, and its groups go to another member. This can’t be undone.',
  theirMessages: 'Messages they sent to others',
  eraseHint: 'Their messages and files are deleted for everyone. This can take a few minutes.',
  more: 'More',
  gone: 'Deleted account',
};

export const ACCOUNT_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const accounts = (): AccountTexts => ACCOUNT_TEXTS[language()];

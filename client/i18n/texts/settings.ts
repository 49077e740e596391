import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

interface SettingsTexts {
  title: string;
  profile: string;
  displayName: string;
  about: string;
  aboutHint: string;
  seeProfile: string;
  appearance: string;
  theme: string;
  themes: { system: string; light: string; dark: string };
  language: string;
  notifications: string;
  sound: string;
  tryIt: string;
  notice: string;
  noticeHint: string;
  privacy: string;
  whoWrites: string;
  whoWritesHint: string;
  lastSeen: string;
  lastSeenHint: string;
  who: { everyone: string; contacts: string; nobody: string };
  blocked: string;
  noneBlocked: string;
  password: string;
  currentPassword: string;
  currentWrong: string;
  nextPassword: string;
  changePassword: string;
  passwordChanged: string;
  sessions: string;
  thisDevice: string;
  otherDevices: string;
  noOtherDevices: string;
  lastUsed(when: string): string;
  revoke: string;
  revokeOf(device: string): string;
  revokeOthers: string;
  revokeOthersAsk: string;
  revokeAsk(device: string): string;
  revoked: string;
  deviceOn(browser: string, system: string): string;
  unknownDevice: string;
  program: string;
  version: string;
  server: string;
  protocol: string;
  licence: string;
  licenceText: string;
  fontCredit: string;
  saved: string;
  left(count: string): string;
  installed: string;
  installHow: string;
  logOut: string;
  logOutAsk: string;
  logOutText: string;
  logOutUnsent: string;
}

const fa: SettingsTexts = {
  title: 'تنظیمات',
  profile: 'نمایه',
  displayName: 'نام',
  about: 'درباره',
  aboutHint: 'چند کلمه درباره‌ی خودتان؛ همه می‌بینند',
  seeProfile: 'دیدن و اشتراک‌گذاری نمایه',
  appearance: 'ظاهر و زبان',
  theme: 'پوسته',
  themes: { system: 'مطابق دستگاه', light: 'روشن', dark: 'تیره' },
  language: 'زبان',
  notifications: 'صدا و اعلان',
  sound: 'صدای پیام تازه',
  tryIt: 'شنیدن صدا',
  notice: 'اعلان درون برنامه',
  noticeHint: 'برای این دستگاه. گفتگوهای بی‌صدا و درخواست‌ها نه صدا دارند و نه اعلان.',
  privacy: 'حریم خصوصی',
  whoWrites: 'چه کسی می‌تواند اولین پیام را بفرستد',
  whoWritesHint: 'پیام افراد ناشناس ابتدا به شکل درخواست می‌رسد.',
  lastSeen: 'چه کسی می‌بیند کی آنلاین هستم',
  lastSeenHint: 'اگر بازدید خود را از کسی پنهان کنید، بازدید او را هم نمی‌بینید.',
  who: { everyone: 'همه', contacts: 'مخاطبان', nobody: 'هیچ‌کس' },
  blocked: 'مسدودشده‌ها',
  noneBlocked: 'کسی را مسدود نکرده‌اید.',
  password: 'گذرواژه',
  currentPassword: 'گذرواژه‌ی فعلی',
  currentWrong: 'گذرواژه‌ی فعلی درست نیست.',
  nextPassword: 'گذرواژه‌ی تازه',
  changePassword: 'تغییر گذرواژه',
  passwordChanged: 'گذرواژه تغییر کرد. از دستگاه‌های دیگر خارج شدید.',
  sessions: 'دستگاه‌ها',
  thisDevice: 'این دستگاه',
  otherDevices: 'دستگاه‌های دیگر',
  noOtherDevices: 'روی دستگاه دیگری وارد نشده‌اید.',
  lastUsed: (when) => `آخرین استفاده: ${when}`,
  revoke: 'پایان نشست',
  revokeOf: (device) => `پایان نشست ${device}`,
  revokeOthers: 'پایان همه‌ی نشست‌های دیگر',
  revokeOthersAsk: 'از همه‌ی دستگاه‌های دیگر خارج می‌شوید؟',
  revokeAsk: (device) => `از «${device}» خارج می‌شوید؟`,
  revoked: 'نشست پایان یافت.',
  deviceOn: (browser, system) => `${browser} روی ${system}`,
  unknownDevice: 'دستگاه ناشناس',
  program: 'درباره‌ی برنامه',
  version: 'نسخه',
  server: 'سرور',
  protocol: 'پروتکل',
  licence: 'مجوز',
  licenceText: 'نرم‌افزار آزاد با مجوز MIT',
  fontCredit: 'قلم: وزیرمتن، با مجوز SIL OFL',
  saved: 'ذخیره شد.',
  left: (count) => `${count} نویسه مانده`,
  installed: 'پیام‌بر روی این دستگاه نصب شده است.',
  installHow: 'در منوی مرورگر، «نصب برنامه» یا «افزودن به صفحه‌ی اصلی» را انتخاب کنید.',
  logOut: 'خروج از حساب',
  logOutAsk: 'از حساب خارج می‌شوید؟',
  logOutText: 'پیام‌ها و پیش‌نویس‌ها از این دستگاه پاک می‌شوند؛ پیام‌های ارسال‌شده روی سرور می‌مانند.',
  logOutUnsent: 'پیام‌هایی هنوز ارسال نشده‌اند و از دست می‌روند.',
};

const en: SettingsTexts = {
  title: 'Settings',
  profile: 'Profile',
  displayName: 'Name',
  about: 'About',
  aboutHint: 'A few words about yourself; everyone sees them',
  seeProfile: 'See and share your profile',
  appearance: 'Appearance and language',
  theme: 'Theme',
  themes: { system: 'Match device', light: 'Light', dark: 'Dark' },
  language: 'Language',
  notifications: 'Sound and notifications',
  sound: 'Sound for new messages',
  tryIt: 'Play sound',
  notice: 'In-app notifications',
  noticeHint: 'For this device. Muted chats and requests make no sound and show no notification.',
  privacy: 'Privacy',
  whoWrites: 'Who can message me first',
  whoWritesHint: 'Messages from people you don’t know arrive as requests.',
  lastSeen: 'Who can see when I’m online',
  lastSeenHint: 'If you hide it from someone, you can’t see theirs either.',
  who: { everyone: 'Everyone', contacts: 'Contacts', nobody: 'Nobody' },
  blocked: 'Blocked people',
  noneBlocked: 'You haven’t blocked anyone.',
  password: 'Password',
  currentPassword: 'Current password',
  currentWrong: 'The current password is wrong.',
  nextPassword: 'New password',
  changePassword: 'Change password',
  passwordChanged: 'Password changed. You’ve been signed out on your other devices.',
  sessions: 'Devices',
  thisDevice: 'This device',
  otherDevices: 'Other devices',
  noOtherDevices: 'You’re not signed in anywhere else.',
  lastUsed: (when) => `Last used: ${when}`,
  revoke: 'End session',
  revokeOf: (device) => `End session on ${device}`,
  revokeOthers: 'End all other sessions',
  revokeOthersAsk: 'Sign out on all other devices?',
  revokeAsk: (device) => `Sign out on “${device}”?`,
  revoked: 'The session has ended.',
  deviceOn: (browser, system) => `${browser} on ${system}`,
  unknownDevice: 'Unknown device',
  program: 'About this app',
  version: 'Version',
  server: 'Server',
  protocol: 'Protocol',
  licence: 'Licence',
  licenceText: 'Free software under the MIT licence',
  fontCredit: 'Typeface: Vazirmatn, under the SIL OFL',
  saved: 'Saved.',
  left: (count) => `${count} characters left`,
  installed: 'Payambar is installed on this device.',
  installHow: 'In the browser’s menu, choose “Install app” or “Add to home screen”.',
  logOut: 'Sign out',
  logOutAsk: 'Sign out?',
  logOutText:
    'Messages and drafts are removed from this device. Messages you sent stay on the server.',
  logOutUnsent: 'Some messages haven’t been sent yet and will be lost.',
};

export const SETTINGS_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const settingsWords = (): SettingsTexts => SETTINGS_TEXTS[language()];

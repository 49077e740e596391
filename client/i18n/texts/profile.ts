import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

interface ProfileTexts {
  title: string;
  message: string;
  share: string;
  linkCopied: string;
  qr: string;
  qrOf(name: string): string;
  qrHint: string;
  invite(name: string): string;
  inviteText: string;
  missingTitle: string;
  missingText: string;
  deleted: string;
  you: string;
  block: string;
  unblock: string;
  blockAsk(name: string): string;
  blockText: string;
  sharedGroups: string;
  requestText: string;
  requestAccept: string;
  requestGroupText: string;
  requestJoin: string;
  requestDelete: string;
}

const fa: ProfileTexts = {
  title: 'نمایه',
  message: 'ارسال پیام',
  share: 'اشتراک‌گذاری پیوند',
  linkCopied: 'پیوند کپی شد.',
  qr: 'کد QR',
  qrOf: (name) => `کد QR نمایه‌ی ${name}`,
  qrHint: 'با دوربین گوشی بخوانید تا این نمایه باز شود.',
  invite: (name) => `با ${name} گفتگو کنید`,
  inviteText: 'برای فرستادن پیام، وارد شوید یا ثبت‌نام کنید.',
  missingTitle: 'این نمایه پیدا نشد',
  missingText: 'شاید نام کاربری نادرست باشد یا حساب حذف شده باشد.',
  deleted: 'حساب حذف‌شده',
  you: 'این نمایه‌ی شماست',
  block: 'مسدود کردن',
  unblock: 'رفع مسدودیت',
  blockAsk: (name) => `${name} مسدود شود؟`,
  blockText: 'دیگر نمی‌تواند برایتان بنویسد و نمی‌بیند کی آنلاین هستید. به او گفته نمی‌شود.',
  sharedGroups: 'گروه‌های مشترک',
  requestText:
    'این فرد را نمی‌شناسید. تا نپذیرید، نمی‌بیند کی آنلاین هستید و پیامش را خوانده‌اید یا نه.',
  requestAccept: 'پذیرفتن',
  requestGroupText:
    'کسی که مخاطب شما نیست شما را به این گروه اضافه کرده است. تا نپیوندید یا چیزی ننویسید، اعضا نمی‌بینند کی آنلاینید و چه خوانده‌اید.',
  requestJoin: 'پیوستن',
  requestDelete: 'پاک کردن',
};

const en: ProfileTexts = {
  title: 'Profile',
  message: 'Send a message',
  share: 'Share link',
  linkCopied: 'Link copied.',
  qr: 'QR code',
  qrOf: (name) => `QR code of ${name}’s profile`,
  qrHint: 'Scan it with a phone’s camera to open this profile.',
  invite: (name) => `Chat with ${name}`,
  inviteText: 'Sign in or register to send a message.',
  missingTitle: 'This profile was not found',
  missingText: 'The username may be wrong, or the account is gone.',
  deleted: 'Deleted account',
  you: 'This is your profile',
  block: 'Block',
  unblock: 'Unblock',
  blockAsk: (name) => `Block ${name}?`,
  blockText: 'They can no longer write to you or see when you’re online. They won’t be told.',
  sharedGroups: 'Groups in common',
  requestText:
    'You don’t know this person. Until you accept, they can’t see when you’re online or whether you’ve read their message.',
  requestAccept: 'Accept',
  requestGroupText:
    'Somebody who is none of your contacts added you to this group. Until you join or write, its members do not see when you are online or what you have read.',
  requestJoin: 'Join',
  requestDelete: 'Delete',
};

const PROFILE_TEXTS = isolateBoth({ fa, en });
/** As `t()`, for what is not in the first load. */
export const profileWords = (): ProfileTexts => PROFILE_TEXTS[language()];

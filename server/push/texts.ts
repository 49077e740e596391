import type { PushLanguage } from '../../protocol/push.ts';

/** What notifications say. The words of messages on one line are those of the list of chats. */
type PushTexts = {
  deletedAccount: string;
  /** Instead of words: what is new, and no more. */
  something: string;
  messages(count: number): string;
  /** A stranger's message, or a group of a stranger's: their words are shown in the app, with a warning. */
  request: string;
  says(who: string, words: string): string;
  mentioned: string;
  reacted(who: string, emoji: string, words: string): string;
  reaction: string;
  added(who: string): string;
  addedSomewhere: string;
  /** A call, of which no more is to be said. */
  ringing: string;
  test: string;
  attached: Record<
    'call' | 'videoCall' | 'missed' | 'sealed' | 'picture' | 'video' | 'voice' | 'audio' | 'listed',
    string
  >;
  album: Record<'picture' | 'video' | 'both' | 'file', (count: number) => string>;
};

const digits = new Intl.NumberFormat('fa');

const fa: PushTexts = {
  deletedAccount: 'حساب حذف‌شده',
  something: 'پیام تازه دارید',
  messages: (count) => (count > 1 ? `${digits.format(count)} پیام تازه` : 'پیام تازه'),
  request: 'درخواست تازه',
  says: (who, words) => `${who}: ${words}`,
  mentioned: 'به شما اشاره شد',
  reacted: (who, emoji, words) => `${who} به پیام شما ${emoji} داد: ${words}`,
  reaction: 'واکنش تازه',
  added: (who) => `${who} شما را به گروه افزود`,
  addedSomewhere: 'به گروهی افزوده شدید',
  ringing: 'تماس ورودی',
  test: 'اعلان‌ها روی این دستگاه کار می‌کنند.',
  attached: {
    call: 'تماس صوتی',
    videoCall: 'تماس تصویری',
    missed: 'تماس بی‌پاسخ',
    sealed: 'پیام رمزشده‌ی نسخه‌ی قبلی',
    picture: 'عکس',
    video: 'ویدیو',
    voice: 'پیام صوتی',
    audio: 'فایل صوتی',
    listed: '، ',
  },
  album: {
    picture: (count) => `${digits.format(count)} عکس`,
    video: (count) => `${digits.format(count)} ویدیو`,
    both: (count) => `${digits.format(count)} عکس و ویدیو`,
    file: (count) => `${digits.format(count)} فایل`,
  },
};

const en: PushTexts = {
  deletedAccount: 'Deleted account',
  something: 'You have a new message',
  messages: (count) => (count > 1 ? `${count} new messages` : 'New message'),
  request: 'New request',
  says: (who, words) => `${who}: ${words}`,
  mentioned: 'You were mentioned',
  reacted: (who, emoji, words) => `${who} reacted ${emoji} to your message: ${words}`,
  reaction: 'New reaction',
  added: (who) => `${who} added you to the group`,
  addedSomewhere: 'You were added to a group',
  ringing: 'Incoming call',
  test: 'Notifications work on this device.',
  attached: {
    call: 'Voice call',
    videoCall: 'Video call',
    missed: 'Missed call',
    sealed: 'Encrypted by the old version',
    picture: 'Picture',
    video: 'Video',
    voice: 'Voice message',
    audio: 'Audio file',
    listed: ', ',
  },
  album: {
    picture: (count) => `${count} pictures`,
    video: (count) => `${count} videos`,
    both: (count) => `${count} pictures and videos`,
    file: (count) => `${count} files`,
  },
};

export const PUSH_TEXTS: Record<PushLanguage, PushTexts> = { fa, en };

/** Digits of the language. */
export const toDigits = (text: string, language: PushLanguage): string =>
  language === 'fa' ? text.replaceAll(/\d/g, (digit) => digits.format(Number(digit))) : text;

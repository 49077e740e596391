import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** The dialogs of the keyboard: the way to a chat, and the list of keys. Loaded with them. */
export interface KeyTexts {
  jump: string;
  jumpField: string;
  jumpNone: string;
  title: string;
  everywhere: string;
  list: string;
  chat: string;
  writing: string;
  toChat: string;
  searchHere: string;
  neighbours: string;
  leave: string;
  thisList: string;
  movePin: string;
  rowMenu: string;
  messages: string;
  messageMenu: string;
  toEnd: string;
  send: string;
  newLine: string;
  editLast: string;
  halfSpace: string;
  bold: string;
  italic: string;
  link: string;
}

const fa: KeyTexts = {
  jump: 'رفتن به گفتگو',
  jumpField: 'نام گفتگو یا فرد',
  jumpNone: 'کسی یا گفتگویی پیدا نشد',
  title: 'کلیدهای میان‌بر',
  everywhere: 'همه‌جا',
  list: 'فهرست گفتگوها',
  chat: 'در گفتگو',
  writing: 'هنگام نوشتن',
  toChat: 'رفتن به گفتگو یا فرد دیگر',
  searchHere: 'جستجو در گفتگوی باز',
  neighbours: 'گفتگوی بالایی، گفتگوی پایینی',
  leave: 'بستن یا بازگشت',
  thisList: 'همین فهرست',
  movePin: 'جابه‌جا کردن گفتگوی سنجاق‌شده',
  rowMenu: 'گزینه‌های گفتگو',
  messages: 'رفتن از پیام به پیام',
  messageMenu: 'گزینه‌های پیام',
  toEnd: 'رفتن به آخرین پیام',
  send: 'ارسال',
  newLine: 'خط تازه',
  editLast: 'ویرایش آخرین پیام خود (وقتی کادر خالی است)',
  halfSpace: 'نیم‌فاصله',
  bold: 'پررنگ',
  italic: 'مورب',
  link: 'پیوند',
};

const en: KeyTexts = {
  jump: 'Go to a chat',
  jumpField: 'Name of a chat or a person',
  jumpNone: 'No such chat or person',
  title: 'Keyboard shortcuts',
  everywhere: 'Everywhere',
  list: 'List of chats',
  chat: 'In a chat',
  writing: 'While writing',
  toChat: 'Go to another chat or person',
  searchHere: 'Search in the open chat',
  neighbours: 'Chat above, chat below',
  leave: 'Close, or go back',
  thisList: 'This list',
  movePin: 'Move a pinned chat',
  rowMenu: 'What can be done with the chat',
  messages: 'From message to message',
  messageMenu: 'What can be done with the message',
  toEnd: 'To the newest message',
  send: 'Send',
  newLine: 'New line',
  editLast: 'Edit your last message (while the box is empty)',
  halfSpace: 'Half-space',
  bold: 'Bold',
  italic: 'Italic',
  link: 'Link',
};

export const KEY_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const keys = (): KeyTexts => KEY_TEXTS[language()];

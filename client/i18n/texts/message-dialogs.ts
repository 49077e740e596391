import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** The dialogs about messages: to delete them, to forward them, and who has read them. */
interface MessageDialogTexts {
  deleteTitle(count: number, shown: string): string;
  deleteText: string;
  deleteForAllText: string;
  deleteForMe: string;
  deleteForAll: string;
  forwardTitle: string;
  forwardSearch: string;
  forwardNone: string;
  withoutAuthor: string;
  forwardTo(count: string): string;
  infoTitle: string;
  infoReadBy: string;
  infoDelivered: string;
  infoWaiting: string;
  infoReactions: string;
  infoSent: string;
  infoEdited: string;
  longAgo: string;
  nobodyYet: string;
}

const fa: MessageDialogTexts = {
  deleteTitle: (count, shown) => (count === 1 ? 'پیام پاک شود؟' : `${shown} پیام پاک شود؟`),
  deleteText: 'از همه‌ی دستگاه‌های شما پاک می‌شود و دیگران همچنان آن را می‌بینند.',
  deleteForAllText:
    'برای همه پاک کنید تا دیگر کسی آن را نبیند؛ تا چند ثانیه می‌توانید آن را برگردانید.',
  deleteForMe: 'پاک کردن برای من',
  deleteForAll: 'پاک کردن برای همه',
  forwardTitle: 'هدایت به',
  forwardSearch: 'جستجوی گفتگو',
  forwardNone: 'گفتگویی پیدا نشد',
  withoutAuthor: 'بدون نام نویسنده',
  forwardTo: (count) => `ارسال به ${count} گفتگو`,
  infoTitle: 'درباره‌ی پیام',
  infoReadBy: 'خوانده‌اند',
  infoDelivered: 'به دستشان رسیده',
  infoWaiting: 'هنوز نرسیده',
  infoReactions: 'واکنش‌ها',
  infoSent: 'ارسال شد',
  infoEdited: 'ویرایش شد',
  longAgo: 'بیش از یک هفته پیش',
  nobodyYet: 'هنوز هیچ‌کس',
};

const en: MessageDialogTexts = {
  deleteTitle: (count, shown) => (count === 1 ? 'Delete message?' : `Delete ${shown} messages?`),
  deleteText: 'It’s removed from all your devices. Others can still see it.',
  deleteForAllText:
    'Delete it for everyone and nobody can see it any more. You can undo this for a few seconds.',
  deleteForMe: 'Delete for me',
  deleteForAll: 'Delete for everyone',
  forwardTitle: 'Forward to',
  forwardSearch: 'Search chats',
  forwardNone: 'No chats found',
  withoutAuthor: 'Without the author’s name',
  forwardTo: (count) => (count === '1' ? 'Send to 1 chat' : `Send to ${count} chats`),
  infoTitle: 'Message info',
  infoReadBy: 'Read by',
  infoDelivered: 'Delivered to',
  infoWaiting: 'Not delivered yet',
  infoReactions: 'Reactions',
  infoSent: 'Sent',
  infoEdited: 'Edited',
  longAgo: 'more than a week ago',
  nobodyYet: 'Nobody yet',
};

const MESSAGE_DIALOG_TEXTS = isolateBoth({ fa, en });
/** As `t()`, for what is not in the first load. */
export const messageDialogWords = (): MessageDialogTexts => MESSAGE_DIALOG_TEXTS[language()];

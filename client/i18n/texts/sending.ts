import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** Files before they are sent, and on their way. Counts, sizes and shares come in the language's digits. */
interface SendingTexts {
  attach: Record<'title' | 'media' | 'file' | 'drop' | 'refused' | 'record', string>;
  title(count: number, digits: string): string;
  caption: string;
  captionLong(count: string): string;
  as: Record<'title' | 'picture' | 'hd' | 'file', string>;
  add: string;
  send: string;
  preparing: string;
  remove(name: string): string;
  turn(name: string): string;
  edit(name: string): string;
  /** Beside a picture that goes as a file: without what was cut off and covered. */
  edited: string;
  /** On a picture that moves. */
  moving: string;
  /** Why some of what is sent cannot be cut, covered or turned. */
  movingFixed: string;
  filesFixed: string;
  /** A picture could not be cut or covered as it was asked for. */
  unchanged(name: string): string;
  earlier(name: string): string;
  later(name: string): string;
  /** It was meant as a picture or video, and goes as a file. */
  asFile: string;
  tooLarge(name: string, most: string): string;
  overQuota(name: string): string;
  empty(name: string): string;
  folder: string;
  unreadable(name: string): string;
  /** More than an album holds. */
  several(count: string): string;
  uploading(share: string, whole: string): string;
  waiting: string;
  paused: string;
  pause: string;
  resume: string;
  cancel: string;
}

const fa: SendingTexts = {
  attach: {
    title: 'پیوست',
    media: 'عکس یا ویدیو',
    file: 'فایل',
    drop: 'فایل را اینجا رها کنید',
    refused: 'ارسال فایل در این گفتگو ممکن نیست.',
    record: 'ضبط پیام صوتی',
  },
  title: (count, digits) => (count === 0 ? 'ارسال فایل' : `ارسال ${digits} فایل`),
  caption: 'زیرنویس',
  captionLong: (count) => `زیرنویس ${count} نویسه بیش از حد است.`,
  as: { title: 'ارسال به صورت', picture: 'عکس', hd: 'عکس بزرگ', file: 'فایل' },
  add: 'افزودن',
  send: 'ارسال',
  preparing: 'در حال آماده‌سازی…',
  remove: (name) => `برداشتن ${name}`,
  turn: (name) => `چرخاندن ${name}`,
  edit: (name) => `برش و پوشاندن ${name}`,
  edited: 'ویرایش‌شده',
  moving: 'متحرک',
  movingFixed: 'عکس متحرک همان‌طور که هست ارسال می‌شود؛ بریدن و پوشاندنش ممکن نیست.',
  filesFixed: 'بریدن و پوشاندن تنها برای عکسی ممکن است که به صورت عکس ارسال شود.',
  unchanged: (name) =>
    `تغییر ${name} ممکن نشد و ارسال نمی‌شود؛ آن را بردارید یا دوباره ویرایش کنید.`,
  earlier: (name) => `جلوتر بردن ${name}`,
  later: (name) => `عقب‌تر بردن ${name}`,
  asFile: 'به صورت فایل ارسال می‌شود',
  tooLarge: (name, most) => `${name} بزرگ است؛ این سرور تا ${most} می‌پذیرد.`,
  overQuota: (name) => `${name} در سهم شما از فضای فایل‌ها جا نمی‌شود.`,
  empty: (name) => `${name} خالی است و ارسال نمی‌شود.`,
  folder: 'پوشه ارسال نمی‌شود؛ فایل‌های درون آن را انتخاب کنید.',
  unreadable: (name) => `${name} خوانده نشد.`,
  several: (count) => `در ${count} پیام ارسال می‌شود.`,
  uploading: (share, whole) => `${share} از ${whole}`,
  waiting: 'منتظر اتصال',
  paused: 'متوقف',
  pause: 'توقف ارسال',
  resume: 'ادامه‌ی ارسال',
  cancel: 'لغو ارسال',
};

const en: SendingTexts = {
  attach: {
    title: 'Attach',
    media: 'Picture or video',
    file: 'File',
    drop: 'Drop files here to send them',
    refused: 'You can’t send files in this chat.',
    record: 'Record a voice message',
  },
  title: (count, digits) =>
    count === 0 ? 'Send files' : count === 1 ? 'Send 1 file' : `Send ${digits} files`,
  caption: 'Caption',
  captionLong: (count) => `The caption is ${count} characters too long.`,
  as: { title: 'Send as', picture: 'Picture', hd: 'HD picture', file: 'File' },
  add: 'Add',
  send: 'Send',
  preparing: 'Preparing…',
  remove: (name) => `Remove ${name}`,
  turn: (name) => `Turn ${name}`,
  edit: (name) => `Crop and cover ${name}`,
  edited: 'Edited',
  moving: 'Moving',
  movingFixed: 'Moving pictures are sent as they are. They can’t be cropped or covered.',
  filesFixed: 'Only what is sent as a picture can be cropped and covered.',
  unchanged: (name) => `${name} couldn’t be changed and is not sent. Remove it, or edit it again.`,
  earlier: (name) => `Move ${name} earlier`,
  later: (name) => `Move ${name} later`,
  asFile: 'Sent as a file',
  tooLarge: (name, most) => `${name} is too large. This server takes up to ${most}.`,
  overQuota: (name) => `${name} does not fit into your space for files.`,
  empty: (name) => `${name} is empty and can’t be sent.`,
  folder: 'Folders can’t be sent. Choose the files inside.',
  unreadable: (name) => `${name} couldn’t be read.`,
  several: (count) => `Sent as ${count} messages.`,
  uploading: (share, whole) => `${share} of ${whole}`,
  waiting: 'Waiting for the connection',
  paused: 'Paused',
  pause: 'Pause sending',
  resume: 'Go on sending',
  cancel: 'Cancel sending',
};

const SENDING_TEXTS = isolateBoth({ fa, en });
/** As `t()`, for what is not in the first load. */
export const sendingWords = (): SendingTexts => SENDING_TEXTS[language()];

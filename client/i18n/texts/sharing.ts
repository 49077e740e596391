import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** What another app of the device shares with this one. */
interface SharingTexts {
  title: string;
  files(count: string): string;
  /** Some were more than are kept. */
  left(count: string): string;
  nothing: string;
  nothingText: string;
  noRoom: string;
}

const fa: SharingTexts = {
  title: 'ارسال به…',
  files: (count) => `${count} فایل از برنامه‌ای دیگر`,
  left: (count) => `${count} فایل جا نشد.`,
  nothing: 'چیزی برای ارسال نیست',
  nothingText: 'آنچه با پیام‌بر به اشتراک گذاشته بودید دیگر اینجا نیست. دوباره به اشتراک بگذارید.',
  noRoom: 'آنچه به اشتراک گذاشتید در این دستگاه جا نشد.',
};

const en: SharingTexts = {
  title: 'Send to…',
  files: (count) => `Files from another app: ${count}`,
  left: (count) => `Files that did not fit: ${count}`,
  nothing: 'There is nothing to send',
  nothingText: 'What you shared with Payambar is not here any more. Share it again.',
  noRoom: 'What you shared did not fit on this device.',
};

const SHARING_TEXTS = isolateBoth({ fa, en });
/** As `t()`, for what is not in the first load. */
export const sharingWords = (): SharingTexts => SHARING_TEXTS[language()];

import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** What loads by itself, and what files take. Sizes come in the language's digits. */
interface StorageTexts {
  title: string;
  automatic: string;
  automaticHint: string;
  metered: string;
  meteredWays: Record<'device' | 'always' | 'never', string>;
  pictures: string;
  moving: string;
  most: string;
  mostHint: string;
  noLimit: string;
  previews: string;
  upTo(size: string): string;
  here: string;
  hereHint: string;
  thumbs: string;
  whole: string;
  clear: string;
  cleared: string;
  onServer: string;
  used(size: string): string;
  usedOf(size: string, quota: string): string;
}

const fa: StorageTexts = {
  title: 'داده و حافظه',
  automatic: 'دریافت خودکار',
  automaticHint:
    'روی اینترنت حجمی فقط این‌ها خودبه‌خود می‌آیند؛ بقیه با یک ضربه. جای دیگر همه‌ی عکس‌ها می‌آیند.',
  metered: 'اینترنت این دستگاه حجمی است',
  meteredWays: {
    device: 'هر وقت دستگاه بگوید',
    always: 'همیشه',
    never: 'هیچ‌وقت',
  },
  pictures: 'عکس‌ها',
  moving: 'عکس‌های متحرک (GIF)',
  most: 'بزرگ‌ترین اندازه',
  mostHint: 'عکس‌های بزرگ‌تر منتظر ضربه‌ی شما می‌مانند.',
  noLimit: 'بدون محدودیت',
  previews: 'پخش بی‌صدای آغاز ویدیوها در گفتگو، جز روی اینترنت حجمی',
  upTo: (size) => `تا ${size}`,
  here: 'روی این دستگاه',
  hereHint: 'عکس‌هایی که دیده‌اید، تا بار دیگر بدون دریافت نشان داده شوند. پیام‌ها سر جایشان می‌مانند.',
  thumbs: 'پیش‌نمایش‌ها',
  whole: 'عکس‌ها و صداها',
  clear: 'پاک کردن از این دستگاه',
  cleared: 'پاک شد.',
  onServer: 'روی سرور',
  used: (size) => `فایل‌هایی که فرستاده‌اید: ${size}`,
  usedOf: (size, quota) => `فایل‌هایی که فرستاده‌اید: ${size} از ${quota}`,
};

const en: StorageTexts = {
  title: 'Data and storage',
  automatic: 'Automatic loading',
  automaticHint:
    'On a metered connection only these load by themselves; a tap loads the rest. Elsewhere all pictures load.',
  metered: 'This device’s connection is metered',
  meteredWays: {
    device: 'When the device says so',
    always: 'Always',
    never: 'Never',
  },
  pictures: 'Pictures',
  moving: 'Moving pictures (GIF)',
  most: 'Largest size',
  mostHint: 'Larger pictures wait for your tap.',
  noLimit: 'No limit',
  previews: 'Play the start of videos in chats without sound, except on a metered connection',
  upTo: (size) => `Up to ${size}`,
  here: 'On this device',
  hereHint:
    'Pictures you have seen, so that they need not be loaded again. Your messages stay where they are.',
  thumbs: 'Previews',
  whole: 'Pictures and sounds',
  clear: 'Clear from this device',
  cleared: 'Cleared.',
  onServer: 'On the server',
  used: (size) => `Files you have sent: ${size}`,
  usedOf: (size, quota) => `Files you have sent: ${size} of ${quota}`,
};

export const STORAGE_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const storageWords = (): StorageTexts => STORAGE_TEXTS[language()];

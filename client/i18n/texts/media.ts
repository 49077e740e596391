import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** Pictures, voice, video and files, where they are shown. Counts, sizes and times come in the language's digits. */
interface MediaTexts {
  play: string;
  pause: string;
  stop: string;
  nowPlaying: string;
  position: string;
  positionOf(at: string, whole: string): string;
  speed(speed: string): string;
  notPlayed: string;
  /** Of a voice message. */
  unheard: string;
  played: string;
  save: string;
  saveNamed(name: string): string;
  openPicture(name: string): string;
  playVideo(name: string): string;
  notLoaded: string;
  /** What was not loaded by itself: a press does. */
  load(size: string): string;
  stopLoading: string;
  viewer: string;
  close: string;
  forward: string;
  showMessage: string;
  newer: string;
  older: string;
  again: string;
  /** What was sent in a chat, by kind. */
  shared: string;
  tabs: Record<'visual' | 'voice' | 'file' | 'link', string>;
  nothing: Record<'visual' | 'voice' | 'file' | 'link', string>;
}

const fa: MediaTexts = {
  play: 'پخش',
  pause: 'مکث',
  stop: 'پایان پخش',
  nowPlaying: 'در حال پخش',
  position: 'جای پخش',
  positionOf: (at, whole) => `${at} از ${whole}`,
  speed: (speed) => `سرعت پخش: ${speed} برابر`,
  notPlayed: 'پخش نشد',
  unheard: 'هنوز شنیده نشده',
  played: 'شنیده شده',
  save: 'ذخیره',
  saveNamed: (name) => `ذخیره‌ی ${name}`,
  openPicture: (name) => `باز کردن عکس ${name}`,
  playVideo: (name) => `پخش ویدیوی ${name}`,
  notLoaded: 'دریافت نشد',
  load: (size) => `دریافت، ${size}`,
  stopLoading: 'توقف دریافت',
  viewer: 'عکس‌ها و ویدیوهای گفتگو',
  close: 'بستن',
  forward: 'هدایت',
  showMessage: 'نمایش در گفتگو',
  newer: 'بعدی',
  older: 'قبلی',
  again: 'تلاش دوباره',
  shared: 'عکس‌ها، فایل‌ها و پیوندها',
  tabs: { visual: 'عکس و ویدیو', voice: 'پیام صوتی', file: 'فایل', link: 'پیوند' },
  nothing: {
    visual: 'هنوز عکس و ویدیویی نیست',
    voice: 'هنوز پیام صوتی نیست',
    file: 'هنوز فایلی نیست',
    link: 'هنوز پیوندی نیست',
  },
};

const en: MediaTexts = {
  play: 'Play',
  pause: 'Pause',
  stop: 'Stop playing',
  nowPlaying: 'Now playing',
  position: 'Position',
  positionOf: (at, whole) => `${at} of ${whole}`,
  speed: (speed) => `Playback speed: ${speed} times`,
  notPlayed: 'Couldn’t be played',
  unheard: 'Not listened to yet',
  played: 'Listened to',
  save: 'Save',
  saveNamed: (name) => `Save ${name}`,
  openPicture: (name) => `Open the picture ${name}`,
  playVideo: (name) => `Play the video ${name}`,
  notLoaded: 'Couldn’t be loaded',
  load: (size) => `Load, ${size}`,
  stopLoading: 'Stop loading',
  viewer: 'Pictures and videos of this chat',
  close: 'Close',
  forward: 'Forward',
  showMessage: 'Show in chat',
  newer: 'Next',
  older: 'Previous',
  again: 'Try again',
  shared: 'Pictures, files and links',
  tabs: { visual: 'Media', voice: 'Voice', file: 'Files', link: 'Links' },
  nothing: {
    visual: 'No pictures or videos yet',
    voice: 'No voice messages yet',
    file: 'No files yet',
    link: 'No links yet',
  },
};

export const MEDIA_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const mediaWords = (): MediaTexts => MEDIA_TEXTS[language()];

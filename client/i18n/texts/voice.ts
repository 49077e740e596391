import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** A voice message while it is spoken. */
interface VoiceTexts {
  title: string;
  slideToCancel: string;
  slideToLock: string;
  remove: string;
  pause: string;
  resume: string;
  finish: string;
  listen: string;
  stopListening: string;
  send: string;
  /** What was spoken before the page ended. */
  left: string;
  tooShort: string;
  /** By the code of a `MicrophoneError`. */
  problem: Record<'denied' | 'missing' | 'busy' | 'insecure' | 'unsupported', string>;
}

const fa: VoiceTexts = {
  title: 'پیام صوتی',
  slideToCancel: 'برای لغو بکشید',
  slideToLock: 'برای قفل بالا بکشید',
  remove: 'دور انداختن پیام صوتی',
  pause: 'مکث ضبط',
  resume: 'ادامه‌ی ضبط',
  finish: 'پایان ضبط',
  listen: 'شنیدن پیش از ارسال',
  stopListening: 'توقف پخش',
  send: 'ارسال پیام صوتی',
  left: 'پیام صوتی ناتمام',
  tooShort: 'برای ضبط پیام صوتی، دکمه را نگه دارید.',
  problem: {
    denied: 'این برنامه اجازه‌ی میکروفون ندارد. در تنظیمات مرورگر برای این نشانی اجازه بدهید.',
    missing: 'میکروفونی پیدا نشد.',
    busy: 'میکروفون در دسترس نیست؛ شاید برنامه‌ی دیگری از آن استفاده می‌کند.',
    insecure: 'مرورگر میکروفون را فقط در نشانی‌های https در اختیار می‌گذارد.',
    unsupported: 'این مرورگر صدا ضبط نمی‌کند.',
  },
};

const en: VoiceTexts = {
  title: 'Voice message',
  slideToCancel: 'Slide to cancel',
  slideToLock: 'Slide up to lock',
  remove: 'Discard the voice message',
  pause: 'Pause recording',
  resume: 'Go on recording',
  finish: 'Stop recording',
  listen: 'Listen before sending',
  stopListening: 'Stop playing',
  send: 'Send the voice message',
  left: 'Unfinished voice message',
  tooShort: 'Hold the button to record a voice message.',
  problem: {
    denied:
      'This app may not use the microphone. Allow it for this address in the browser’s settings.',
    missing: 'No microphone was found.',
    busy: 'The microphone is not available. Another program may be using it.',
    insecure: 'Browsers lend the microphone to https addresses only.',
    unsupported: 'This browser can’t record sound.',
  },
};

const VOICE_TEXTS = isolateBoth({ fa, en });
export const voiceWords = (): VoiceTexts => VOICE_TEXTS[language()];

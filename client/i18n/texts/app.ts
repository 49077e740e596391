/** The shell and what is common to all screens. `{…}` never stands in a text: what varies is an argument. */
export interface AppTexts {
  name: string;
  back: string;
  close: string;
  cancel: string;
  save: string;
  saved: string;
  retry: string;
  copy: string;
  copied: string;
  loading: string;
  more: string;
  connecting: string;
  offline: string;
  /** Stands above what is shown all the same. */
  offlineKnown: string;
  /** `seconds` is already in the language's digits. */
  nextTry(seconds: string): string;
  tryNow: string;
  /** No socket comes through this network. */
  polling: string;
  outdated: string;
  updateReady: string;
  updateNow: string;
  later: string;
  installOffer: string;
  install: string;
  installIos: string;
  installIosSteps: [string, string, string];
  plainHttp: string;
  plainHttpWhy: string;
  understood: string;
  brokenTitle: string;
  brokenText: string;
  reload: string;
  noChatTitle: string;
  noChatText: string;
  unreadTitle(count: string): string;
  lostTitle: string;
  lostText: string;
  fieldFull(most: string): string;
  home: string;
  /** `ref` is what the server's log calls the failure. */
  withRef(sentence: string, ref: string): string;
  /** `seconds` is already in the language's digits. */
  tryAgainIn(seconds: string): string;
}

export const appFa: AppTexts = {
  name: 'پیام‌بر',
  back: 'بازگشت',
  close: 'بستن',
  cancel: 'انصراف',
  save: 'ذخیره',
  saved: 'ذخیره شد.',
  retry: 'تلاش دوباره',
  copy: 'کپی',
  copied: 'کپی شد.',
  loading: 'در حال بارگذاری…',
  more: 'گزینه‌های بیشتر',
  connecting: 'در حال اتصال…',
  offline: 'اتصال برقرار نیست',
  offlineKnown: 'اتصال برقرار نیست؛ این‌ها چیزهایی است که این دستگاه می‌داند.',
  nextTry: (seconds) => `تلاش بعدی: ${seconds} ثانیه`,
  tryNow: 'همین حالا',
  polling: 'اتصال زنده بسته است؛ پیام‌ها کمی دیرتر می‌رسند.',
  outdated: 'این نسخه دیگر کار نمی‌کند.',
  updateReady: 'نسخه‌ی تازه آماده است.',
  updateNow: 'به‌روزرسانی',
  later: 'بعداً',
  installOffer: 'پیام‌بر را روی این دستگاه نصب کنید تا مانند یک برنامه باز شود.',
  install: 'نصب',
  installIos: 'نصب در آیفون و آیپد',
  installIosSteps: [
    'در سافاری، دکمه‌ی اشتراک‌گذاری (Share) را بزنید.',
    '«Add to Home Screen» را انتخاب کنید.',
    'با زدن «Add»، پیام‌بر کنار برنامه‌های دیگرتان می‌نشیند.',
  ],
  plainHttp: 'این نشانی رمزگذاری نشده است (http).',
  plainHttpWhy:
    'مرورگر روی این نشانی اجازه‌ی کار بدون اینترنت و نصب را نمی‌دهد و دیگران در شبکه می‌توانند پیام‌ها را ببینند. از مدیر سرور بخواهید https را راه‌اندازی کند.',
  understood: 'متوجه شدم',
  brokenTitle: 'این بخش باز نشد',
  brokenText: 'مشکلی پیش آمد. پیام‌هایتان سر جای خود هستند.',
  reload: 'بارگذاری دوباره',
  noChatTitle: 'گفتگویی را انتخاب کنید',
  noChatText: 'پیام‌ها اینجا نشان داده می‌شوند.',
  unreadTitle: (count) => `(${count}) پیام‌بر`,
  lostTitle: 'چنین صفحه‌ای نیست',
  lostText: 'شاید پیوند کامل نباشد.',
  fieldFull: (most) => `اینجا بیش از ${most} نویسه جا نمی‌شود؛ بقیه نوشته نشد.`,
  home: 'گفتگوها',
  withRef: (sentence, ref) => `${sentence} (کد پیگیری: ${ref})`,
  tryAgainIn: (seconds) => `${seconds} ثانیه‌ی دیگر دوباره تلاش کنید.`,
};

export const appEn: AppTexts = {
  name: 'Payambar',
  back: 'Back',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  saved: 'Saved.',
  retry: 'Try again',
  copy: 'Copy',
  copied: 'Copied.',
  loading: 'Loading…',
  more: 'More options',
  connecting: 'Connecting…',
  offline: 'Not connected',
  offlineKnown: 'Not connected. This is what your device knows.',
  nextTry: (seconds) => `trying again in ${seconds} s`,
  tryNow: 'Try now',
  polling: 'No live connection here. Messages may arrive a little later.',
  outdated: 'This version no longer works.',
  updateReady: 'A new version is ready.',
  updateNow: 'Update',
  later: 'Later',
  installOffer: 'Install Payambar on this device to open it like any other app.',
  install: 'Install',
  installIos: 'Install on iPhone and iPad',
  installIosSteps: [
    'In Safari, tap the Share button.',
    'Choose “Add to Home Screen”.',
    'Tap “Add”. Payambar then appears among your other apps.',
  ],
  plainHttp: 'This address is not encrypted (http).',
  plainHttpWhy:
    'At this address the browser doesn’t allow offline use or installation, and others on the network can read your messages. Ask the server’s administrator to set up https.',
  understood: 'Got it',
  brokenTitle: 'This part couldn’t be opened',
  brokenText: 'Something went wrong. Your messages are safe.',
  reload: 'Reload',
  noChatTitle: 'Choose a chat',
  noChatText: 'Messages appear here.',
  unreadTitle: (count) => `(${count}) Payambar`,
  lostTitle: 'Page not found',
  lostText: 'The link may be incomplete.',
  fieldFull: (most) => `At most ${most} characters fit here. The rest was left out.`,
  home: 'Chats',
  withRef: (sentence, ref) => `${sentence} (reference: ${ref})`,
  tryAgainIn: (seconds) => `Try again in ${seconds} s.`,
};

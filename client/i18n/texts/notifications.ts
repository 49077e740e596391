import type { GroupNotifications, NotificationContent } from '../../../protocol/push.ts';
import { formatNumber } from '../format.ts';
import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** Whose way out of a refusal is described. */
export type BrowserFamily = 'chromium' | 'android' | 'firefox' | 'safari';

interface NotificationTexts {
  app: string;
  something: string;
  newMessages(count: number): string;
  here: string;
  why: string;
  turnOn: string;
  turnOff: string;
  isOn: string;
  content: string;
  contents: Record<NotificationContent, { label: string; hint: string }>;
  test: string;
  tests: Record<'sent' | 'arrived' | 'late' | 'none' | 'gone' | 'unreachable', string>;
  refused(status: string): string;
  noService: string;
  dismissed: string;
  insecure: string;
  unsupported: string;
  homeScreen: string;
  homeScreenSteps: [string, string, string, string];
  denied: string;
  waysOut: Record<BrowserFamily, string[]>;
  everywhere: string;
  people: string;
  groups: string;
  groupChoices: Record<GroupNotifications, string>;
  mentions: string;
  reactions: string;
  quiet: string;
  from: string;
  to: string;
  quietHint(zone: string): string;
  whileOpen: string;
  offer: string;
  decline: string;
  accept: string;
}

const fa: NotificationTexts = {
  app: 'پیام‌بر',
  something: 'پیام تازه دارید',
  newMessages: (count) => (count > 1 ? `${formatNumber(count)} پیام تازه` : 'پیام تازه'),
  here: 'روی این دستگاه',
  why: 'وقتی پیام‌بر بسته است هم از پیام‌های تازه باخبر می‌شوید. مرورگر از شما اجازه می‌خواهد، و هر وقت بخواهید آن را خاموش می‌کنید.',
  turnOn: 'روشن کردن اعلان‌ها',
  turnOff: 'خاموش کردن روی این دستگاه',
  isOn: 'اعلان‌ها روی این دستگاه روشن‌اند.',
  content: 'روی صفحه‌ی این دستگاه چه نوشته شود',
  contents: {
    full: { label: 'نام و متن پیام', hint: 'روی صفحه‌ی قفل هم خوانده می‌شود' },
    name: { label: 'فقط نام', hint: 'چه کسی یا کدام گروه، بدون متن' },
    nothing: { label: 'هیچ‌کدام', hint: 'فقط اینکه پیام تازه‌ای هست' },
  },
  test: 'امتحان اعلان',
  tests: {
    sent: 'به سرویس اعلان مرورگر سپرده شد؛ در راه است…',
    arrived:
      'به این مرورگر رسید و نشان داده شد. اگر آن را نمی‌بینید، در تنظیمات دستگاه اعلان‌های مرورگر را روشن کنید و «مزاحم نشوید» را بررسی کنید.',
    late: 'فرستاده شد، اما هنوز به این مرورگر نرسیده است. شاید شبکه راه سرویس اعلان مرورگر را بسته باشد.',
    none: 'سرور این مرورگر را نمی‌شناسد. اعلان‌ها را خاموش و دوباره روشن کنید.',
    gone: 'سرویس اعلان، این مرورگر را دیگر نمی‌شناسد. اعلان‌ها را خاموش و دوباره روشن کنید.',
    unreachable:
      'سرور به سرویس اعلان مرورگر دسترسی ندارد. تا وقتی پیام‌بر باز یا در پس‌زمینه است باخبر می‌شوید؛ آن را باز نگه دارید.',
  },
  refused: (status) => `سرویس اعلان مرورگر آن را نپذیرفت (${status}). به مدیر سرور خبر دهید.`,
  noService:
    'مرورگر به سرویس اعلان خود دسترسی ندارد؛ شاید شبکه راه آن را بسته باشد. تا وقتی پیام‌بر باز یا در پس‌زمینه است باخبر می‌شوید؛ آن را باز نگه دارید. در شروع بعدی دوباره امتحان می‌شود.',
  dismissed: 'مرورگر هنوز اجازه نداده است. اگر پرسش آن را ندیدید، کنار نشانی دنبالش بگردید.',
  insecure:
    'در این نشانی ممکن نیست: مرورگرها اعلان را فقط با https می‌پذیرند. با مدیر سرور صحبت کنید.',
  unsupported:
    'این مرورگر اعلان ندارد. در پنجره‌ی خصوصی هم مرورگرها اعلان را نمی‌پذیرند: پیام‌بر را در پنجره‌ی عادی باز کنید.',
  homeScreen: 'در آیفون و آیپد، اعلان فقط به برنامه‌ای می‌رسد که روی صفحه‌ی اصلی باشد:',
  homeScreenSteps: [
    'در سافاری دکمه‌ی اشتراک‌گذاری را بزنید.',
    '«Add to Home Screen» را انتخاب کنید.',
    'پیام‌بر را از صفحه‌ی اصلی باز کنید و وارد شوید.',
    'به همین‌جا برگردید و اعلان‌ها را روشن کنید.',
  ],
  denied: 'اعلان در این مرورگر برای پیام‌بر بسته است. اگر می‌خواهید باز شود:',
  waysOut: {
    chromium: [
      'روی نشان کنار نشانی صفحه بزنید.',
      'اعلان‌ها (Notifications) را روی «مجاز» (Allow) بگذارید.',
      'صفحه را دوباره باز کنید.',
    ],
    android: [
      'روی نشان کنار نشانی بزنید و «مجوزها» (Permissions) را باز کنید. اگر پیام‌بر نصب است، نگه داشتن نشان آن و «اطلاعات برنامه» همان‌جا می‌رسد.',
      'اعلان‌ها (Notifications) را روشن کنید.',
      'اگر باز هم بسته است، در تنظیمات گوشی اعلان‌های خود مرورگر را روشن کنید.',
    ],
    firefox: [
      'روی نشان اعلان یا قفل کنار نشانی بزنید.',
      'کنار «Send notifications» نشانه‌ی «Blocked» را بردارید.',
      'در پنجره‌ی خصوصی ممکن نیست: پیام‌بر را در پنجره‌ی عادی باز کنید.',
    ],
    safari: [
      'در مک، تنظیمات سافاری، Websites، سپس Notifications را باز کنید. در آیفون، تنظیمات گوشی، Notifications، سپس پیام‌بر.',
      'این نشانی را روی «Allow» بگذارید.',
    ],
  },
  everywhere: 'روی همه‌ی دستگاه‌ها',
  people: 'پیام افراد',
  groups: 'پیام گروه‌ها',
  groupChoices: { all: 'همه', mentions: 'فقط اشاره به من', none: 'هیچ‌کدام' },
  mentions: 'اشاره و پاسخ به من، حتی در گفتگوی بی‌صدا',
  reactions: 'واکنش به پیام‌هایم',
  quiet: 'ساعت‌های آرامش',
  from: 'از',
  to: 'تا',
  quietHint: (zone) => `به وقت ${zone}. در این ساعت‌ها هیچ اعلانی نمی‌آید.`,
  whileOpen: 'وقتی پیام‌بر باز است',
  offer: 'می‌خواهید وقتی پیام‌بر بسته است هم از پیام‌ها باخبر شوید؟',
  decline: 'نه',
  accept: 'اعلان‌ها',
};

const en: NotificationTexts = {
  app: 'Payambar',
  something: 'You have a new message',
  newMessages: (count) => (count > 1 ? `${formatNumber(count)} new messages` : 'New message'),
  here: 'On this device',
  why: 'You hear of new messages while Payambar is closed, too. Your browser will ask for permission, and you can turn it off at any time.',
  turnOn: 'Turn on notifications',
  turnOff: 'Turn off on this device',
  isOn: 'Notifications are on for this device.',
  content: 'What this device’s screen says',
  contents: {
    full: { label: 'Name and message', hint: 'Can be read on the lock screen, too' },
    name: { label: 'Only the name', hint: 'Who or which group, without the words' },
    nothing: { label: 'Neither', hint: 'Only that there is something new' },
  },
  test: 'Try it',
  tests: {
    sent: 'Handed to the browser’s push service; on its way…',
    arrived:
      'It arrived at this browser and was shown. If you don’t see it, turn on the browser’s notifications in the device’s settings, and check “Do not disturb”.',
    late: 'It was sent, but has not arrived at this browser. The network may block the browser’s push service.',
    none: 'The server doesn’t know this browser. Turn notifications off and on again.',
    gone: 'The push service doesn’t know this browser any more. Turn notifications off and on again.',
    unreachable:
      'The server can’t reach the browser’s push service. While Payambar is open or in the background you still hear of messages: keep it open.',
  },
  refused: (status) =>
    `The browser’s push service refused it (${status}). Please tell the server’s administrator.`,
  noService:
    'The browser can’t reach its push service; the network may block it. While Payambar is open or in the background you still hear of messages: keep it open. The next start tries again.',
  dismissed:
    'The browser has not given permission yet. If you did not see its question, look beside the address.',
  insecure:
    'Not at this address: browsers allow notifications only over https. Please talk to the server’s administrator.',
  unsupported:
    'This browser has no notifications. In a private window browsers don’t allow them either: open Payambar in an ordinary window.',
  homeScreen: 'On iPhone and iPad, only an app on the Home Screen gets notifications:',
  homeScreenSteps: [
    'Tap the share button in Safari.',
    'Choose “Add to Home Screen”.',
    'Open Payambar from the Home Screen and sign in.',
    'Come back here and turn notifications on.',
  ],
  denied: 'This browser blocks notifications of Payambar. If you want them:',
  waysOut: {
    chromium: [
      'Click the symbol beside the page’s address.',
      'Set Notifications to “Allow”.',
      'Load the page again.',
    ],
    android: [
      'Tap the symbol beside the address and open “Permissions”. If Payambar is installed, hold its icon and open “App info”.',
      'Turn on Notifications.',
      'If they are still blocked, turn on the browser’s own notifications in the phone’s settings.',
    ],
    firefox: [
      'Click the notification symbol or the lock beside the address.',
      'Remove “Blocked” beside “Send notifications”.',
      'In a private window it can’t be done: open Payambar in an ordinary window.',
    ],
    safari: [
      'On a Mac, open Safari’s Settings, Websites, then Notifications. On an iPhone, open Settings, Notifications, then Payambar.',
      'Set this address to “Allow”.',
    ],
  },
  everywhere: 'On all devices',
  people: 'Messages from people',
  groups: 'Messages in groups',
  groupChoices: { all: 'All', mentions: 'Only mentions of me', none: 'None' },
  mentions: 'Mentions and replies to me, in muted chats too',
  reactions: 'Reactions to my messages',
  quiet: 'Quiet hours',
  from: 'From',
  to: 'To',
  quietHint: (zone) => `By the time of ${zone}. Nothing notifies you in these hours.`,
  whileOpen: 'While Payambar is open',
  offer: 'Would you like to hear of messages while Payambar is closed?',
  decline: 'No',
  accept: 'Notifications',
};

const NOTIFICATION_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const notificationWords = (): NotificationTexts => NOTIFICATION_TEXTS[language()];

import { type MessageActionTexts, messageActionsEn, messageActionsFa } from './message-actions.ts';
import { type SystemMessageTexts, systemMessagesEn, systemMessagesFa } from './system-messages.ts';

type MarkName = 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'quote' | 'spoiler' | 'link';

/** A chat: its messages, the composer, the jump to a date. Counts come in the language's digits. */
export interface MessageTexts extends MessageActionTexts {
  system: SystemMessageTexts;
  attached: Record<
    | 'sealed'
    | 'call'
    | 'videoCall'
    | 'missed'
    | 'unanswered'
    | 'picture'
    | 'video'
    | 'voice'
    | 'audio'
    | 'listed',
    string
  >;
  /** Several pictures, videos, or both; files. */
  album: Record<'picture' | 'video' | 'both' | 'file', (count: string) => string>;
  title: string;
  /** Label of the log of messages. */
  with(name: string): string;
  placeholder: string;
  /** Labels the list that completes `@name`. */
  mentionWhom: string;
  mentionFound(count: string): string;
  formats: Record<MarkName | 'title', string>;
  halfSpace: string;
  /** Says what the key is for: not every person who writes here has met it. */
  halfSpaceHint: string;
  send: string;
  left(count: string): string;
  over(count: string): string;
  tooLong: string;
  sendParts(count: string): string;
  unreadLine: string;
  toEnd: string;
  toEndNew(count: string): string;
  emptyTitle: string;
  emptyText: string;
  emptySaved: string;
  loading: string;
  loadFailed: string;
  /** Says on paper that the chat goes on, with messages that were not loaded. */
  notPrinted: string;
  ticks: Record<'clock' | 'one' | 'two' | 'read' | 'failed', string>;
  you: string;
  retry: string;
  takeBack: string;
  copy: string;
  copied: string;
  profile: string;
  searchHere: string;
  jumpToDate: string;
  jumpFailed: string;
  jumpWaits: string;
  /** Said when the message was deleted while it was being edited. */
  editedGone: string;
  missingTitle: string;
  missingText: string;
}

type OwnTexts = Omit<MessageTexts, keyof MessageActionTexts>;

const ownFa: OwnTexts = {
  system: systemMessagesFa,
  attached: {
    sealed: 'پیام رمزشده‌ی نسخه‌ی قبلی (اینجا باز نمی‌شود)',
    call: 'تماس صوتی',
    videoCall: 'تماس تصویری',
    missed: 'تماس بی‌پاسخ',
    unanswered: 'پاسخ داده نشد',
    picture: 'عکس',
    video: 'ویدیو',
    voice: 'پیام صوتی',
    audio: 'فایل صوتی',
    listed: '، ',
  },
  album: {
    picture: (count) => `${count} عکس`,
    video: (count) => `${count} ویدیو`,
    both: (count) => `${count} عکس و ویدیو`,
    file: (count) => `${count} فایل`,
  },
  title: 'پیام‌ها',
  with: (name) => `پیام‌های ${name}`,
  placeholder: 'پیام',
  mentionWhom: 'اشاره به',
  mentionFound: (count) => `${count} نفر`,
  formats: {
    title: 'قالب‌بندی متن',
    bold: 'پررنگ',
    italic: 'مورب',
    strike: 'خط‌خورده',
    code: 'کد',
    pre: 'بلوک کد',
    quote: 'نقل‌قول',
    spoiler: 'پنهان',
    link: 'پیوند',
  },
  halfSpace: 'نیم‌فاصله',
  halfSpaceHint: 'نیم‌فاصله، مانند «می‌خواهم»؛ با صفحه‌کلید: Shift و فاصله',
  send: 'ارسال',
  left: (count) => `${count} نویسه مانده`,
  over: (count) => `${count} نویسه بیش از حد`,
  tooLong: 'این متن برای یک پیام بلند است.',
  sendParts: (count) => `ارسال در ${count} پیام`,
  unreadLine: 'پیام‌های نخوانده',
  toEnd: 'رفتن به آخرین پیام',
  toEndNew: (count) => `رفتن به آخرین پیام، ${count} پیام تازه`,
  emptyTitle: 'هنوز پیامی نیست',
  emptyText: 'اولین پیام را شما بنویسید.',
  emptySaved: 'هرچه اینجا بنویسید روی همه‌ی دستگاه‌هایتان می‌ماند و فقط خودتان می‌بینید.',
  loading: 'در حال دریافت پیام‌ها…',
  loadFailed: 'پیام‌ها دریافت نشدند.',
  notPrinted: 'گفتگو در اینجا ادامه دارد؛ تنها پیام‌های بارشده چاپ شده‌اند.',
  ticks: {
    clock: 'در صف ارسال',
    one: 'ارسال شد',
    two: 'به گیرنده رسید',
    read: 'خوانده شد',
    failed: 'ارسال نشد',
  },
  you: 'شما',
  retry: 'ارسال دوباره',
  takeBack: 'پس گرفتن و ویرایش',
  copy: 'کپی',
  copied: 'کپی شد.',
  profile: 'دیدن نمایه',
  searchHere: 'جستجو در این گفتگو',
  jumpToDate: 'رفتن به تاریخ',
  jumpFailed: 'رفتن به آن پیام ممکن نیست.',
  jumpWaits: 'آن پیام روی این دستگاه نیست؛ با وصل شدن نشان داده می‌شود.',
  editedGone: 'این پیام پاک شد. نوشته‌تان در کادر پیام مانده است.',
  missingTitle: 'این گفتگو پیدا نشد',
  missingText: 'شاید پیوند کامل نباشد، یا دیگر در این گفتگو نباشید.',
};

// A spread may run code, so both parts of the bundle would keep both languages; this call may be dropped.
export const messagesFa: MessageTexts = /* @__PURE__ */ Object.assign(ownFa, messageActionsFa);

const ownEn: OwnTexts = {
  system: systemMessagesEn,
  attached: {
    sealed: 'Encrypted by the old version (can’t be opened here)',
    call: 'Voice call',
    videoCall: 'Video call',
    missed: 'Missed call',
    unanswered: 'Call not answered',
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
  title: 'Messages',
  with: (name) => `Messages with ${name}`,
  placeholder: 'Message',
  mentionWhom: 'Mention',
  mentionFound: (count) => `${count} ${count === '1' ? 'person' : 'people'}`,
  formats: {
    title: 'Format text',
    bold: 'Bold',
    italic: 'Italic',
    strike: 'Strikethrough',
    code: 'Code',
    pre: 'Code block',
    quote: 'Quote',
    spoiler: 'Hidden',
    link: 'Link',
  },
  halfSpace: 'Half-space',
  halfSpaceHint:
    'Half-space: parts two pieces of one Persian word, as in می‌خواهم. On a keyboard: Shift+Space',
  send: 'Send',
  left: (count) => (count === '1' ? '1 character left' : `${count} characters left`),
  over: (count) => (count === '1' ? '1 character too many' : `${count} characters too many`),
  tooLong: 'This is too long for one message.',
  sendParts: (count) => `Send as ${count} messages`,
  unreadLine: 'Unread messages',
  toEnd: 'Go to the last message',
  toEndNew: (count) => `Go to the last message, ${count} new`,
  emptyTitle: 'No messages yet',
  emptyText: 'Write the first one.',
  emptySaved: 'What you write here is on all your devices, and only you can see it.',
  loading: 'Loading messages…',
  loadFailed: 'Couldn’t load the messages.',
  notPrinted: 'The chat goes on here; only the messages that were loaded are printed.',
  ticks: {
    clock: 'Waiting to be sent',
    one: 'Sent',
    two: 'Delivered',
    read: 'Read',
    failed: 'Not sent',
  },
  you: 'You',
  retry: 'Send again',
  takeBack: 'Take back and edit',
  copy: 'Copy',
  copied: 'Copied.',
  profile: 'View profile',
  searchHere: 'Search in this chat',
  jumpToDate: 'Go to date',
  jumpFailed: 'Couldn’t go to that message.',
  editedGone: 'This message was deleted. Your text is still in the message box.',
  jumpWaits: 'That message is not on this device; it is shown as soon as there is a connection.',
  missingTitle: 'This chat was not found',
  missingText: 'The link may be incomplete, or you are no longer in this chat.',
};

export const messagesEn: MessageTexts = /* @__PURE__ */ Object.assign(ownEn, messageActionsEn);

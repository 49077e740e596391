import { type MessageActTexts, messageActsEn, messageActsFa } from './message-acts.ts';
import { type NoteTexts, notesEn, notesFa } from './notes.ts';

/** A chat: its messages, the composer, the jump to a date. Counts come in the language's digits. */
export interface MessageTexts extends MessageActTexts {
  notes: NoteTexts;
  attached: Record<'sealed' | 'call' | 'missed' | 'unanswered', string>;
  title: string;
  /** Label of the log of messages. */
  with(name: string): string;
  placeholder: string;
  halfSpace: string;
  send: string;
  left(count: string): string;
  over(count: string): string;
  unreadLine: string;
  toEnd: string;
  toEndNew(count: string): string;
  emptyTitle: string;
  emptyText: string;
  emptySaved: string;
  loading: string;
  loadFailed: string;
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
  previousMonth: string;
  nextMonth: string;
  missingTitle: string;
  missingText: string;
}

export const messagesFa: MessageTexts = {
  ...messageActsFa,
  notes: notesFa,
  attached: {
    sealed: 'مهرشده در نگارش پیشین',
    call: 'تماس صوتی',
    missed: 'تماس بی‌پاسخ',
    unanswered: 'پاسخ داده نشد',
  },
  title: 'پیام‌ها',
  with: (name) => `پیام‌های ${name}`,
  placeholder: 'پیام',
  halfSpace: 'نیم‌فاصله',
  send: 'فرستادن',
  left: (count) => `${count} نویسه‌ی دیگر جا هست`,
  over: (count) => `${count} نویسه بیش از اندازه است`,
  unreadLine: 'پیام‌های نخوانده',
  toEnd: 'رفتن به آخرین پیام',
  toEndNew: (count) => `رفتن به آخرین پیام، ${count} پیام تازه`,
  emptyTitle: 'هنوز پیامی نیست',
  emptyText: 'نخستین پیام را شما بنویسید.',
  emptySaved: 'هرچه اینجا بنویسید روی همه‌ی دستگاه‌هایتان می‌ماند و تنها خودتان می‌بینید.',
  loading: 'در حال آوردن پیام‌ها…',
  loadFailed: 'پیام‌ها نرسیدند.',
  ticks: {
    clock: 'در صف فرستادن',
    one: 'فرستاده شد',
    two: 'به گیرنده رسید',
    read: 'خوانده شد',
    failed: 'فرستاده نشد',
  },
  you: 'شما',
  retry: 'دوباره بفرست',
  takeBack: 'پس گرفتن و ویرایش',
  copy: 'رونوشت',
  copied: 'رونوشت برداشته شد.',
  profile: 'دیدن نمایه',
  searchHere: 'جست‌وجو در این گفت‌وگو',
  jumpToDate: 'رفتن به تاریخ',
  jumpFailed: 'به آن پیام نمی‌توان رسید.',
  previousMonth: 'ماه پیش',
  nextMonth: 'ماه بعد',
  missingTitle: 'این گفت‌وگو پیدا نشد',
  missingText: 'شاید پیوند کامل نباشد، یا دیگر در این گفت‌وگو نباشید.',
};

export const messagesEn: MessageTexts = {
  ...messageActsEn,
  notes: notesEn,
  attached: {
    sealed: 'Sealed by the old version',
    call: 'Voice call',
    missed: 'Missed call',
    unanswered: 'Call not answered',
  },
  title: 'Messages',
  with: (name) => `Messages with ${name}`,
  placeholder: 'Message',
  halfSpace: 'Half-space',
  send: 'Send',
  left: (count) => (count === '1' ? '1 character left' : `${count} characters left`),
  over: (count) => (count === '1' ? '1 character too many' : `${count} characters too many`),
  unreadLine: 'Unread messages',
  toEnd: 'Go to the last message',
  toEndNew: (count) => `Go to the last message, ${count} new`,
  emptyTitle: 'No messages yet',
  emptyText: 'Write the first one.',
  emptySaved: 'What you write here stays on all your devices, and only you see it.',
  loading: 'Fetching messages…',
  loadFailed: 'The messages did not arrive.',
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
  jumpFailed: 'That message cannot be reached.',
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  missingTitle: 'This chat was not found',
  missingText: 'The link may be incomplete, or you are no longer in this chat.',
};

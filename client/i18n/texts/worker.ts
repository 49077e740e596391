import type { PushLanguage } from '../../../protocol/push.ts';

/** What the service worker says by itself; everything else in a notification comes from the server. */
interface WorkerTexts {
  reply: string;
  placeholder: string;
  markRead: string;
  waits(text: string): string;
  notSent(text: string): string;
}

const fa: WorkerTexts = {
  reply: 'پاسخ',
  placeholder: 'پیام',
  markRead: 'خوانده شد',
  waits: (text) => `در صف ارسال: ${text}`,
  notSent: (text) => `ارسال نشد: ${text}`,
};

const en: WorkerTexts = {
  reply: 'Reply',
  placeholder: 'Message',
  markRead: 'Mark as read',
  waits: (text) => `Waiting to be sent: ${text}`,
  notSent: (text) => `Not sent: ${text}`,
};

export const WORKER_TEXTS: Record<PushLanguage, WorkerTexts> = { fa, en };

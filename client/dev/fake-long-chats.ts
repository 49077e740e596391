import type { TimelineMessage } from '../core/services.ts';
import type { FakeChat } from './fake-chats.ts';
import { me, now, PEOPLE } from './fake-data.ts';
import { FakeHistory } from './fake-history.ts';
import { fakeMessage } from './fake-message.ts';
import { fakeRow } from './fake-row.ts';

const TEXTS = [
  'سلام! حالت چطوره؟',
  'خوبم، ممنون. تو چطوری؟ می‌خواستم درباره‌ی جلسه‌ی فردا بپرسم که ساعت چند شروع می‌شود و کجا باید بیاییم؛ اگر نشانی دقیق را هم بفرستی خیلی خوب می‌شود.',
  'ok',
  'The build is green on main, but `bun test` still prints one warning about the WebSocket back-pressure limit (1 MB). I will look at it tomorrow morning.',
  'این یک خط فارسی است.\nAnd this one is English.\nو دوباره فارسی با یک English word در میانش.',
  '👍',
  '😀🎉❤️',
  'https://example.org/a/very/long/path/that/never/ends/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  'فهرست خرید:\n  ۱. نان\n  ۲. پنیر\n  ۳. Coffee beans (250 g)\n\n  مجموع: ۴۵۰٬۰۰۰ تومان',
  '12:30',
  'می‌روم',
  'بنفشه‌های کوهستان در باد بهاری می‌رقصیدند و کسی نمی‌دانست که این آخرین روز برف است 🙂',
];
const { gone: _, ...living } = PEOPLE;
const PEERS = Object.values(living);
/** Also the first of the list: what one keeps for oneself. */
const SAVED = 'savedAAAAAA';
/** The chat whose length one chooses, and in which something waits to be sent. */
const LONG = 1;

/** `chats`: how many there are; `messages` and `unread`: of the long one. */
export type Lengths = { chats: number; messages: number; unread: number };

/** Many chats, one of them of any length, whose messages are made up as they are looked at. */
export function fakeLongChats({ chats, messages, unread }: Lengths): FakeChat[] {
  return Array.from({ length: chats }, (_, index): FakeChat => {
    const peer = index === 0 ? null : (PEERS[index % PEERS.length] ?? null);
    const chatId = index === 0 ? SAVED : `chat${String(index).padStart(7, '0')}`;
    const total = index === LONG ? messages : 100;
    const senderId = peer?.id ?? me.id;
    const said = (seq: number, change: Partial<TimelineMessage> = {}): TimelineMessage => {
      const mine = change.mine ?? (seq * 7) % 5 < 2;
      return fakeMessage({
        chatId,
        seq,
        senderId: mine ? me.id : senderId,
        text: TEXTS[(seq * 5) % TEXTS.length] ?? '',
        mine,
        ...change,
      });
    };
    const make = (seq: number): TimelineMessage => {
      const state = seq % 9 === 0 ? 'delivered' : 'read';
      return said(seq, { createdAt: now - (total - seq) * 37 * 60_000, state });
    };
    const waiting = [
      said(0, { mine: true, state: 'failed', error: 'text_long', text: 'این یکی نرفت.' }),
      said(0, { mine: true, state: 'queued', text: 'این یکی در راه است.' }),
    ];
    const states = ['read', 'delivered', 'sent', 'queued'] as const;
    const last = said(total, {
      createdAt: now - index ** 3 * 3_000_000,
      text: TEXTS[index % TEXTS.length] ?? '',
      mine: index % 3 !== 1,
      state: states[index % 4] ?? 'read',
    });
    const row = fakeRow(chatId, peer, last, {
      unread: index === LONG ? unread : index === 4 ? 1500 : 0,
      draft: index === 2 ? 'نوشته‌ای که\nهنوز نفرستاده‌ام' : '',
      typing: index === 3 && peer ? [peer.id] : [],
    });
    return { row, history: new FakeHistory(total, make, index === LONG ? waiting : []) };
  });
}

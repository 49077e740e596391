import type { NotificationFacts } from '../../core/push/notification.ts';
import { answerWorker, type WorkerQuestion } from '../../core/push/worker-question.ts';
import type { ChatRow, ClientServices } from '../../core/services.ts';
import { onLanguage } from '../../i18n/locale.ts';
import { keepSubscribed } from '../../pwa/push.ts';
import { pushTested } from '../../pwa/push-test.ts';
import type { Router } from '../router.ts';

/** The list changes many times in a row, and asking for what is shown goes to another process. */
const SETTLE_MS = 300;

type Page = { router: Router; isLookedAt(chatId: string): boolean };

/**
 * The page's part of notifications: it answers the service worker, closes what has been read, counts on the app's icon,
 * and keeps this browser subscribed. Returns how to stop.
 */
export function watchNotifications(
  { account, messenger }: ClientServices,
  { router, isLookedAt }: Page,
): () => void {
  const isOnline = (): boolean => messenger.connection.get().state === 'online';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isKept = false;

  const answer = (question: WorkerQuestion): boolean => {
    if (question.kind === 'tested') pushTested.set(pushTested.get() + 1);
    else if (question.kind === 'open') void router.go(question.path);
    else if (!isOnline()) messenger.reconnect();
    return question.kind !== 'tells' || (isOnline() && document.visibilityState === 'visible');
  };

  const subscribe = (): void => {
    if (globalThis.Notification?.permission !== 'granted' || !isOnline()) return;
    const me = account.me.get();
    // Where the push service is out of reach, the settings say so.
    if (me) void keepSubscribed(messenger.ask.bind(messenger), me.id).catch(() => undefined);
    isKept = true;
  };

  const checkShown = (): void => {
    timer = undefined;
    const rows = messenger.chats.get();
    if (!rows) return;
    setBadge(messenger.unread.get());
    if (globalThis.Notification?.permission === 'granted')
      void closeRead(rows, isLookedAt).catch(() => undefined);
  };
  const checkLater = (): void => {
    timer ??= setTimeout(checkShown, SETTLE_MS);
  };

  const stops = [
    messenger.chats.subscribe(checkLater),
    router.route.subscribe(checkLater),
    onLanguage(subscribe),
    messenger.connection.subscribe(() => {
      if (!isKept) subscribe();
    }),
    'serviceWorker' in navigator ? answerWorker(navigator.serviceWorker, answer) : () => {},
    () => clearTimeout(timer),
    () => document.removeEventListener('visibilitychange', checkLater),
    () => setBadge(0),
  ];
  document.addEventListener('visibilitychange', checkLater);
  checkLater();
  subscribe();
  return () => {
    for (const stop of stops) stop();
  };
}

/** The browser refuses where the app is not installed; then there is nothing to badge. */
const setBadge = (count: number): void =>
  void navigator.setAppBadge?.(count).catch(() => undefined);

/** What this device has not heard of yet it cannot call read. */
async function closeRead(
  rows: readonly ChatRow[],
  isLookedAt: (chatId: string) => boolean,
): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  for (const notification of (await registration?.getNotifications()) ?? []) {
    const { kind, chatId, seq = 0 } = (notification.data ?? {}) as Partial<NotificationFacts>;
    const row = rows.find(({ chat }) => chat.id === chatId);
    if (!row || chatId === undefined || row.chat.lastSeq < seq) continue;
    const isMessage = kind === 'message' || kind === 'answer';
    if (isLookedAt(chatId) || (isMessage && row.unread === 0)) notification.close();
  }
}

import {
  closeNotifications,
  type NotificationFacts,
  showNotification,
} from '../core/push/notification.ts';
import { type PushState, readPushState } from '../core/push/state.ts';
import { askPage, type WorkerQuestion } from '../core/push/worker-question.ts';
import { callRoute } from '../core/rest.ts';
import { WORKER_TEXTS } from '../i18n/texts/worker.ts';
import { answer, markRead, sendWaiting } from './answer.ts';
import { workerEnv, workerHttp } from './env.ts';
import { readPayload, toNotification } from './payload.ts';

declare const self: ServiceWorkerGlobalScope;

/** The browser sends what waits when the network is back (WICG Background Sync, Chromium alone). */
const SYNC = 'outbox';
type Syncing = { sync?: { register(tag: string): Promise<void> } };
type SyncEvent = ExtendableEvent & { tag: string };

/** Nothing is shown to a device that nobody is signed in on, whatever still comes. */
async function readState(): Promise<PushState | undefined> {
  const state = await readPushState();
  return state?.isPaused ? undefined : state;
}

export async function handlePush(event: PushEvent): Promise<void> {
  const state = await readState();
  const payload = readPayload(event);
  if (!state || !payload) return;
  // Not waited for: without an installed app it may never be answered.
  if (payload.app_badge !== undefined)
    void navigator.setAppBadge?.(payload.app_badge).catch(() => undefined);
  if (payload.close) await closeNotifications(self.registration, [payload.close]);
  if (!payload.notification) return;
  const shown = toNotification(payload.notification, state, self.location.origin);
  if (await findTellingPage(shown.data)) return;
  await showNotification(self.registration, shown);
}

/** A page that is looked at tells of a message itself, by a sound and a notice, or shows the chat. */
async function findTellingPage({ kind, chatId }: NotificationFacts): Promise<boolean> {
  const pages = await listPages();
  if (kind === 'test') {
    await askAll(pages, { kind: 'tested' });
    return false;
  }
  const visible = pages.filter(({ visibilityState }) => visibilityState === 'visible');
  if (chatId === undefined || kind !== 'message') return false;
  return (await askAll(visible, { kind: 'tells', chatId })).includes(true);
}

const askAll = (pages: readonly WindowClient[], question: WorkerQuestion): Promise<boolean[]> =>
  Promise.all(pages.map((page) => askPage(page, question, workerEnv.after)));

const listPages = (): Promise<readonly WindowClient[]> =>
  self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** `reply`: what was typed where the platform has a field for it, null elsewhere. */
export async function handleClick(event: NotificationEvent & { reply?: string | null }) {
  const { notification, action, reply } = event;
  const { path, chatId, seq } = notification.data as NotificationFacts;
  notification.close();
  const state = await readState();
  if (!state) return;
  const place = chatId !== undefined && seq !== undefined && { userId: state.userId, chatId, seq };
  const text = reply?.trim();
  if (place && action === 'read') return await markRead(place);
  if (place && action === 'answer' && text)
    return await sendReply(place, text, notification, state);
  await openPage(path);
}

async function sendReply(
  place: Parameters<typeof answer>[0],
  text: string,
  { title, tag, data }: Notification,
  { language }: PushState,
): Promise<void> {
  const done = await answer(place, text);
  if (done === 'sent') return;
  const { waits, notSent } = WORKER_TEXTS[language];
  // The words stay where the person can see them.
  const body = done === 'waits' ? waits(text) : notSent(text);
  const shown = { title, body, tag, lang: language, isQuiet: true };
  const { path } = data as NotificationFacts;
  // Without its chat, no page that has read the chat closes the only place of these words.
  const about = done === 'waits' ? data : { path };
  await showNotification(self.registration, { ...shown, data: { ...about, kind: 'answer' } });
  if (done === 'waits')
    await (self.registration as Syncing).sync?.register(SYNC).catch(() => undefined);
}

/** In the tab that is there, in the one that was looked at last; where none answers, in a new one. */
async function openPage(path: string): Promise<void> {
  for (const page of await listPages()) {
    const focused = await page.focus().catch(() => page);
    if (await askPage(focused, { kind: 'open', path }, workerEnv.after)) return;
  }
  await self.clients.openWindow(path);
}

/** The push service has ended the subscription; the next start of the app would notice, this is sooner. */
export async function handleSubscriptionChange(): Promise<void> {
  const state = await readState();
  if (!state) return;
  const { publicKey, language, content } = state;
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  const { endpoint, keys } = (await self.registration.pushManager.subscribe(options)).toJSON();
  const { p256dh = '', auth = '' } = keys ?? {};
  const body = { endpoint: endpoint ?? '', p256dh, auth, language, content };
  await callRoute(workerHttp(), 'push.subscribe', body);
}

export async function handleSync({ tag }: SyncEvent): Promise<void> {
  const state = await readState();
  if (tag !== SYNC || !state) return;
  await sendWaiting(state.userId);
  const shown = await self.registration.getNotifications();
  for (const notification of shown)
    if ((notification.data as NotificationFacts).kind === 'answer') notification.close();
}

import type { NotificationContent, NotificationSettings, PushReply } from '../../protocol/push.ts';
import { closeNotifications } from '../core/push/notification.ts';
import { forgetPushState, readPushState, writePushState } from '../core/push/state.ts';
import { isApiError, type Messenger } from '../core/services.ts';
import { language } from '../i18n/locale.ts';
import { toBase64 } from '../media/base64.ts';
import { installWay } from './install.ts';

type Ask = Messenger['ask'];

/** A browser whose push service is blocked may never say so, and one that refuses service workers has none ready, ever. */
const PATIENCE_MS = 20_000;

const inTime = <R>(work: Promise<R>): Promise<R> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) =>
      setTimeout(() => reject(new DOMException('no answer', 'TimeoutError')), PATIENCE_MS),
    ),
  ]);

/**
 * Why this browser shows no notifications. `home-screen`: Safari on iPhone and iPad, only from the Home Screen.
 * `insecure`: an address without encryption. `denied`: the person, or their browser, has refused.
 */
export type PushObstacle = 'insecure' | 'home-screen' | 'unsupported' | 'denied';

export function findObstacle(): PushObstacle | undefined {
  if (!isSecureContext) return 'insecure';
  if (installWay.get() === 'ios') return 'home-screen';
  if (!('serviceWorker' in navigator && 'PushManager' in globalThis)) return 'unsupported';
  if (!('Notification' in globalThis)) return 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : undefined;
}

/** Whether the person has turned notifications on here, and the browser still lets them. */
export async function isPushOn(userId: string): Promise<boolean> {
  const state = await readPushState();
  return state?.userId === userId && findObstacle() === undefined;
}

/** One after another, in all tabs: a start must not turn on again what is being turned off. */
const inTurn = <R>(work: () => Promise<R>): Promise<R> =>
  navigator.locks.request('payambar-push', work) as Promise<R>;

/**
 * Subscribes this browser and tells the server, which then knows where to send. Rejects with the browser's error where
 * it cannot reach its push service, and with `ApiError`; what the person wants is kept all the same, and the next start
 * tries again. `content`: left out, as it was.
 */
export const subscribe = (
  ask: Ask,
  userId: string,
  content?: NotificationContent,
): Promise<PushReply> => inTurn(() => subscribeNow(ask, userId, content));

async function subscribeNow(
  ask: Ask,
  userId: string,
  content?: NotificationContent,
): Promise<PushReply> {
  const known = await ask('push.get', {});
  const { publicKey, settings } = known;
  const before = await readPushState();
  const mine = before?.userId === userId ? before : undefined;
  const device = { language: language(), content: content ?? mine?.content ?? 'full' };
  await writePushState({ userId, publicKey, settings, ...device });
  const registration = await inTime(navigator.serviceWorker.ready);
  // One of another person, who has left this browser: the server would not hand it over.
  if (!mine) await unsubscribeHere(registration);
  const send = async (): Promise<void> => {
    const { endpoint = '', keys } = (await subscribeHere(registration, publicKey)).toJSON();
    const { p256dh = '', auth = '' } = keys ?? {};
    await ask('push.subscribe', { endpoint, p256dh, auth, ...device });
  };
  try {
    await send();
  } catch (error) {
    if (!isApiError(error, 'forbidden')) throw error;
    await unsubscribeHere(registration);
    await send();
  }
  return { ...known, device };
}

/** A browser keeps a subscription with the keys that it was made with; a server that has moved may have others. */
async function subscribeHere(
  { pushManager }: ServiceWorkerRegistration,
  publicKey: string,
): Promise<PushSubscription> {
  const held = await pushManager.getSubscription();
  const key = held?.options.applicationServerKey;
  if (held && (!key || toBase64Url(key) === publicKey)) return held;
  await held?.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  return await inTime(pushManager.subscribe(options));
}

const toBase64Url = (bytes: ArrayBuffer): string =>
  toBase64(new Uint8Array(bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

async function unsubscribeHere({ pushManager }: ServiceWorkerRegistration): Promise<void> {
  const held = await pushManager.getSubscription();
  await held?.unsubscribe();
}

/** Tells the push service what is asked for now: endpoints change, so every start of the app does. */
export async function keepSubscribed(ask: Ask, userId: string): Promise<void> {
  await inTurn(async () => {
    if (await isPushOn(userId)) await subscribeNow(ask, userId);
  });
}

/** A page in the background follows them, too. */
export async function rememberSettings(settings: NotificationSettings): Promise<void> {
  const state = await readPushState();
  if (state) await writePushState({ ...state, settings });
}

export const turnPushOff = (ask: Ask): Promise<void> =>
  inTurn(async () => {
    await ask('push.unsubscribe', {});
    await leavePush();
    await forgetPushState();
  });

/**
 * Nobody is signed in here any more: nothing comes, nothing is shown, and what is shown goes. The state stays for the
 * return of a person whose session has expired; a sign-out clears it with all caches.
 */
export async function leavePush(userId?: string): Promise<void> {
  const state = await readPushState();
  if (!state || (userId !== undefined && state.userId !== userId)) return;
  await writePushState({ ...state, isPaused: true });
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return;
  const shown = await registration.getNotifications();
  await closeNotifications(registration, [...new Set(shown.map(({ tag }) => tag))]);
  void navigator.setAppBadge?.(0).catch(() => undefined);
  await unsubscribeHere(registration);
}

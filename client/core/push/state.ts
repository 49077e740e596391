import type {
  NotificationContent,
  NotificationSettings,
  PushLanguage,
} from '../../../protocol/push.ts';

/**
 * What this device knows of its notifications: the service worker, which has no page beside it, shows nothing without.
 * It lies in a cache, the one store that both of them have and that a sign-out clears as a whole.
 */
export type PushState = {
  userId: string;
  /** The `applicationServerKey` of the server, for a worker that has to subscribe anew. */
  publicKey: string;
  language: PushLanguage;
  content: NotificationContent;
  settings: NotificationSettings;
  /** The session has expired: nothing is shown until this person is back. */
  isPaused?: true;
};

const CACHE = 'payambar-push';
const STATE = '/push/state';

/** undefined: nobody here wants notifications. */
export async function readPushState(): Promise<PushState | undefined> {
  if (!('caches' in globalThis) || !(await caches.has(CACHE))) return undefined;
  const kept = await (await caches.open(CACHE)).match(STATE);
  return await kept?.json();
}

export async function writePushState(state: PushState): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.put(STATE, Response.json(state));
}

export async function forgetPushState(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(CACHE);
}

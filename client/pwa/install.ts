import { type Readable, Writable } from '../core/store.ts';

/** Chromium's event (W3C "Manifest: app installation", not in TypeScript's DOM library). */
type InstallPrompt = Event & { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> };

/** `prompt`: the browser installs on request; `ios`: a person does it, by the share menu; `none`: neither, or done. */
export type InstallWay = 'prompt' | 'ios' | 'none';

const KEY = 'payambar:install-declined';
const way = new Writable<InstallWay>('none');
let kept: InstallPrompt | undefined;

export const installWay: Readable<InstallWay> = way;

/** Before anything else: the event comes once, early. */
export function watchInstall(): void {
  if (isInstalled()) return;
  if (isIos()) way.set('ios');
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    kept = event as InstallPrompt;
    way.set('prompt');
  });
  addEventListener('appinstalled', () => way.set('none'));
}

export async function install(): Promise<void> {
  const answer = await kept?.prompt();
  kept = undefined;
  way.set('none');
  if (answer?.outcome === 'dismissed') declineInstall();
}

/** Whoever said no is not asked again on this device; the settings still offer it. */
export function declineInstall(): void {
  localStorage.setItem(KEY, '1');
}

export function installDeclined(): boolean {
  return localStorage.getItem(KEY) !== null;
}

function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches || navigatorSays('standalone');
}

/** Only Safari on iOS and iPadOS knows `navigator.standalone`; iPadOS calls itself a Mac. */
function isIos(): boolean {
  return 'standalone' in navigator && navigator.maxTouchPoints > 0;
}

function navigatorSays(key: string): boolean {
  return key in navigator && (navigator as unknown as Record<string, unknown>)[key] === true;
}

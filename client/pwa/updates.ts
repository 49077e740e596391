import { type ReadableStore, Writable } from '../core/store.ts';
import { Updater } from './updater.ts';

/** Plain HTTP on a LAN address has no service worker; development wants none, for it would keep old code. */
const updater =
  'serviceWorker' in navigator && !process.env.PAYAMBAR_DEV
    ? new Updater({
        container: navigator.serviceWorker,
        reload: () => location.reload(),
        now: () => Date.now(),
      })
    : undefined;

/** A new version waits for the person's word. */
export const updateReady: ReadableStore<boolean> = updater?.ready ?? new Writable(false);

/**
 * Registers the worker (after the app has drawn: its download must not compete with the first screen), and looks for a
 * newer one at each return to the page.
 */
export async function watchUpdates(): Promise<void> {
  if (!updater) return;
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void updater.check();
  });
  // A browser that refuses (a private window, a certificate it does not trust) still runs the app, only online.
  await updater.start().catch(() => undefined);
}

/** Checks when the connection comes back: the server may have been away to be upgraded. */
export function checkForUpdate(): void {
  void updater?.check(true);
}

/** Lets the waiting version take over; the page reloads with it. */
export function applyUpdate(): void {
  updater?.apply();
}

/** The server serves this version no longer, so the newest one is loaded at once. */
export function replaceVersion(): void {
  if (updater) void updater.replace();
  else location.reload();
}

/** Puts it off: it is offered again at the next start. */
export function postponeUpdate(): void {
  updater?.postpone();
}

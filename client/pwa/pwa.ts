import type { Readable } from '../core/store.ts';
import { type Install, Installer } from './install.ts';
import { type Update, Updater } from './update.ts';

const installer = new Installer({
  window,
  userAgent: navigator.userAgent,
  touchPoints: navigator.maxTouchPoints,
  standalone: matchMedia('(display-mode: standalone)').matches,
});

/** Plain HTTP on a LAN address has no service worker; development wants none, for it would keep old code. */
const updater =
  'serviceWorker' in navigator && !process.env.PAYAMBAR_DEV
    ? new Updater({
        container: navigator.serviceWorker,
        reload: () => location.reload(),
        now: () => Date.now(),
      })
    : undefined;

const NONE: Update = { available: false, apply: () => undefined };

/** Made at import, so that no event of the browser is missed. */
export const install: Readable<Install> = installer.install;
export const update: Readable<Update> = updater?.update ?? {
  get: () => NONE,
  subscribe: () => () => undefined,
};

/**
 * Registers the service worker, after the app has drawn: its download must not compete with the first screen. Looks for
 * updates whenever the app comes to the front.
 */
export function startPwa(): void {
  if (!updater) return;
  // A refused registration (a private window, a full disk) leaves an app that works online.
  updater.start().catch(() => undefined);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void updater.check();
  });
}

/** The server said that its version differs from this one's: look for the new worker now. */
export function checkForUpdate(): void {
  void updater?.check(true);
}

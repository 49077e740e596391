import { type Readable, Writable } from '../core/store.ts';

const HOUR = 3_600_000;
const ready = new Writable<ServiceWorker | null>(null);
/** Only our own agreement may reload the page: the first worker of a first visit takes control as well. */
let agreed = false;

/** A new version that waits for the person's word. */
export const updateReady: Readable<ServiceWorker | null> = ready;

/** Registers the worker, and looks for a newer one at each return to the page and every hour. */
export async function watchUpdates(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (agreed) location.reload();
  });
  try {
    const registration = await navigator.serviceWorker.register('/sw.js', {
      type: 'classic',
      updateViaCache: 'none',
    });
    follow(registration);
  } catch {
    // A browser that refuses (private window, a certificate it does not trust) still runs the app, only online.
  }
}

function follow(registration: ServiceWorkerRegistration): void {
  if (registration.waiting && navigator.serviceWorker.controller) ready.set(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      // Without a controller it is the first one of all, not an update.
      if (worker.state === 'installed' && navigator.serviceWorker.controller) ready.set(worker);
    });
  });
  const look = () => registration.update().catch(() => undefined);
  setInterval(look, HOUR);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void look();
  });
}

/** The waiting version takes over, and the page loads anew with it. */
export function applyUpdate(): void {
  agreed = true;
  ready.get()?.postMessage('SKIP_WAITING');
}

/** Not now: it is offered again at the next start. */
export function postponeUpdate(): void {
  ready.set(null);
}

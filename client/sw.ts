/**
 * The service worker: keeps the shell, so that the app opens without a network, and shows notifications. It answers no
 * request of `/api`.
 */
import { clientsClaim } from 'workbox-core';
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { keepShared, SHARE_PATH } from './core/shared-content.ts';
import { isShellPath } from './sw/paths.ts';
import { handleClick, handlePush, handleSubscriptionChange, handleSync } from './sw/push.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] };

// There is no runtime caching, on purpose: replies of the API belong to a person, and a shared cache would outlive
// the log-out.
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false });
cleanupOutdatedCaches();
clientsClaim();

registerRoute(
  ({ request, url }) => request.mode === 'navigate' && isShellPath(url.pathname),
  createHandlerBoundToURL('/index.html'),
);

/** What another app shares stays on this device: the request ends here, and the page asks where it goes. */
registerRoute(
  ({ request, url }) => request.mode === 'navigate' && url.pathname === SHARE_PATH,
  async ({ request }) => {
    await keepShared(request, Date.now());
    return Response.redirect(SHARE_PATH, 303);
  },
  'POST',
);

/** The page asks for the switch when the person agreed to it; a waiting worker never takes over by itself. */
self.addEventListener('message', (event) => {
  if (event.data === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
});

self.addEventListener('push', (event) => event.waitUntil(handlePush(event)));
self.addEventListener('notificationclick', (event) => event.waitUntil(handleClick(event)));
self.addEventListener('pushsubscriptionchange', (event) =>
  (event as ExtendableEvent).waitUntil(handleSubscriptionChange()),
);
self.addEventListener('sync', (event) => {
  const sync = event as Parameters<typeof handleSync>[0];
  sync.waitUntil(handleSync(sync));
});

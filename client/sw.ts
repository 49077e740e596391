/** The service worker: keeps the shell, so that the app opens without a network. It never touches `/api`. */
import { clientsClaim } from 'workbox-core';
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { isShellPath } from './sw/paths.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] };

// No runtime caching, on purpose: answers of the API belong to a person, and a shared cache would outlive the log-out.
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false });
cleanupOutdatedCaches();
clientsClaim();

registerRoute(
  ({ request, url }) => request.mode === 'navigate' && isShellPath(url.pathname),
  createHandlerBoundToURL('/index.html'),
);

/** The page asks for the switch when the person agreed to it; a waiting worker never takes over by itself. */
self.addEventListener('message', (event) => {
  if (event.data === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
});

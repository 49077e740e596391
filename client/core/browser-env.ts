import type { Env, KeyValueStore, PageEvent, PageVisibility } from './env.ts';

/** Storage throws where cookies are blocked. Then nothing is remembered, and all else works. */
const storage: KeyValueStore = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {}
  },
};

const page: PageVisibility = {
  isVisible: () => document.visibilityState === 'visible',
  watch(listener) {
    const stop = new AbortController();
    const on = (target: EventTarget, type: string, tell: (event: Event) => PageEvent | null) =>
      target.addEventListener(
        type,
        (event) => {
          const what = tell(event);
          if (what) listener(what);
        },
        { signal: stop.signal },
      );
    on(document, 'visibilitychange', () => (page.isVisible() ? 'visible' : 'hidden'));
    on(window, 'online', () => 'online');
    on(window, 'pagehide', () => 'leaving');
    on(window, 'pageshow', (event) =>
      (event as PageTransitionEvent).persisted ? 'restored' : null,
    );
    return () => stop.abort();
  },
};

async function clearCaches(): Promise<void> {
  await clearFiles().catch(() => {});
  if (!('caches' in globalThis)) return;
  const names = await caches.keys();
  const personal = names.filter((name) => !name.includes('precache'));
  await Promise.all(personal.map((name) => caches.delete(name)));
}

/** Bytes that were waiting to be sent. Only secure contexts have files, and some browsers refuse them. */
async function clearFiles(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  for await (const name of root.keys())
    await root.removeEntry(name, { recursive: true }).catch(() => {});
}

export function browserEnv(): Env {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    fetch: (path, init) => fetch(path, init),
    openSocket() {
      const url = new URL('/ws', location.href);
      url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
      return new WebSocket(url, 'payambar.v1');
    },
    locks: navigator.locks as LockManager | undefined,
    channel: (name) => ('BroadcastChannel' in globalThis ? new BroadcastChannel(name) : undefined),
    storage,
    page,
    reload: () => location.reload(),
    clearCaches,
  };
}

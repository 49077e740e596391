/** What happens to the page. `leaving`: it may end without another event. `restored`: it comes from the bfcache. */
export type PageEvent = 'visible' | 'hidden' | 'online' | 'leaving' | 'restored';

export type PageVisibility = {
  isVisible(): boolean;
  watch(listener: (event: PageEvent) => void): () => void;
};

/** The little that a device may remember without a secret: who was signed in last. */
export type KeyValueStore = {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
};

export type Cancel = () => void;

/** Everything outside: clock, timers, randomness, network, browser. Tests make their own. */
export type Env = {
  now(): number;
  random(): number;
  after(ms: number, run: () => void): Cancel;
  fetch(path: string, init: RequestInit): Promise<Response>;
  openSocket(): WebSocket;
  /** Undefined over plain http (Web Locks need a secure context): then each tab works alone. */
  locks: LockManager | undefined;
  channel(name: string): BroadcastChannel | undefined;
  storage: KeyValueStore;
  page: PageVisibility;
  reload(): void;
  /** Caches and files that may hold something personal; the app's own shell stays, or it could not open offline. */
  clearCaches(): Promise<void>;
};

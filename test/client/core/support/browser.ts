import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import type { Env, PageEvent } from '../../../../client/core/env.ts';
import type { FakeClock } from './clock.ts';
import type { FakeSocket } from './socket.ts';

type Waiter = {
  grant: () => Promise<unknown>;
  resolve(v: unknown): void;
  reject(e: unknown): void;
};
type Held = { waiter: Waiter };

/** Plays Web Locks for one browser: one holder a name, the others wait in line; `steal` puts the holder out. */
class FakeLocks {
  private readonly held = new Map<string, Held>();
  private readonly lines = new Map<string, Waiter[]>();

  of(tab: FakeTab): LockManager {
    const request = (name: string, options: LockOptions, grant: () => Promise<unknown>) =>
      new Promise((resolve, reject) => {
        const waiter: Waiter = { grant, resolve, reject };
        tab.waiters.push({ name, waiter });
        options.signal?.addEventListener('abort', () => this.leave(name, waiter));
        if (options.steal) this.steal(name, waiter);
        else {
          this.line(name).push(waiter);
          this.next(name);
        }
      });
    return { request, query: async () => ({}) } as unknown as LockManager;
  }

  /** The tab ends without releasing its locks. */
  end(name: string, waiter: Waiter): void {
    this.lines.set(
      name,
      this.line(name).filter((other) => other !== waiter),
    );
    if (this.held.get(name)?.waiter === waiter) this.release(name);
  }

  private leave(name: string, waiter: Waiter): void {
    if (!this.line(name).includes(waiter)) return;
    this.lines.set(
      name,
      this.line(name).filter((other) => other !== waiter),
    );
    waiter.reject(new DOMException('given up', 'AbortError'));
  }

  private line(name: string): Waiter[] {
    const line = this.lines.get(name) ?? [];
    this.lines.set(name, line);
    return line;
  }

  private steal(name: string, waiter: Waiter): void {
    const before = this.held.get(name)?.waiter;
    this.hold(name, waiter);
    before?.reject(new DOMException('stolen', 'AbortError'));
  }

  private next(name: string): void {
    if (this.held.has(name)) return;
    const waiter = this.line(name).shift();
    if (waiter) this.hold(name, waiter);
  }

  private hold(name: string, waiter: Waiter): void {
    this.held.set(name, { waiter });
    queueMicrotask(() => {
      void waiter.grant().then((result) => {
        if (this.held.get(name)?.waiter === waiter) this.release(name);
        waiter.resolve(result);
      });
    });
  }

  private release(name: string): void {
    this.held.delete(name);
    this.next(name);
  }
}

class FakeChannel {
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor(
    private readonly tab: FakeTab,
    private readonly name: string,
  ) {
    tab.browser.channels.add(this);
  }

  /** Copies as a browser does: what cannot be cloned throws here too. */
  postMessage(data: unknown): void {
    if (this.tab.dead) return;
    const copy = structuredClone(data);
    for (const other of this.tab.browser.channels)
      if (other !== this && other.name === this.name) other.deliver(copy);
  }

  close(): void {
    this.tab.browser.channels.delete(this);
  }

  private deliver(data: unknown): void {
    queueMicrotask(() => {
      if (!this.tab.dead && !this.tab.frozen) this.onmessage?.({ data });
    });
  }
}

/** The browser that asks, with its cookies. */
export type Browser = Pick<FakeBrowser, 'userId' | 'headers' | 'keep'>;
/** The line to the server. */
type Outside = {
  fetch(browser: Browser, path: string, init: RequestInit): Promise<Response>;
  connect(browser: Browser): FakeSocket;
};

/** One browser of one person: its tabs share IndexedDB, locks and channels. */
export class FakeBrowser {
  readonly locks = new FakeLocks();
  readonly channels = new Set<FakeChannel>();
  readonly storage = new Map<string, string>();
  readonly cookies = new Map<string, string>();
  private readonly disk = new IDBFactory();

  constructor(
    readonly clock: FakeClock,
    readonly server: Outside,
    readonly userId: string,
  ) {
    this.use();
  }

  /** Returns what a browser says with each request of a page of ours. */
  headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { 'sec-fetch-site': 'same-origin', cookie };
  }

  keep(response: Response): void {
    for (const text of response.headers.getSetCookie()) {
      const { name, value, maxAge } = Bun.Cookie.parse(text);
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  /** Databases are opened on this browser's disk from now on. */
  use(): void {
    globalThis.indexedDB = this.disk;
  }

  tab(options: { locks?: boolean } = {}): FakeTab {
    return new FakeTab(this, options.locks ?? true);
  }
}

export class FakeTab {
  readonly waiters: { name: string; waiter: Waiter }[] = [];
  private readonly sockets: FakeSocket[] = [];
  readonly env: Env;
  dead = false;
  frozen = false;
  visible = true;
  reloaded = 0;
  private readonly watchers = new Set<(event: PageEvent) => void>();

  constructor(
    readonly browser: FakeBrowser,
    withLocks: boolean,
  ) {
    const { clock, server, storage } = browser;
    this.env = {
      now: clock.now,
      random: () => 0.5,
      after: (ms, run) => clock.after(ms, () => this.dead || this.frozen || run()),
      fetch: (path, init) => server.fetch(browser, path, init),
      openSocket: () => {
        const socket = server.connect(browser);
        this.sockets.push(socket);
        return socket as unknown as WebSocket;
      },
      locks: withLocks ? browser.locks.of(this) : undefined,
      channel: (name) => new FakeChannel(this, name) as unknown as BroadcastChannel,
      storage: {
        get: (key) => storage.get(key) ?? null,
        set: (key, value) => void (value === null ? storage.delete(key) : storage.set(key, value)),
      },
      page: {
        isVisible: () => this.visible,
        watch: (listener) => {
          this.watchers.add(listener);
          return () => this.watchers.delete(listener);
        },
      },
      reload: () => {
        this.reloaded += 1;
      },
      clearCaches: async () => {},
    };
  }

  happen(event: PageEvent): void {
    if (event === 'visible') this.visible = true;
    if (event === 'hidden') this.visible = false;
    for (const watcher of [...this.watchers]) watcher(event);
  }

  /** Ends the tab's process: no timers, no messages, its sockets close, its locks are free. */
  crash(): void {
    this.dead = true;
    for (const socket of this.sockets) socket.close();
    for (const { name, waiter } of this.waiters) this.browser.locks.end(name, waiter);
  }
}

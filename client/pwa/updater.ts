import { type ReadableStore, Writable } from '../core/store.ts';

/** What an updater needs of the browser; tests give their own. */
type UpdateEnv = {
  container: Pick<ServiceWorkerContainer, 'register' | 'controller' | 'addEventListener'>;
  reload(): void;
  /** Milliseconds. */
  now(): number;
};

const HOUR = 60 * 60_000;
const MINUTE = 60_000;

/**
 * Follows the service worker's life. A new one is installed in the background, waits, and is offered: it never takes
 * over under a half-written message. Once it has taken over in one tab, the others run code whose lazily loaded parts
 * are gone, so that they are offered the reload too.
 */
export class Updater {
  private readonly waits = new Writable(false);
  private registration: ServiceWorkerRegistration | undefined;
  private isApplying = false;
  private hasReloaded = false;
  private checkedAt = 0;

  constructor(private readonly env: UpdateEnv) {}

  /** A newer version waits to be agreed to. */
  get ready(): ReadableStore<boolean> {
    return this.waits;
  }

  async start(): Promise<void> {
    const { container } = this.env;
    // The first worker claims the page that installed it: that is no update.
    let controlled = container.controller !== null;
    container.addEventListener('controllerchange', () => {
      if (this.isApplying) this.reloadOnce();
      else if (controlled) this.offer();
      controlled = true;
    });
    this.checkedAt = this.env.now();
    this.registration = await container.register('/sw.js', { updateViaCache: 'none' });
    if (this.registration.waiting && controlled) this.offer();
    this.registration.addEventListener('updatefound', () => this.followInstalling());
    this.followInstalling();
  }

  /**
   * Asks the server for a newer worker, at most once an hour; once a minute when there is `reason` to think that it was
   * upgraded. Offline it is silent.
   */
  async check(reason = false): Promise<void> {
    const spare = reason ? MINUTE : HOUR;
    if (!this.registration || this.env.now() - this.checkedAt < spare) return;
    this.checkedAt = this.env.now();
    await this.registration.update().catch(() => undefined);
  }

  /** Puts it off: it is offered again at the next start. */
  postpone(): void {
    this.waits.set(false);
  }

  /** Switches to the new version: one reload, and only ever by this call. */
  apply(): void {
    if (this.isApplying) return;
    this.isApplying = true;
    const waiting = this.registration?.waiting;
    // Without a waiting worker another tab has switched already: a reload is all that is missing.
    if (waiting) waiting.postMessage('SKIP_WAITING');
    else this.reloadOnce();
  }

  /** Fetches a newer version, if there is one, and reloads in any case: the one that runs is of no use any more. */
  async replace(): Promise<void> {
    await this.registration?.update().catch(() => undefined);
    const worker = this.registration?.installing;
    if (worker) await waitForInstall(worker);
    this.apply();
  }

  private followInstalling(): void {
    const worker = this.registration?.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && this.env.container.controller) this.offer();
    });
  }

  private offer(): void {
    this.waits.set(true);
  }

  private reloadOnce(): void {
    if (this.hasReloaded) return;
    this.hasReloaded = true;
    this.env.reload();
  }
}

/** Resolves when the worker is installed, or has failed at it. */
function waitForInstall(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => {
      if (worker.state !== 'installing') resolve();
    });
  });
}

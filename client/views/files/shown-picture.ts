import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ShownFiles } from '../../core/services.ts';

type Part = 'thumb' | 'whole';
type Shown = { url: string; release(): void };

/** Pictures begin to come when they are this near, as the browsers' own lazy loading has it. */
const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) target.dispatchEvent(new Event('pa-near'));
  },
  { rootMargin: '800px' },
);

/** So long a picture waits at most for a moment between two frames. */
const PATIENCE_MS = 300;

/** Asking for a picture takes a slow phone some milliseconds, which a frame of a scrolled page does not have. */
function waitForIdle(): Promise<void> {
  return new Promise((resolve) => {
    // Safari does not say when it is idle.
    if ('requestIdleCallback' in globalThis)
      requestIdleCallback(() => resolve(), { timeout: PATIENCE_MS });
    else resolve();
  });
}

/** The addresses of one picture's parts, fetched when it is near, and given back when it leaves the page. */
export class ShownPicture implements ReactiveController {
  readonly urls = new Map<Part, string>();
  /** What did not come. */
  readonly failed = new Set<Part>();
  private shown: Shown[] = [];
  private stop = new AbortController();
  private asked = new Set<Part>();
  private isNear = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly source: () => { fileId: string; files(): Promise<ShownFiles> } | undefined,
    private readonly wanted: () => readonly Part[],
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('pa-near', this.handleNear);
    addEventListener('online', this.retry);
    near.observe(this.host);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('pa-near', this.handleNear);
    removeEventListener('online', this.retry);
    near.unobserve(this.host);
    this.forget();
  }

  hostUpdated(): void {
    if (this.isNear) for (const part of this.wanted()) void this.load(part);
  }

  /** Of another file, or of none: nothing that was shown is held any longer. */
  forget(): void {
    this.stop.abort();
    this.stop = new AbortController();
    for (const one of this.shown) one.release();
    this.shown = [];
    this.asked.clear();
    this.urls.clear();
    this.failed.clear();
    this.isNear = false;
  }

  /** Asks again for what did not come. */
  readonly retry = (): void => {
    if (this.failed.size === 0) return;
    for (const part of this.failed) this.asked.delete(part);
    this.failed.clear();
    this.host.requestUpdate();
  };

  private readonly handleNear = (): void => {
    near.unobserve(this.host);
    this.isNear = true;
    this.host.requestUpdate();
  };

  private async load(part: Part): Promise<void> {
    const source = this.source();
    if (!source || this.asked.has(part)) return;
    this.asked.add(part);
    const { signal } = this.stop;
    try {
      const files = await source.files();
      await waitForIdle();
      signal.throwIfAborted();
      const shown = await files.show(source.fileId, part, { signal });
      if (signal.aborted) return shown.release();
      this.shown.push(shown);
      this.urls.set(part, shown.url);
    } catch {
      if (signal.aborted) return;
      this.failed.add(part);
    }
    this.host.requestUpdate();
  }
}

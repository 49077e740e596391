import type { ReactiveController, ReactiveControllerHost } from 'lit';

const AFTER_MS = 400;

/**
 * Saves a draft a moment after the last key, and at once when the page may be about to end: a phone kills hidden pages
 * without another event than `visibilitychange`.
 */
export class DraftKeeper implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pending: (() => void) | undefined;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.flush);
    addEventListener('pagehide', this.flush);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.flush);
    removeEventListener('pagehide', this.flush);
    this.flush();
  }

  later(save: () => void): void {
    this.pending = save;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.flush, AFTER_MS);
  }

  readonly flush = (): void => {
    clearTimeout(this.timer);
    const save = this.pending;
    this.pending = undefined;
    save?.();
  };
}

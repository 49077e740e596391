import type { ReactiveController, ReactiveControllerHost } from 'lit';

const AFTER_MS = 400;

/**
 * Saves a draft a moment after the last key, and at once when the page may be about to end: a phone kills hidden pages
 * without another event than `visibilitychange`.
 */
export class DraftKeeper implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pending: { text: string; save: () => void } | undefined;
  /** Saved here and not yet seen to be the draft: they come back as changes of it. */
  private readonly echoes = new Set<string>();
  /** What the draft is, as far as the field has said or taken it. */
  known = '';

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

  later(text: string, save: () => void): void {
    this.pending = { text, save };
    clearTimeout(this.timer);
    this.timer = setTimeout(this.flush, AFTER_MS);
  }

  readonly flush = (): void => {
    clearTimeout(this.timer);
    const { pending } = this;
    this.pending = undefined;
    if (!pending) return;
    this.known = pending.text;
    this.echoes.add(pending.text);
    pending.save();
  };

  /**
   * The draft is another than it was: whether the field takes it, since another device has sent or changed it. Never over
   * words that are only here.
   */
  follows(was: string | undefined, is: string | undefined, field: string): boolean {
    if (was === undefined || is === undefined || was === is) return false;
    if (is === field) this.known = field;
    if (is === this.known) this.echoes.clear();
    else if (!this.echoes.delete(is)) return this.pending === undefined && field === this.known;
    return false;
  }
}

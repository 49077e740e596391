import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { findUnsaved, forgetUnsaved, keepUnsaved } from '../../core/unsaved.ts';
import type { Unsent } from '../../core/unsent.ts';

const AFTER_MS = 400;
/** Whoever types without a pause is saved as well. */
const AT_LATEST_MS = 1000;
/** Longer than a device takes to store a line. */
const STORED_MS = 5000;

type Pending = { me: string; chatId: string; unsent: Unsent; save: () => Promise<void> };

/**
 * Saves a draft a moment after the last key, and at once when the page may be about to end: a phone kills hidden pages
 * without another event than `visibilitychange`. The database is asynchronous, and a page that is left does not wait for
 * it, so there the words are kept beside it too, for the page that comes next.
 */
export class DraftKeeper implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pending: Pending | undefined;
  /** Given to the database, which has not said yet that it is there: the page may end before. */
  private storing: Pending | undefined;
  private since = 0;
  /** Saved here and not yet seen to be the draft: they come back as changes of it. */
  private readonly echoes = new Set<string>();
  /** What the draft is, as far as the field has said or taken it. */
  known = '';

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.handleLeave);
    addEventListener('pagehide', this.handleLeave);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.handleLeave);
    removeEventListener('pagehide', this.handleLeave);
    this.saveNow();
  }

  saveLater(pending: Pending): void {
    forgetUnsaved();
    const now = performance.now();
    if (!this.pending) this.since = now;
    this.pending = pending;
    clearTimeout(this.timer);
    const left = this.since + AT_LATEST_MS - now;
    this.timer = setTimeout(this.saveNow, Math.max(0, Math.min(AFTER_MS, left)));
  }

  /** What the page before had no time to store, and whoever asks is to store now. */
  takeUnsaved(me: string, chatId: string): Unsent | null {
    const found = findUnsaved(me, chatId);
    if (found) setTimeout(forgetUnsaved, STORED_MS);
    return found;
  }

  flush(): void {
    forgetUnsaved();
    this.saveNow();
  }

  private readonly saveNow = (): void => {
    clearTimeout(this.timer);
    const { pending } = this;
    this.pending = undefined;
    if (!pending) return;
    this.known = pending.unsent.text;
    this.echoes.add(pending.unsent.text);
    this.storing = pending;
    const handleEnd = () => {
      if (this.storing === pending) this.storing = undefined;
    };
    pending.save().then(handleEnd, handleEnd);
  };

  private readonly handleLeave = (): void => {
    const last = this.pending ?? this.storing;
    if (last) {
      keepUnsaved(last.me, last.chatId, last.unsent);
      setTimeout(forgetUnsaved, STORED_MS);
    }
    this.saveNow();
  };

  /**
   * The draft is another than it was: whether the field takes it, since another device has sent or changed it. Never over
   * words that are only here.
   */
  takesDraft(was: string | undefined, is: string | undefined, field: string): boolean {
    if (was === undefined || is === undefined || was === is) return false;
    if (is === field) this.known = field;
    if (is === this.known) this.echoes.clear();
    else if (!this.echoes.delete(is)) return this.pending === undefined && field === this.known;
    return false;
  }
}

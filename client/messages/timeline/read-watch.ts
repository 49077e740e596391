import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Reports what was on the screen of a person who looks: the page visible and focused. A window in the background
 * draws messages too, and they are not read.
 */
export class ReadWatch implements ReactiveController {
  private reportedSeq = 0;

  constructor(
    host: ReactiveControllerHost,
    /** `findSeenSeq`: the newest that is on the screen; any number up to `reportedSeq` when there is none beyond that. */
    private readonly parts: { findSeenSeq(reported: number): number; markRead(seq: number): void },
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.check);
    addEventListener('focus', this.check);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.check);
    removeEventListener('focus', this.check);
  }

  readonly check = (): void => {
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
    const seq = this.parts.findSeenSeq(this.reportedSeq);
    if (seq <= this.reportedSeq) return;
    this.reportedSeq = seq;
    this.parts.markRead(seq);
  };
}

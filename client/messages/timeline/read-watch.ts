import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Tells what was on the screen of somebody who looks: the page visible and focused. A window in the background draws
 * messages too, and nobody has read them.
 */
export class ReadWatch implements ReactiveController {
  private told = 0;

  constructor(
    host: ReactiveControllerHost,
    /** `seenSeq`: the newest that is on the screen; any number up to `told` when there is none beyond that. */
    private readonly parts: { seenSeq(told: number): number; tell(seq: number): void },
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
    const seq = this.parts.seenSeq(this.told);
    if (seq <= this.told) return;
    this.told = seq;
    this.parts.tell(seq);
  };
}

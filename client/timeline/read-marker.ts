import type { Cancel, Env } from '../core/env.ts';

const EVERY_MS = 300;

/**
 * While a person scrolls through a hundred messages, one receipt is sent at once, then at most one every 300 ms, and
 * the last one.
 */
export class ReadMarker {
  last = 0;
  private sentSeq = 0;
  private timer: Cancel | undefined;

  constructor(
    private readonly env: Env,
    private readonly sendSeq: (seq: number) => void,
  ) {}

  markSeen(seq: number): void {
    if (seq <= this.last) return;
    this.last = seq;
    if (this.timer) return;
    this.sendNow();
    this.timer = this.env.after(EVERY_MS, () => {
      this.timer = undefined;
      this.sendNow();
    });
  }

  flush(): void {
    this.timer?.();
    this.timer = undefined;
    this.sendNow();
  }

  private sendNow(): void {
    if (this.last <= this.sentSeq) return;
    this.sentSeq = this.last;
    this.sendSeq(this.last);
  }
}

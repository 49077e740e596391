import type { Cancel, Env } from '../core/env.ts';

const EVERY_MS = 300;

/**
 * While a person scrolls through a hundred messages, one receipt is sent at once, then at most one every 300 ms, and
 * the last one.
 */
export class ReadMarker {
  last = 0;
  private told = 0;
  private timer: Cancel | undefined;

  constructor(
    private readonly env: Env,
    private readonly tell: (seq: number) => void,
  ) {}

  seen(seq: number): void {
    if (seq <= this.last) return;
    this.last = seq;
    if (this.timer) return;
    this.send();
    this.timer = this.env.after(EVERY_MS, () => {
      this.timer = undefined;
      this.send();
    });
  }

  flush(): void {
    this.timer?.();
    this.timer = undefined;
    this.send();
  }

  private send(): void {
    if (this.last <= this.told) return;
    this.told = this.last;
    this.tell(this.last);
  }
}

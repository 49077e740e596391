import type { Cancel, Env } from './env.ts';
import { isApiError } from './services.ts';

const SILENCE_MS = 25_000;
const ANSWER_MS = 5000;

/**
 * Notices a dead connection. The server's pings are invisible to a page, and a phone that changed its network gets no
 * close event either: so a silent connection is asked a cheap question while the person looks at the app.
 */
export class Heartbeat {
  private timer: Cancel | undefined;
  private signAt = 0;
  private asking = false;

  constructor(
    private readonly env: Env,
    private readonly link: {
      isActive(): boolean;
      sendProbe(timeoutMs: number): Promise<unknown>;
      onDead(): void;
    },
  ) {}

  start(): void {
    this.noteSign();
    this.arm();
  }

  stop(): void {
    this.timer?.();
    this.timer = undefined;
    this.asking = false;
  }

  noteSign(): void {
    this.signAt = this.env.now();
  }

  /** Asks now, however lately something arrived: the network may have gone while the page slept. */
  check(): void {
    if (this.asking || !this.timer) return;
    this.asking = true;
    const askedAt = this.env.now();
    void this.link
      .sendProbe(ANSWER_MS)
      .catch((error) => {
        const silent = isApiError(error, 'timeout');
        if (silent && this.timer && this.signAt <= askedAt) this.link.onDead();
      })
      .finally(() => {
        this.asking = false;
      });
  }

  private arm(): void {
    const silence = this.env.now() - this.signAt;
    this.timer = this.env.after(Math.max(SILENCE_MS - silence, 1000), () => {
      this.arm();
      if (this.link.isActive() && this.env.now() - this.signAt >= SILENCE_MS) this.check();
    });
  }
}

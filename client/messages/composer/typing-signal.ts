/** Repeated while typing (protocol/presence.ts), and ended after a pause as long. */
const EVERY_MS = 3000;
const PAUSE_MS = 5000;

/** Tells "typing" at most every 3 s, and its end once. */
export class TypingSignal {
  private sentAt: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly send: (on: boolean) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  handleInput(text: string): void {
    clearTimeout(this.timer);
    if (text.trim() === '') {
      this.stop();
      return;
    }
    const now = this.now();
    if (this.sentAt === null || now - this.sentAt >= EVERY_MS) {
      this.sentAt = now;
      this.send(true);
    }
    this.timer = setTimeout(() => this.stop(), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    if (this.sentAt === null) return;
    this.sentAt = null;
    this.send(false);
  }
}
